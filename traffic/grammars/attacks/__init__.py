"""Attack values, a file a family."""
