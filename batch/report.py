"""Renders a reconciliation's outcome in words, bounded; ``--json`` has every differing key."""

from collections.abc import Iterator
from datetime import UTC, datetime

from batch.chunk_differences import ChunkDifference
from batch.reconcile import Outcome

SHOWN_KEYS = 20


def lines(outcome: Outcome) -> Iterator[str]:
    """The lines to print, the verdict first."""
    if outcome.equal:
        yield f"reconcile: 0 differences over {outcome.records:,} records"
    else:
        differing_chunks = sum(chunk.differing_chunks for chunk in outcome.chunks)
        yield (
            f"reconcile: {len(outcome.mismatched)} differing keys over {outcome.records:,} "
            f"records, {differing_chunks} differing chunks, {len(outcome.faults)} faults"
        )
        yield from _keys(outcome)
        yield from _cells(outcome)
        for chunk in outcome.chunks:
            yield from _chunk(chunk)
        yield from (f"fault: {fault}" for fault in outcome.faults)
    yield from (f"not covered: {closed}" for closed in outcome.not_covered)


def _keys(outcome: Outcome) -> Iterator[str]:
    for dimension, key, ledger, recount in outcome.keys[:SHOWN_KEYS]:
        yield f"  {dimension} {key}: ledger {ledger}, recount {recount}"
    if len(outcome.keys) > SHOWN_KEYS:
        yield f"  … and {len(outcome.keys) - SHOWN_KEYS} more keys (--json has them)"


def _cells(outcome: Outcome) -> Iterator[str]:
    for key in outcome.cells[:SHOWN_KEYS]:
        for cell in key.shown:
            yield (
                f"  {key.dimension} {key.key} in the minute {_minute(cell.window)} of partition "
                f"{cell.partition}: ledger {cell.ledger}, recount {cell.recount}"
            )
        if key.differing > len(key.shown):
            yield f"  … and in {key.differing - len(key.shown)} more minutes"
    if len(outcome.cells) > SHOWN_KEYS:
        yield f"  … and minutes of {len(outcome.cells) - SHOWN_KEYS} more keys (--json has them)"


def _minute(window: int) -> str:
    try:
        return f"{datetime.fromtimestamp(window, UTC):%Y-%m-%dT%H:%MZ}"
    except (ValueError, OverflowError, OSError):  # a ledger that was changed may hold anything
        return f"at {window} s"


def _chunk(chunk: ChunkDifference) -> Iterator[str]:
    yield (
        f"first differing chunk of partition {chunk.partition}: "
        f"offsets [{chunk.from_offset}, {chunk.to_offset})"
    )
    for side, (records, rejected, digest) in (
        ("ledger", chunk.ledger),
        ("recount", chunk.recount),
    ):
        yield f"  {side}: {records} records, {rejected} rejected, digest {digest[:16]}…"
    yield from (f"  offset {record.offset}: {record.text}" for record in chunk.shown)
