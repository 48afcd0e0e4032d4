"""A chunk: ``[start, end)`` of one partition, and the records in between."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiokafka import ConsumerRecord, TopicPartition


@dataclass(frozen=True, slots=True)
class Chunk:
    """The unit of the live side: one parse, one tally, one transaction, one journal row.

    ``start`` is the position before it, ``end`` the consumer's position after it. Offsets without
    a record (transaction markers, aborted or compacted records) lie inside: they are its holes.
    ``topic_id`` is Kafka's id of the topic, as of the assignment. ``appended`` is the broker's time
    stamp of the newest record, seconds since the epoch. Where the log begins above ``start``,
    ``[start, log_start)`` is lost: deleted before it was read. ``fetched`` is the monotonic clock
    after the fetch, in seconds.
    """

    topic: str
    topic_id: str
    partition: int
    start: int
    end: int
    offsets: Sequence[int]
    values: Sequence[bytes]
    appended: float | None
    fetched: float
    log_start: int = 0

    def after(self, position: int) -> "Chunk":
        """The part of this chunk at or above ``position``, which lies inside it."""
        first = next((i for i, at in enumerate(self.offsets) if at >= position), len(self.offsets))
        return replace(
            self, start=position, offsets=self.offsets[first:], values=self.values[first:]
        )


def chunk_of(
    tp: TopicPartition,
    topic_id: str,
    start: int,
    end: int,
    records: Sequence[ConsumerRecord[bytes, bytes]],
    log_start: int,
) -> Chunk:
    """Pack the records of one fetch; a record without a value (a tombstone) counts as empty."""
    return Chunk(
        topic=tp.topic,
        topic_id=topic_id,
        partition=tp.partition,
        start=start,
        end=end,
        offsets=[record.offset for record in records],
        values=[record.value or b"" for record in records],
        appended=records[-1].timestamp / 1000 if records else None,
        fetched=time.monotonic(),
        log_start=log_start,
    )
