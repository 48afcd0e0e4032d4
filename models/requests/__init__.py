"""What is read of a request: its document, its parts, their tokens; of a log line, too."""
