"""How good a model is on requests it was not trained on, and where to draw its lines."""
