"""Reads exactly the offset ranges of a snapshot from Kafka into an archive folder."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from batch.archive_file import ArchiveHeader, archive_name, writing_archive
from batch.errors import BatchRefused, NotCounted, RangeLost, TopicChanged
from cluster.errors import BrokerUnavailable, TopicMissing

SILENCE_SECONDS = 30.0  # without progress, after which Kafka counts as unavailable
FETCH_BYTES = 8 << 20  # per partition and fetch; larger than the largest message


@dataclass(frozen=True)
class Range:
    """Offsets ``[from_offset, to_offset)`` of one partition.

    Those below ``lost_below`` were gone before they were counted; the ledger records them as loss.
    """

    partition: int
    from_offset: int
    to_offset: int
    lost_below: int


@dataclass(frozen=True)
class Archived:
    """The archive file of one partition, and how many records it holds."""

    partition: int
    path: Path
    records: int
    holes: int  # offsets of the range without a record: markers, aborted or compacted records


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a snapshot folder.

    Raises:
        BatchRefused: the manifest is missing or cannot be read.
    """
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_bytes())
        ranges(manifest)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BatchRefused(f"{path} is no snapshot: make one with `logwarden snapshot`") from error
    return manifest


def ranges(manifest: dict[str, Any]) -> list[Range]:
    """The offset ranges of a manifest, one per partition."""
    return [
        Range(part["partition"], part["from"], part["to"], _lost_below(part))
        for part in manifest["partitions"]
    ]


def _lost_below(part: dict[str, Any]) -> int:
    below = part["from"]
    for start, end in sorted(part["losses"]):
        if start == below:
            below = end
    return below


async def archive(
    bootstrap: str,
    topic: str,
    topic_id: str,
    ranges: Sequence[Range],
    folder: Path,
    on_progress: Callable[[int], object] = lambda _: None,
) -> list[Archived]:
    """Write one archive file per range into ``folder``.

    ``on_progress`` is called with the number of offsets done since its last call.

    Raises:
        BrokerUnavailable: Kafka does not answer, or fell silent within a range.
        TopicChanged: the topic is missing, or has another id before or after the reading.
        RangeLost: an offset of a range is below the log start or beyond the log end.
        NotCounted: a partition holds records that the ledger knows nothing of.
        OutputRefused: an archive file cannot be written.
        OutputRefused: a file cannot be written.
    """
    from aiokafka import AIOKafkaConsumer
    from aiokafka.errors import KafkaError

    folder.mkdir(parents=True, exist_ok=True)
    require_topic_id(bootstrap, topic, topic_id)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="none",
        isolation_level="read_committed",
        max_partition_fetch_bytes=FETCH_BYTES,
    )
    try:
        await consumer.start()
        await _require_ranges(consumer, topic, ranges)
        await _require_every_partition(consumer, topic, ranges)
        done = [
            await _archive_range(consumer, topic, topic_id, range_, folder, on_progress)
            for range_ in ranges
        ]
    except KafkaError as error:
        raise BrokerUnavailable(
            f"Kafka at {bootstrap} did not serve {topic} ({type(error).__name__}: {error})"
        ) from error
    finally:
        await consumer.stop()
    require_topic_id(bootstrap, topic, topic_id)
    return done


def require_topic_id(bootstrap: str, topic: str, topic_id: str) -> None:
    """Raise TopicChanged if the topic is missing or was re-created under the same name."""
    from cluster.connect import admin
    from cluster.topic_ids import topic_id as current

    try:
        with admin(bootstrap, SILENCE_SECONDS) as client:
            found = current(client, topic)
    except TopicMissing:
        raise TopicChanged(f"the topic {topic} is not on {bootstrap}") from None
    if found != topic_id:
        raise TopicChanged(
            f"the topic {topic} was re-created: the snapshot counts topic id {topic_id}, "
            f"Kafka has {found}; take a new snapshot"
        )


async def _require_every_partition(consumer: Any, topic: str, ranges: Sequence[Range]) -> None:
    from aiokafka import TopicPartition

    numbers = consumer.partitions_for_topic(topic) or set()
    unknown = [TopicPartition(topic, n) for n in numbers - {range_.partition for range_ in ranges}]
    starts = await consumer.beginning_offsets(unknown)
    ends = await consumer.end_offsets(unknown)
    for tp in unknown:
        if starts[tp] < ends[tp]:
            raise NotCounted(
                f"{topic}-{tp.partition} holds records up to offset {ends[tp] - 1} and the ledger "
                "has no count of it: its file is gone, or no worker reads that partition"
            )


async def _require_ranges(consumer: Any, topic: str, ranges: Sequence[Range]) -> None:
    from aiokafka import TopicPartition

    partitions = [TopicPartition(topic, range_.partition) for range_ in ranges]
    starts = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)
    for partition, range_ in zip(partitions, ranges, strict=True):
        first = max(range_.from_offset, range_.lost_below)
        if first < min(starts[partition], range_.to_offset):
            raise RangeLost(
                f"{topic}-{range_.partition}: offsets {first} to {starts[partition] - 1} were "
                "counted but are no longer in Kafka; reconcile more often than retention deletes"
            )
        if ends[partition] < range_.to_offset:
            raise RangeLost(
                f"{topic}-{range_.partition}: the ledger counted up to offset "
                f"{range_.to_offset - 1}, but the log ends at {ends[partition] - 1}"
            )


async def _archive_range(
    consumer: Any,
    topic: str,
    topic_id: str,
    range_: Range,
    folder: Path,
    on_progress: Callable[[int], object],
) -> Archived:
    from aiokafka import TopicPartition

    partition = TopicPartition(topic, range_.partition)
    path = folder / archive_name(range_.partition)
    header = ArchiveHeader(topic, topic_id, range_.partition, range_.from_offset, range_.to_offset)
    consumer.assign([partition])
    position = max(range_.from_offset, range_.lost_below)
    consumer.seek(partition, position)
    on_progress(position - range_.from_offset)
    with writing_archive(path, header) as writer:
        while position < range_.to_offset:
            fetched = await consumer.getmany(partition, timeout_ms=int(SILENCE_SECONDS * 1000))
            writer.write(
                (record.offset, record.value)
                for record in fetched.get(partition, ())
                if record.offset < range_.to_offset
            )
            # The position also moves past markers and aborted records, which are not fetched.
            reached = min(await consumer.position(partition), range_.to_offset)
            if reached == position:
                raise BrokerUnavailable(
                    f"{topic}-{range_.partition}: nothing came after offset {position - 1} "
                    f"for {SILENCE_SECONDS:.0f} s"
                )
            on_progress(reached - position)
            position = reached
    holes = range_.to_offset - range_.from_offset - writer.records
    return Archived(range_.partition, path, writer.records, holes)
