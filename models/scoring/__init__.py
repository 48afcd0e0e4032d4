"""Scoring in workers, without torch: model files, sessions, batches, verdicts, explanations."""
