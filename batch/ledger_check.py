"""Checks that a ledger agrees with itself; each fault is one sentence."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, func, literal, select, union_all

from accesslog.escape import printable
from ledger.database import ledger_files, read_transaction
from ledger.schema import cell, position, total
from ledger.snapshot import Manifest, PartitionManifest

SHOWN = 5  # faults of closed cells, for each ledger file


def manifest_faults(manifest: Manifest) -> Iterator[str]:
    """Offsets without a journal row, and records or sums that do not fit the journal."""
    for partition in manifest.partitions:
        name = f"{manifest.topic}[{partition.partition}]"
        yield from (f"{name}: {fault}" for fault in _journal_faults(partition))


def _journal_faults(partition: PartitionManifest) -> Iterator[str]:
    covered = sorted([(row[0], row[1]) for row in partition.journal] + partition.losses)
    at = partition.from_offset
    for start, end in covered:
        if start != at:
            yield f"the journal jumps from offset {at} to {start}"
        at = end
    if at != partition.to_offset:
        yield f"the journal ends at offset {at}, the position is {partition.to_offset}"
    for name, position_says, column in (
        ("records", partition.records, 2),
        ("rejected", partition.rejected, 3),
        ("holes", partition.holes, 4),
    ):
        journal_says = sum(int(row[column]) for row in partition.journal)
        if position_says != journal_says:
            yield f"the position has {position_says} {name}, the journal {journal_says}"
    for start, end, records, _, holes, _ in partition.journal:
        if records + holes != end - start:
            yield f"chunk [{start}, {end}): {records} records and {holes} holes do not fill it"


def closed_cell_faults(folder: Path, pipeline: str, topic: str) -> Iterator[str]:
    """Keys of closed epochs whose cells (counts per minute) do not add up to their total.

    No recount covers closed epochs. Yields at most SHOWN faults of each ledger file.
    """
    for path in ledger_files(folder):
        with read_transaction(path) as connection:
            if connection is not None:
                yield from islice(_cell_faults(connection, pipeline, topic), SHOWN)


def _cell_faults(connection: Connection, pipeline: str, topic: str) -> Iterator[str]:
    # A refused line has no time, so "rejected" is counted in total alone.
    minutes = select(cell.c.epoch, cell.c.dimension, cell.c.key, cell.c.n, literal(0).label("t"))
    in_total = select(total.c.epoch, total.c.dimension, total.c.key, literal(0), total.c.n).where(
        total.c.dimension != "rejected"
    )
    both = union_all(minutes, in_total).subquery()
    cells, totals = func.sum(both.c.n), func.sum(both.c.t)
    query = (
        select(position.c.partition, both.c.dimension, both.c.key, cells, totals)
        .join(position, position.c.epoch == both.c.epoch)
        .where(position.c.pipeline == pipeline, position.c.topic == topic, position.c.closed)
        .group_by(both.c.epoch, both.c.dimension, both.c.key)
        .having(cells != totals)
    )
    for partition, dimension, key, n_cells, n_total in connection.execute(query):
        yield (
            f"{topic}[{partition}]: the minutes of {dimension} {printable(key)} add up to "
            f"{n_cells}, its total is {n_total}"
        )
