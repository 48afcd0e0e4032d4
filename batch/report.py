"""A reconciliation's outcome in words, bounded; all of it is in ``--json``."""

from collections.abc import Iterator

from batch.comparison import ChunkDifference
from batch.reconcile import Outcome

SHOWN_KEYS = 20


def lines(outcome: Outcome) -> Iterator[str]:
    """The lines to print, the verdict first."""
    if outcome.equal:
        yield f"reconcile: 0 differences over {outcome.records:,} records"
    else:
        yield (
            f"reconcile: {len(outcome.keys)} differing keys over {outcome.records:,} records, "
            f"{sum(chunk.differing_chunks for chunk in outcome.chunks)} differing chunks, "
            f"{len(outcome.faults)} faults"
        )
        yield from _keys(outcome)
        for chunk in outcome.chunks:
            yield from _chunk(chunk)
        yield from (f"fault: {fault}" for fault in outcome.faults)
    yield from (f"not covered: {closed}" for closed in outcome.not_covered)


def _keys(outcome: Outcome) -> Iterator[str]:
    for dimension, key, ledger, recount in outcome.keys[:SHOWN_KEYS]:
        yield f"  {dimension} {key}: ledger {ledger}, recount {recount}"
    if len(outcome.keys) > SHOWN_KEYS:
        yield f"  … and {len(outcome.keys) - SHOWN_KEYS} more keys (--json has all)"


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
