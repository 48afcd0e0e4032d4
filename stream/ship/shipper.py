"""Ships a file or a pipe to Kafka, each line exactly once: see source.py and producer.py."""

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from stream.ship.checkpoint import Checkpoint
from stream.ship.producer import SourceProducer
from stream.ship.source import Batch, FileSource, StdinSource


@dataclass(frozen=True)
class Shipped:
    """The progress of shipping one source.

    ``lines`` and ``bytes`` (uncompressed) were sent now, ``already_shipped`` lines before. ``cut``
    lines were longer than MAX_LINE_BYTES. ``open_ended``: the last line has no newline.
    ``replaced``: another file was at this path before, so that this one is sent as new.
    """

    source: str
    lines: int = 0
    bytes: int = 0
    already_shipped: int = 0
    cut: int = 0
    open_ended: bool = False
    replaced: bool = False

    def plus(self, batch: Batch, size: int) -> "Shipped":
        """The progress after a further ``batch`` of ``size`` bytes."""
        return replace(
            self,
            lines=self.lines + len(batch.lines),
            bytes=self.bytes + size,
            cut=self.cut + batch.cut,
            open_ended=batch.open_ended,
        )


def ship_file(
    bootstrap: str,
    topic: str,
    topic_id: str,
    source: FileSource,
    *,
    host: str,
    again: bool = False,
    on_commit: Callable[[Shipped], None] = lambda _: None,
) -> Shipped:
    """Send the lines of a file that are not in the topic yet; with ``again`` every line.

    A source is a topic's UUID, a host and a path: two web servers have logs of the same name, and
    every line is sent again to a topic that was re-created.

    Raises:
        SourceUnreadable, CheckpointUnreadable, Fenced, BrokerUnavailable, StreamRefused.
    """
    path = str(source.path)
    key = f"{topic_id} {host} ".encode() + os.fsencode(path)
    with SourceProducer(bootstrap, topic, key) as to:
        known = None if again else to.checkpoint()
        replaced = known is not None and not _continues(source, known)
        if known is None or replaced:
            known = Checkpoint(path, 0, "", offset=0, lines=0, open_ended=False)
        shipped = Shipped(source.name, already_shipped=known.lines, replaced=replaced)
        on_commit(shipped)
        batches = source.batches(known.offset, after_open_end=known.open_ended)
        known = replace(
            known, head_bytes=len(source.head), head_digest=source.head_digest(len(source.head))
        )
        for batch in batches:
            shipped = shipped.plus(batch, batch.end - known.offset)
            known = replace(
                known,
                offset=batch.end,
                lines=known.lines + len(batch.lines),
                open_ended=batch.open_ended,
            )
            to.send(batch.lines, known)
            on_commit(shipped)
        return shipped


def _continues(source: FileSource, known: Checkpoint) -> bool:
    """Whether the file is the one of the checkpoint, perhaps grown."""
    same_head = source.head_digest(known.head_bytes) == known.head_digest
    return same_head and len(source.head) >= known.head_bytes and source.reaches(known.offset)


def ship_stdin(
    bootstrap: str,
    topic: str,
    source: StdinSource,
    *,
    on_commit: Callable[[Shipped], None] = lambda _: None,
) -> Shipped:
    """Send lines as they come. A pipe cannot be read twice, so there is no checkpoint.

    Raises:
        BrokerUnavailable, StreamRefused.
    """
    with SourceProducer(bootstrap, topic, uuid.uuid4().bytes) as to:
        shipped, offset = Shipped(source.name), 0
        for batch in source.batches():
            to.send(batch.lines, None)
            shipped, offset = shipped.plus(batch, batch.end - offset), batch.end
            on_commit(shipped)
        return shipped
