"""Reading of requests: documents, parts, tokens, and the request field of access-log lines."""
