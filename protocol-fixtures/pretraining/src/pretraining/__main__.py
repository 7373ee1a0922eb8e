"""Trains a model as a config says: python -m pretraining --gin_file=experiments/tiny.gin"""

import argparse

import gin

from pretraining import train


def main():
  parser = argparse.ArgumentParser()
  parser.add_argument('--gin_file', action='append', default=[])
  parser.add_argument('--gin_param', action='append', default=[])
  arguments = parser.parse_args()
  gin.parse_config_files_and_bindings(arguments.gin_file, arguments.gin_param)
  train.train()


main()
