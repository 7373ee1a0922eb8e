// What does one training run need to know?

import Gin

/// The number format of weights and activations.
@Config
enum Precision: String {
  case bfloat16
  case float32
}

/// Everything that one training run is told: its length, its learning rates and the size of its batches.
@Config
struct TrainerConfig {
  /// Optimizer steps to take; at most as many as `lrSchedule` has rates.
  var steps: Int

  /// The learning rate of the first step, the highest of the schedule.
  var baseLR: Double

  /// How many steps the learning rate takes to fall from `baseLR` to its least value.
  var totalSteps: Int

  /// The last learning rate as a part of the first, from 0 to 1.
  var minLRRatio: Double = 0

  /// Forward and backward passes whose gradients are summed before one optimizer step.
  var gradAccumSteps: Int = 1

  /// Devices that share each step.
  var numDevices: Int = 1

  /// Examples that one optimizer step sees, over all devices.
  var effectiveBatchSize: Int

  /// The learning rate of each step.
  var lrSchedule: [Double]

  /// The number format to train in.
  var precision: Precision = .bfloat16
}

/// Prints what each step would do.
func train(_ config: TrainerConfig) {
  for (step, lr) in config.lrSchedule.prefix(config.steps).enumerated() {
    print("step=\(step) lr=\(lr)")
  }
}
