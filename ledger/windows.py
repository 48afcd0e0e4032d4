"""Rolling windows of the two top-N tables, and how many rows these have."""

WINDOWS = {"1m": 60, "5m": 300, "1h": 3600, "24h": 86400}  # seconds
STATUS_CODES, ERROR_CLIENTS = 10, 5  # rows
