"""What is trained, and for how long?"""

import enum

import gin

from pretraining import optimizers  # Registers the optimizers.
from pretraining import schedules  # Registers the schedules.


@gin.constants_from_enum
class Precision(enum.Enum):
  """The number format of weights and activations."""

  BFLOAT16 = 'bf16'
  FLOAT32 = 'fp32'


@gin.configurable
class Transformer:
  """A decoder of `layers` blocks, each `width` wide, that sees `context` tokens."""

  def __init__(self, layers, width, heads=8, context=512, dropout=0.0):
    self.layers = layers
    self.width = width
    self.heads = heads
    self.context = context
    self.dropout = dropout


@gin.configurable
def train(steps, learning_rates, tokens, batch_size=8, precision=Precision.BFLOAT16, model=None, optimizer=None):
  """Prints what each step would do."""
  print(f'{model.layers} layers, {tokens} tokens a step, {precision}, {type(optimizer).__name__}')
  for step, rate in enumerate(learning_rates[:steps]):
    print(f'step={step} rate={rate!r} batch={batch_size}')
