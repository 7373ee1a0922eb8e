// Which values follow from the inputs of a training run?

import Foundation
import Gin

/// Why a schedule cannot be made.
enum ScheduleError: Error {
  /// `total_steps` is not positive.
  case noSteps
  /// `min_lr_ratio` is not between 0 and 1.
  case ratioOutOfRange
}

/// Examples that one optimizer step sees: one a device and pass.
@Configurable
func computeEffectiveBatchSize() throws -> Int {
  let gradAccumSteps: Int = try Gin.query("TrainerConfig.grad_accum_steps")
  let numDevices: Int = try Gin.query("TrainerConfig.num_devices")
  return gradAccumSteps * numDevices
}

/// Half a cosine from `base_lr` down to `base_lr * min_lr_ratio`, one rate a step.
@Configurable
func makeLRSchedule() throws -> [Double] {
  let baseLR: Double = try Gin.query("TrainerConfig.base_lr")
  let totalSteps: Int = try Gin.query("TrainerConfig.total_steps")
  let minLRRatio: Double = try Gin.query("TrainerConfig.min_lr_ratio")

  guard totalSteps > 0 else { throw ScheduleError.noSteps }
  guard minLRRatio >= 0, minLRRatio <= 1 else { throw ScheduleError.ratioOutOfRange }

  let minLR = baseLR * minLRRatio
  let intervals = max(1, totalSteps - 1)
  return (0..<totalSteps).map { step in
    let progress = Double.pi * Double(step) / Double(intervals)
    return minLR + (baseLR - minLR) * 0.5 * (1 + cos(progress))
  }
}
