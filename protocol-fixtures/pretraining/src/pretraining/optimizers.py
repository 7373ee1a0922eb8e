"""How are weights changed?"""

import gin


class Optimizer:
  """What every optimizer is told."""

  def __init__(self, learning_rates, weight_decay=0.1):
    self.learning_rates = learning_rates
    self.weight_decay = weight_decay


@gin.configurable
class AdamW(Optimizer):
  """Adam with decoupled weight decay."""

  def __init__(self, learning_rates, betas=(0.9, 0.95), epsilon=1e-8):
    super().__init__(learning_rates)
    self.betas = betas
    self.epsilon = epsilon


@gin.configurable
class Lion(Optimizer):
  """Takes the constructor that it inherits."""
