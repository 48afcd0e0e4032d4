"""Harmless values that look like attacks, a file a family."""
