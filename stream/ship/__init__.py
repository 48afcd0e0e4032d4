"""Files and pipes to Kafka, each line exactly once."""
