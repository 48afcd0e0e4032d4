"""Workers and exporter of one host, supervised."""
