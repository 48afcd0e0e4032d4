"""The ledger's lag behind the log, in records and in seconds of broker time."""

import math
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from cluster.connect import AdminClient
from cluster.topic_ids import Topic, describe

ANSWER_MS = 3_000  # time-out of each request to a broker
PROBE_SECONDS = 1.0  # time-out of the search for the next record of one partition


class PartitionKey(NamedTuple):
    """The key of a position: a pipeline, and a partition of one incarnation of a topic."""

    pipeline: str
    topic: str
    topic_id: str
    partition: int


class PartitionLag(NamedTuple):
    """A pipeline's lag on one partition; NaN is unknown.

    ``records`` is the number of offsets still to read, ``seconds`` the age of the next record.
    """

    pipeline: str
    topic: str
    partition: int
    records: float
    seconds: float


@dataclass(frozen=True)
class Lag:
    """One reading of the lags. ``problem`` says what could not be read; None if nothing."""

    partitions: tuple[PartitionLag, ...]
    reachable: bool
    problem: str | None = None


class _Next(NamedTuple):
    """The first committed record at or above a position, when the log ended at ``end``."""

    end: int
    appended: float | None  # broker time, seconds since the epoch; None: no record before end

    def still_true(self, end: int) -> bool:
        return self.appended is not None or self.end == end


class LagReader:
    """Reads lags, keeping its connections between readings. Not thread-safe.

    Args:
        bootstrap: ``host:port`` of the cluster.
        topics: pipeline -> topic, whose lag is read even before a worker has a position there.
    """

    def __init__(self, bootstrap: str, topics: Mapping[str, str]) -> None:
        self._bootstrap = bootstrap
        self._topics = tuple(topics.items())
        self._admin: Any = None
        self._consumer: Any = None
        self._next: dict[tuple[TopicPartition, int], _Next] = {}

    def read(self, positions: Mapping[PartitionKey, int] | None) -> Lag:
        """The lag of ``positions`` (next offsets to read); without one, counted from the log start.

        If the positions are unknown (None), the result has no lag, but says whether the broker
        answers. An absent or failing broker raises nothing: all lags are NaN, within seconds.
        """
        try:
            self._connect()
            return self._read(positions)
        except (KafkaError, OSError, ValueError) as error:
            self.close()
            unknown = tuple(
                PartitionLag(key.pipeline, key.topic, key.partition, math.nan, math.nan)
                for key in positions or ()
            )
            problem = f"no Kafka answers at {self._bootstrap} ({type(error).__name__})"
            return Lag(unknown, reachable=False, problem=problem)

    def close(self) -> None:
        """Close the connections; the next read opens new ones."""
        clients, self._admin, self._consumer = (self._admin, self._consumer), None, None
        self._next.clear()
        for client in clients:
            if client is not None:
                with suppress(KafkaError, OSError, ValueError):
                    client.close()

    def _connect(self) -> None:
        if self._consumer is not None:
            return
        bounds = {
            "bootstrap_servers": self._bootstrap,
            "bootstrap_timeout_ms": ANSWER_MS,
            "request_timeout_ms": ANSWER_MS,
        }
        self._admin = AdminClient(**bounds)
        self._consumer = KafkaConsumer(
            **bounds,
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",  # an end offset is then the last stable one
            allow_auto_create_topics=False,
            fetch_max_wait_ms=100,
            max_partition_fetch_bytes=64 * 1024,
        )

    def _read(self, positions: Mapping[PartitionKey, int] | None) -> Lag:
        known = ((key.pipeline, key.topic) for key in positions or ())
        wanted = dict.fromkeys([*self._topics, *known])
        described = describe(self._admin, sorted({topic for _, topic in wanted}))
        missing = sorted({topic for _, topic in wanted} - described.keys())
        problem = f"there is no topic {missing[0]!r}" if missing else None
        lags = [] if positions is None else self._lags(wanted, described, positions)
        return Lag(tuple(lags), reachable=True, problem=problem)

    def _lags(
        self,
        wanted: Iterable[tuple[str, str]],
        described: Mapping[str, Topic],
        positions: Mapping[PartitionKey, int],
    ) -> list[PartitionLag]:
        partitions = [tp for name, topic in described.items() for tp in _partitions(name, topic)]
        starts = self._consumer.beginning_offsets(partitions, timeout_ms=ANSWER_MS)
        ends = self._consumer.end_offsets(partitions, timeout_ms=ANSWER_MS)
        now = time.time()
        lags, looked_at = [], {}
        for pipeline, name in wanted:
            if name not in described:
                continue
            for tp in _partitions(name, described[name]):
                key = PartitionKey(pipeline, name, described[name].id, tp.partition)
                at = max(positions.get(key, 0), starts[tp])
                first = self._first_record(tp, at, ends[tp]) if at < ends[tp] else None
                if first:
                    looked_at[tp, at] = first
                lags.append(_lag(key, at, ends[tp], first, now))
        self._next = looked_at
        return lags

    def _first_record(self, tp: TopicPartition, at: int, end: int) -> _Next | None:
        """The next committed record; None if the broker did not answer within PROBE_SECONDS.

        At the end of a transactional log only markers may be left, which are no records: the
        consumer then moves to the end without returning any.
        """
        known = self._next.get((tp, at))
        if known and known.still_true(end):
            return known
        self._consumer.assign([tp])
        self._consumer.seek(tp, at)
        deadline = time.monotonic() + PROBE_SECONDS
        while time.monotonic() < deadline:
            for record in self._consumer.poll(timeout_ms=100, max_records=1).get(tp, ()):
                return _Next(end, record.timestamp / 1000)
            if self._consumer.position(tp, timeout_ms=ANSWER_MS) >= end:
                return _Next(end, None)
        return None


def _partitions(name: str, topic: Topic) -> list[TopicPartition]:
    return [TopicPartition(name, number) for number in topic.partitions]


def _lag(key: PartitionKey, at: int, end: int, first: _Next | None, now: float) -> PartitionLag:
    if at >= end or (first and first.appended is None):
        records, seconds = 0, 0.0
    else:
        records = end - at
        seconds = max(0.0, now - first.appended) if first and first.appended else math.nan
    return PartitionLag(key.pipeline, key.topic, key.partition, records, seconds)
