"""Interfaces for monitoring: Prometheus metrics, health, the JSON API, alert rules."""
