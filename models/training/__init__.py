"""Training: turns labelled requests into a measured model file."""
