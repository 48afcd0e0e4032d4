"""What the workers do: each file a step, and the worker around it."""
