"""Where counts live, exactly once: schema, writer (one transaction per chunk), reader, snapshot."""
