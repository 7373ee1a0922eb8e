"""Pretraining of small language models, configured by Gin."""
