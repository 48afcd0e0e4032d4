"""Admin connections to a Kafka cluster, given up after ten seconds without an answer."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from cluster.errors import BrokerUnavailable

ANSWER_SECONDS = 10.0


class AdminClient(KafkaAdminClient):
    """Closes itself if no broker answers: kafka-python 3.0.12 leaks a thread and open files."""

    def __init__(self, **configs: Any) -> None:
        try:
            super().__init__(**configs)
        except KafkaError:
            self._closed = False
            self.close()
            raise


@contextmanager
def admin(bootstrap: str, request_seconds: float = ANSWER_SECONDS) -> Iterator[KafkaAdminClient]:
    """A connected admin client, closed afterwards; a request may take ``request_seconds``.

    Raises:
        BrokerUnavailable: nothing answers at ``bootstrap`` within ten seconds, or a request of the
            body fails.
    """
    client = connect_admin(bootstrap, request_seconds)
    try:
        yield client
    except (KafkaError, OSError) as error:
        raise BrokerUnavailable(
            f"Kafka at {bootstrap} did not answer ({type(error).__name__}: {error})"
        ) from error
    finally:
        client.close()


def connect_admin(bootstrap: str, request_seconds: float = ANSWER_SECONDS) -> KafkaAdminClient:
    """Connect, retrying for ten seconds: a starting broker refuses at first.

    Raises:
        BrokerUnavailable: nothing answers, or ``bootstrap`` is no host:port.
    """
    deadline = time.monotonic() + ANSWER_SECONDS
    while True:
        try:
            return AdminClient(
                bootstrap_servers=bootstrap,
                request_timeout_ms=int(request_seconds * 1000),
                bootstrap_timeout_ms=int(ANSWER_SECONDS * 1000),
            )
        except (KafkaError, OSError, ValueError) as error:
            if isinstance(error, ValueError) or time.monotonic() > deadline:  # no host:port
                raise BrokerUnavailable(
                    f"no Kafka answers at {bootstrap} ({type(error).__name__}): "
                    "start one with `logwarden broker`, or set --bootstrap"
                ) from error
            time.sleep(0.25)


def reachable(bootstrap: str) -> bool:
    """Whether something accepts connections at the first bootstrap address, within a second."""
    host, _, port = bootstrap.split(",")[0].rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=1.0).close()
    except (OSError, ValueError):
        return False
    return True
