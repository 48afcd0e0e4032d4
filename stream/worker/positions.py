"""Resume positions of a pipeline: the ledger's, checked against the log at assignment."""

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aiokafka import TopicPartition

from cluster.errors import ClusterRefused
from cluster.topic_ids import TopicIds
from ledger.delta import Delta, Partition
from ledger.writer import Writer, close_other_topic_ids
from stream.errors import StreamRefused, WorkerEnded

log = logging.getLogger("logwarden.positions")


class PositionBeyondEnd(StreamRefused):
    """The ledger is ahead of the log although the topic is the same one."""


@dataclass(frozen=True)
class LogRange:
    """The offsets ``[start, end)`` that the log of one partition holds now."""

    start: int
    end: int


class Positions:
    """The ledger writers of one pipeline's partitions in this process.

    ``assign``, ``apply`` and ``record_loss`` run on the one ledger thread, so that a writer is
    never used by two threads. The other methods may run on any thread, but ``close`` only after
    the ledger thread has ended.
    """

    def __init__(
        self,
        pipeline: str,
        folder: Path,
        definition_id: str,
        topic_ids: TopicIds,
        *,
        new_definition: bool = False,
    ) -> None:
        self._pipeline = pipeline
        self._folder = folder
        self._definition_id = definition_id
        self._known_ids = topic_ids
        self._new_definition = new_definition
        self._writers: dict[TopicPartition, Writer] = {}
        self._topic_ids: dict[str, str] = {}
        self._checked: dict[str, float] = {}  # when the last good check of a topic began
        self.assigned = False  # whether the group has given this process its share yet

    def assign(self, logs: Mapping[TopicPartition, LogRange]) -> dict[TopicPartition, int]:
        """Open the ledgers of exactly these partitions; returns the offsets to read from.

        Raises:
            PositionBeyondEnd: the log lost its newest records.
            LedgerRefused: the ledger has another definition or schema, or is corrupt.
            TopicMissing: the topic was deleted meanwhile.
        """
        self.assigned = False  # until then, no writers does not mean that no partition is ours
        self.close()
        topics = {tp.topic for tp in logs}
        self._topic_ids = {topic: self._known_ids.settled(topic) for topic in topics}
        for topic, current in self._topic_ids.items():
            for old in close_other_topic_ids(self._folder, self._pipeline, topic, current):
                log.warning("topic %s was re-created: the counts of %s are closed", topic, old)
        opened: dict[TopicPartition, Writer] = {}
        for tp, held in logs.items():
            opened[tp] = self._open(tp, held)
        self._writers, self.assigned = opened, True  # at once: other threads look at them
        for tp, held in logs.items():
            if opened[tp].position < held.start:
                self.record_loss(tp, held.start)
        return self.positions()

    def positions(self) -> dict[TopicPartition, int]:
        """The next offset of every partition that this process holds."""
        return {tp: writer.position for tp, writer in list(self._writers.items())}

    def topic_id(self, topic: str) -> str:
        """Kafka's id of the topic, as of the assignment."""
        return self._topic_ids[topic]

    def apply(self, tp: TopicPartition, delta: Delta, fetched: float) -> None:
        """Commit one chunk's counts and its position in one transaction.

        The topic id is checked first, unless a good check began after ``fetched`` (the chunk's).

        Raises:
            WorkerEnded: the topic was re-created since the fetch, or the check failed.
            Fenced: another worker moved the position.
        """
        if fetched >= self._checked.get(tp.topic, 0.0):
            self._require_same_topic(tp.topic)
        self._writers[tp].apply(delta)

    def record_loss(self, tp: TopicPartition, log_start: int) -> None:
        """Log an error and journal a loss: the log now starts above the position.

        Raises as Writer.record_loss.
        """
        writer = self._writers[tp]
        log.error(
            "%s-%d: records [%d, %d) were deleted before they were counted",
            *(tp.topic, tp.partition, writer.position, log_start),
        )
        writer.record_loss(log_start)

    def give_up_waiting(self) -> None:
        """Stop waiting for a broker that is away, as the process is about to stop."""
        self._known_ids.stopping.set()

    def close(self) -> None:
        """Close all writers."""
        writers, self._writers = self._writers, {}
        for writer in writers.values():
            writer.close()

    def _open(self, tp: TopicPartition, held: LogRange) -> Writer:
        partition = Partition(self._pipeline, tp.topic, self._topic_ids[tp.topic], tp.partition)
        writer = Writer.open(
            self._folder, partition, self._definition_id, new_definition=self._new_definition
        )
        if writer.position > held.end:
            raise PositionBeyondEnd(
                f"the ledger of {tp.topic}-{tp.partition} is at offset {writer.position} but "
                f"the log ends at {held.end} and is the same topic: the broker lost records. "
                "Restore the log, or move the ledger folder away to count again from what is left"
            )
        return writer

    def _require_same_topic(self, topic: str) -> None:
        """Check the topic id after a fetch: if it is unchanged, the records were of that topic.

        A fetch is by topic name. A topic re-created with more records would otherwise be read on
        from the old position, and its first records would be skipped silently.
        """
        began = time.monotonic()
        try:
            current = self._known_ids.current(topic)
        except ClusterRefused as error:
            raise WorkerEnded(
                f"topic {topic} cannot be checked before a commit: {error}"
            ) from error
        if current != self._topic_ids[topic]:
            raise WorkerEnded(f"topic {topic} was deleted and created again while it was read")
        self._checked[topic] = began


def describe(tps: Iterable[TopicPartition]) -> str:
    """``access-log-0, access-log-1`` for log lines."""
    return ", ".join(sorted(f"{tp.topic}-{tp.partition}" for tp in tps)) or "none"
