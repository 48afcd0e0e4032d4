"""Takes snapshots for the nightly recount: the ledger's totals, its cells, and a manifest.

Workers count on meanwhile. Each partition is read in one transaction, so that its counts are those
of exactly the offsets that the manifest names.
"""

import gzip
import io
import json
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, select

from accesslog import atomic
from accesslog.table import TableHeader, write_table
from ledger import records
from ledger.database import ledger_files, read_transaction
from ledger.errors import LedgerMissing, LedgerRefused
from ledger.records import Epoch, Position
from ledger.schema import cell, journal, total

FORMAT = "logwarden-manifest-1"
TABLE_NAME = "ledger-table.jsonl"
CELLS_NAME = "ledger-cells.jsonl.gz"
GZIP_FASTEST = 1
MANIFEST_NAME = "manifest.json"


@dataclass(frozen=True)
class PartitionManifest:
    """Offsets [from, to) of a partition, and the counts of each chunk.

    records + holes + lost = to - from. journal: (from, to, records, rejected, holes, digest) of
    each chunk, in order. losses: (from, to) of offsets that were gone before they were read.
    Together they cover [from, to).
    """

    partition: int
    from_offset: int
    to_offset: int
    records: int
    rejected: int
    holes: int
    lost: int
    journal: list[tuple[int, int, int, int, int, str]]
    losses: list[tuple[int, int]]


@dataclass(frozen=True)
class Manifest:
    """The contents of a snapshot: one topic id under one definition."""

    format: str
    pipeline: str
    topic: str
    topic_id: str
    definition_id: str
    log_format: str  # the log format that the records were read with
    created: int  # epoch seconds
    table: str  # name of the table file beside the manifest
    cells: str  # name of the cells file: lines [partition, window start, dimension, hex key, n]
    partitions: list[PartitionManifest]

    def to_json(self) -> bytes:
        """One JSON object; a partition's offsets are called `from` and `to`."""
        manifest = asdict(self)
        for partition in manifest["partitions"]:
            partition["from"] = partition.pop("from_offset")
            partition["to"] = partition.pop("to_offset")
        return json.dumps(manifest).encode() + b"\n"


def snapshot(
    folder: Path, pipeline: str, topic: str, out: Path, *, log_format: str = "auto"
) -> Manifest:
    """Write table, cells and manifest of a topic's open positions into the folder `out`.

    Closed positions are left out: they are of an earlier topic id or definition.

    Raises:
        LedgerMissing: nothing was counted.
        LedgerRefused: the positions do not share one topic id and one definition.
        OutputRefused: a file cannot be written.
        LedgerCorrupt, SchemaNewer, LedgerUnavailable: as the reader.
    """
    totals: Counter[tuple[str, bytes]] = Counter()
    taken: list[tuple[Position, Epoch]] = []
    partitions: list[PartitionManifest] = []
    with ExitStack() as transactions:
        for path in ledger_files(folder):
            connection = transactions.enter_context(read_transaction(path))
            if connection is None:
                continue
            for position in records.positions(connection):
                if (position.pipeline, position.topic, position.closed) == (pipeline, topic, False):
                    epoch = Epoch(path, connection, position.epoch, position.definition_id)
                    taken.append((position, epoch))
                    partitions.append(_partition_manifest(connection, position))
                    _add_totals(totals, connection, position.epoch)
        if not taken:
            raise LedgerMissing(
                f"{folder} has no counts of topic {topic} in pipeline {pipeline}: "
                "start a worker first"
            )
        topic_id, definition_id = _shared([position for position, _ in taken])
        _write_cells(out / CELLS_NAME, taken)
    partitions.sort(key=lambda p: p.partition)
    header = TableHeader(
        definition_id=definition_id,
        topic=topic,
        topic_id=topic_id,
        ranges=tuple((p.partition, p.from_offset, p.to_offset) for p in partitions),
    )
    write_table(out / TABLE_NAME, header, totals)
    manifest = Manifest(
        FORMAT,
        pipeline,
        topic,
        topic_id,
        definition_id,
        log_format,
        int(time.time()),
        TABLE_NAME,
        CELLS_NAME,
        partitions,
    )
    atomic.replace(out / MANIFEST_NAME, manifest.to_json())
    return manifest


def _partition_manifest(connection: Connection, position: Position) -> PartitionManifest:
    chunks: list[tuple[int, int, int, int, int, str]] = []
    losses: list[tuple[int, int]] = []
    rows = select(journal).where(journal.c.epoch == position.epoch).order_by(journal.c.from_offset)
    for row in connection.execute(rows):
        if row.kind == "loss":
            losses.append((row.from_offset, row.to_offset))
        else:
            chunk = (row.from_offset, row.to_offset, row.records, row.rejected, row.holes)
            chunks.append((*chunk, row.digest))
    return PartitionManifest(
        partition=position.partition,
        from_offset=position.first_offset,
        to_offset=position.next_offset,
        records=position.records,
        rejected=position.rejected,
        holes=position.holes,
        lost=position.lost,
        journal=chunks,
        losses=losses,
    )


def _add_totals(totals: Counter[tuple[str, bytes]], connection: Connection, epoch: int) -> None:
    rows = select(total.c.dimension, total.c.key, total.c.n).where(total.c.epoch == epoch)
    for dimension, key, n in connection.execute(rows):
        totals[dimension, key] += n


def _write_cells(path: Path, taken: Iterable[tuple[Position, Epoch]]) -> None:
    """Write the cells file, row by row: there may be many times more cells than keys."""
    query = select(cell.c.window_start, cell.c.dimension, cell.c.key, cell.c.n).where(
        cell.c.epoch == bindparam("of_epoch")
    )
    with (
        atomic.writing(path) as [file],
        gzip.GzipFile("", "wb", GZIP_FASTEST, file, mtime=0) as zipped,
        io.TextIOWrapper(zipped, "ascii", newline="\n") as lines,
    ):
        for position, epoch in taken:
            for window, dimension, key, n in epoch.rows(query):
                lines.write(
                    json.dumps([position.partition, window, dimension, key.hex(), n]) + "\n"
                )


def _shared(positions: list[Position]) -> tuple[str, str]:
    """The one (topic_id, definition_id) of all positions. Raises LedgerRefused."""
    shared = {(position.topic_id, position.definition_id) for position in positions}
    if len(shared) > 1:
        raise LedgerRefused(
            "the partitions were counted under different topic ids or definitions "
            f"({', '.join(sorted(f'{t} {d}' for t, d in shared))}): start all workers anew, "
            "then take the snapshot"
        )
    return shared.pop()
