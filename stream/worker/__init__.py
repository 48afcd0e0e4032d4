"""A worker process: chunks from Kafka, positions in the ledger, one agent."""
