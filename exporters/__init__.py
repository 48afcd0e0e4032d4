"""What the outside world reads: Prometheus metrics, health, the JSON API, alert rules."""
