"""What workers run: a model file, its session, batches, verdicts, explanations. No torch."""
