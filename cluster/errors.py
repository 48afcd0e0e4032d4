"""Errors of a cluster: one sentence for the user; the front door exits with ``exit_code``."""


class ClusterRefused(Exception):
    """Kafka cannot do what was asked; the message says what to do."""

    exit_code = 2


class BrokerUnavailable(ClusterRefused):
    """No Kafka answers at the bootstrap address, or the embedded one could not be started."""


class TopicMissing(ClusterRefused):
    """The topic is not on the cluster."""
