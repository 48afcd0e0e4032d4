"""Helpers of several tests: processes to start and kill, small models, scenarios, pages."""
