"""The workers' pipelines: each file has the step of one, and the worker around it."""
