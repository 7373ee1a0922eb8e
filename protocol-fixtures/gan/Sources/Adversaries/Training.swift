// How are the two networks set against each other?

import Foundation
import Gin

/// How far a verdict is from the truth.
@Config
enum Loss: String {
  case crossEntropy = "cross_entropy"
  case leastSquares = "least_squares"
}

/// A source of images, the same for training and evaluation.
@Config
final class Digits {
  let folder: String
  let batchSize: Int
  let augmentations: [String: [String: Double]]

  init(folder: String, batchSize: Int = 32, augmentations: [String: [String: Double]] = [:]) {
    self.folder = folder
    self.batchSize = batchSize
    self.augmentations = augmentations
  }
}

/// A generator, a discriminator, and what each learns with.
@Config
struct GAN {
  /// Makes images from noise.
  var generator: Network

  /// Tells images from the generator's.
  var discriminator: Network

  /// Already made: it keeps its state between calls of `train`.
  var generatorOptimizer: any Optimizer

  /// A type: each call of `train` makes its own.
  var discriminatorOptimizer: () -> any Optimizer

  /// The length of the noise.
  var latentSize: Int

  var loss: Loss = .crossEntropy

  /// What the learning rates are multiplied by, in order.
  var rates: [Double] = [1]
}

/// What is left of a rate after `epochs` epochs.
@Configurable
func finalRate(decay: Double, epochs: Int) -> Double {
  pow(decay, Double(epochs))
}

/// Trains `model` on all batches, `epochs` times.
@Configurable
func train(model: GAN, batches: Digits, epochs: Int = 1) {
  for epoch in 0..<epochs {
    print("epoch \(epoch): \(batches.folder) in batches of \(batches.batchSize)")
  }
}

/// The discriminator's verdict on the generator's images.
@Configurable
func evaluate(model: GAN, batches: Digits) -> [Double] {
  model.discriminator(model.generator(Array(repeating: 0, count: model.latentSize)))
}
