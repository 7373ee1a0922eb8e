// How does a network learn from its loss?

import Gin

/// Something that moves a weight against its gradient.
protocol Optimizer: AnyObject {
  func step(weight: Double, gradient: Double) -> Double
}

/// Plain gradient descent, with momentum where asked.
@Config
final class SGD: Optimizer {
  let learningRate: Double
  let momentum: Double
  private var velocity = 0.0

  init(learningRate: Double, momentum: Double = 0) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  func step(weight: Double, gradient: Double) -> Double {
    velocity = momentum * velocity + gradient
    return weight - learningRate * velocity
  }
}

/// Gradient descent with a rate for each weight.
@Config
final class Adam: Optimizer {
  let learningRate: Double
  let beta1: Double
  let beta2: Double
  private var mean = 0.0
  private var square = 0.0

  init(learningRate: Double = 1e-3, beta1: Double = 0.9, beta2: Double = 0.999) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
  }

  func step(weight: Double, gradient: Double) -> Double {
    mean = beta1 * mean + (1 - beta1) * gradient
    square = beta2 * square + (1 - beta2) * gradient * gradient
    return weight - learningRate * mean / (square.squareRoot() + 1e-8)
  }
}
