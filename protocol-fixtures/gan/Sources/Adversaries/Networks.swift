// What turns noise into images, and images into a verdict?

import Foundation
import Gin

/// A function from one vector to another.
typealias Network = ([Double]) -> [Double]

/// What stands between two layers.
@Config
enum Activation: String {
  case relu
  case leakyReLU = "leaky_relu"
  case tanh
  case sigmoid

  func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .relu: max(0, x)
    case .leakyReLU: x > 0 ? x : 0.2 * x
    case .tanh: Foundation.tanh(x)
    case .sigmoid: 1 / (1 + exp(-x))
    }
  }
}

/// A stack of fully connected layers with constant weights.
@Configurable
func dnn(
  _ input: [Double],
  inputSize: Int,
  outputSize: Int,
  layerSizes: [Int] = [512, 512],
  activation: Activation = .relu,
  outputActivation: Activation = .sigmoid
) -> [Double] {
  precondition(input.count == inputSize, "the input has the wrong length")
  let hidden = layerSizes.reduce(input) { values, size in layer(values, size: size, activation: activation) }
  return layer(hidden, size: outputSize, activation: outputActivation)
}

/// One layer whose units all weigh their inputs alike.
private func layer(_ values: [Double], size: Int, activation: Activation) -> [Double] {
  let mean = values.reduce(0, +) / Double(values.count)
  return Array(repeating: activation(mean), count: size)
}
