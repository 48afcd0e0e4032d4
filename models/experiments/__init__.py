"""Published experiments, made again: three LSTMs of request logs, a VAE of digits."""
