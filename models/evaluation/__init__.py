"""Judges a model on requests it was not trained on, and sets its thresholds."""
