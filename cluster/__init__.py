"""What is asked of a Kafka cluster: connections, topics and their ids, an embedded broker."""
