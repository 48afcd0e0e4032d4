"""A worker skips chunks, or parts of them, that it must not apply any more."""

from collections.abc import Mapping
from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition

from stream.worker.chunk import Chunk
from stream.worker.process import unapplied

TP = TopicPartition("access-log", 0)


def app_at(positions: Mapping[TopicPartition, int], topic_id: str = "new") -> SimpleNamespace:
    known = SimpleNamespace(positions=lambda: positions, topic_id=lambda _: topic_id)
    return SimpleNamespace(positions=known)


def chunk_of(start: int, end: int, topic_id: str = "new") -> Chunk:
    offsets = range(start, end)
    values = [b"%d" % at for at in offsets]
    return Chunk("access-log", topic_id, 0, start, end, offsets, values, None, 0.0)


@pytest.mark.parametrize(
    ("position", "chunk", "left"),
    [
        (10, chunk_of(10, 15), [b"10", b"11", b"12", b"13", b"14"]),
        (12, chunk_of(10, 15), [b"12", b"13", b"14"]),
        (15, chunk_of(10, 15), None),
        (None, chunk_of(10, 15), None),  # the partition went elsewhere
        # Fetched before the topic was deleted and created again: records of another log, although
        # both begin at 0.
        (0, chunk_of(0, 5, topic_id="old"), None),
    ],
)
def test_only_what_is_ours_and_not_committed_is_applied(
    position: int | None, chunk: Chunk, left: list[bytes] | None
) -> None:
    app = app_at({} if position is None else {TP: position})
    rest = unapplied(app, chunk)  # type: ignore[arg-type]
    assert (None if rest is None else list(rest.values)) == left
    assert rest is None or rest.start == position
