"""Reproductions of published experiments: three LSTMs on a request log, a VAE of digits."""
