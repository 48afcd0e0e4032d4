"""Access to a Kafka cluster: connections, topics and their ids, an embedded broker."""
