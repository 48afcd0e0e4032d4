"""Checkpoints of shipped sources: records in ``shipper-checkpoints``, keyed by the source."""

import asyncio
import json
from dataclasses import asdict, dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition

from cluster.topics import CHECKPOINTS
from stream.errors import StreamRefused

PARTITION = TopicPartition(CHECKPOINTS, 0)
VERSION = 1


class CheckpointUnreadable(StreamRefused):
    """The checkpoint was written by a newer logwarden, or by something else."""


@dataclass(frozen=True)
class Checkpoint:
    """The part of the file at ``path`` in the topic: its first ``offset`` bytes, ``lines`` lines.

    ``head_digest`` is the SHA-256 of the file's first ``head_bytes`` bytes on disk: another one
    means that the file has been replaced. ``offset`` counts uncompressed bytes. ``open_ended``
    says that the last line had no newline.
    """

    path: str
    head_bytes: int
    head_digest: str
    offset: int
    lines: int
    open_ended: bool

    def to_json(self) -> bytes:
        """The record's value."""
        return json.dumps({"version": VERSION} | asdict(self)).encode()

    @classmethod
    def from_json(cls, value: bytes) -> "Checkpoint":
        """The reverse of ``to_json``. Raises CheckpointUnreadable."""
        try:
            fields = json.loads(value)
            if fields.pop("version") != VERSION:
                raise ValueError("another version")
            return cls(**fields)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise CheckpointUnreadable(
                f"the checkpoint of this source cannot be read ({error}): use the logwarden that "
                "wrote it, or ship everything anew with --again"
            ) from error


async def read_checkpoint(bootstrap: str, key: bytes) -> Checkpoint | None:
    """The last committed checkpoint of the source ``key``; None if there is none.

    Reads up to the current end of the topic, waiting for other shippers' open transactions to end.
    Call it after ``init_transactions``, which ends one's own. Raises CheckpointUnreadable.
    """
    everything = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    committed = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        enable_auto_commit=False,
        fetch_max_wait_ms=100,
    )
    async with everything, committed:
        end = (await everything.end_offsets([PARTITION]))[PARTITION]
        committed.assign([PARTITION])
        await committed.seek_to_beginning(PARTITION)
        value = None
        while await committed.position(PARTITION) < end:
            for record in (await committed.getmany(timeout_ms=100)).get(PARTITION, ()):
                if record.key == key:
                    value = record.value
            await asyncio.sleep(0)
    return Checkpoint.from_json(value) if value else None
