"""The questions that the published experiment asks, answered by measurement on a small scale."""
