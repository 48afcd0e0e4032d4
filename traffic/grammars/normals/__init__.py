"""Harmless values, a file a family."""
