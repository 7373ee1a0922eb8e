#!/bin/sh
# The tiny model at half the rate. Run it in the folder above, with `src` on the PYTHONPATH.
exec python -m pretraining \
  --gin_file=experiments/tiny.gin \
  --gin_param='warmup_cosine.peak = 3e-4' \
  "$@"
