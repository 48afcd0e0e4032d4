"""From labelled requests to a measured model file."""
