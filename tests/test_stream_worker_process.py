"""A chunk in a worker: the part that is applied, and what is measured of it."""

import asyncio
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from prometheus_client import CollectorRegistry

from exporters.worker_metrics import WorkerMetrics
from ledger.delta import Delta
from stream.worker.chunk import Chunk
from stream.worker.process import committing_step, unapplied

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


def test_a_chunk_is_measured_as_it_is_committed() -> None:
    app, applied = app_at({TP: 12}), []

    async def on_ledger_thread(call: Any, *args: Any) -> None:
        call(*args)

    app.on_ledger_thread = on_ledger_thread
    app.positions.apply = lambda _, delta, __: applied.append(delta)
    registry = CollectorRegistry()
    step = committing_step(app, delta_of, WorkerMetrics(registry, "count"))  # type: ignore[arg-type]
    asyncio.run(step(chunk_of(10, 15)))
    asyncio.run(step(chunk_of(0, 9)))  # committed long ago

    def value(name: str) -> float | None:
        return registry.get_sample_value(f"logwarden_{name}", {"pipeline": "count"})

    assert [(delta.from_offset, delta.records) for delta in applied] == [(12, 3)]
    assert (value("chunks_total"), value("chunk_records_sum")) == (1, 3)
    assert value("replayed_records_total") == 2 + 9
    assert value("apply_seconds_count") == 1


def delta_of(chunk: Chunk) -> Delta:
    n = len(chunk.values)
    totals = {("status", b"200"): n}
    cells = {(0, "status", b"200"): n}
    return Delta(chunk.start, chunk.end, n, 0, cells, totals, "digest")
