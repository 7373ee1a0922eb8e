"""Which numbers follow from the inputs of a run?"""

import math

import gin


def _half_cosine(progress):
  """Falls from 1 at progress 0 to 0 at progress 1."""
  return 0.5 * (1 + math.cos(math.pi * progress))


@gin.configurable
def warmup_cosine(peak, warmup=0, floor_ratio=0.0):
  """One rate a step of `train`: a straight rise to `peak`, then half a cosine down to `peak * floor_ratio`."""
  steps = gin.query_parameter('train.steps')
  if not 0 <= warmup < steps:
    raise ValueError(f'warmup is {warmup}, and there are {steps} steps')
  floor = peak * floor_ratio
  rise = [peak * (step + 1) / warmup for step in range(warmup)]
  last = max(1, steps - warmup - 1)
  return rise + [floor + (peak - floor) * _half_cosine(step / last) for step in range(steps - warmup)]


@gin.configurable
def tokens_per_step(context, devices=1):
  """Tokens that one optimizer step sees, over all devices."""
  return gin.query_parameter('train.batch_size') * context * devices
