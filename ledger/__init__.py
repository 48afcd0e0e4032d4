"""Keeps counts, exactly once: schema, writer (one transaction per chunk), reader, snapshot."""
