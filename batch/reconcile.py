"""Proves the ledger: counts the same offsets again from the records, and compares integers.

It proves that transport and state neither lost, doubled nor changed a count. It does not test the
definition of the counts, as both sides parse with the same accesslog: the hand-written
expectations in tests/scenarios do that.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from accesslog.definition import definition_id
from accesslog.parser import Parser
from accesslog.table import TableHeader, differences, read_table, write_table
from batch.chunk_differences import ChunkDifference, chunk_differences
from batch.ledger_check import closed_cell_faults, manifest_faults
from batch.recount import CellDifference, Recount, archive_files, recount
from ledger.reader import Reader
from ledger.snapshot import MANIFEST_NAME, Manifest, snapshot

PIPELINE = "count"
TABLE_NAME = "batch-table.jsonl"

KeyDifference = tuple[str, str, int, int]  # (dimension, printable key, n in ledger, n in recount)


@dataclass(frozen=True)
class Outcome:
    """The result of a reconciliation; equal without a differing key, cell or chunk, or a fault."""

    records: int  # counted by the recount
    keys: list[KeyDifference]  # by total
    cells: list[CellDifference]  # by minute
    chunks: list[ChunkDifference]  # the first of each partition
    faults: list[str]  # contradictions within the ledger, or between the ledger and the files
    not_covered: list[str]  # closed epochs, whose records Kafka may no longer have
    tables: tuple[str, str]  # the ledger's table file and the recount's

    @property
    def equal(self) -> bool:
        return not (self.keys or self.cells or self.chunks or self.faults)

    @property
    def mismatched(self) -> set[tuple[str, str]]:
        """(dimension, printable key) of every key that differs, in total or in some minute."""
        return _mismatched(self.keys, self.cells)

    def to_json(self) -> str:
        """The outcome as one JSON object."""
        return json.dumps({"equal": self.equal, **asdict(self)})


def reconcile(
    ledger: Path,
    topic: str,
    log_format: str,
    work: Path,
    runner: str,
    archive_for: Callable[[dict[str, Any]], Path],
) -> Outcome:
    """Snapshot, archive, recount, compare.

    Args:
        work: folder for the snapshot and the two table files.
        runner: mrjob's ``inline`` or ``local``.
        archive_for: returns the folder of an archive that holds the ranges of a manifest (JSON).

    Raises:
        BatchRefused, LedgerError, ClusterRefused, OutputRefused: it could not run; each has an
            ``exit_code`` of its own.
    """
    manifest = snapshot(ledger, PIPELINE, topic, work, log_format=log_format)
    manifest_path = work / MANIFEST_NAME
    folder = archive_for(json.loads(manifest_path.read_bytes()))
    files = archive_files(manifest, folder)
    found = recount(manifest_path, files, runner)
    return compare(manifest, found, files, ledger, work)


def compare(
    manifest: Manifest, found: Recount, files: list[Path], ledger: Path, work: Path
) -> Outcome:
    """Write the recount's table file beside the ledger's; compare keys, cells, chunks and files."""
    ours = definition_id(Parser(manifest.log_format))
    header = TableHeader(
        definition_id=ours,
        topic=manifest.topic,
        topic_id=manifest.topic_id,
        ranges=tuple((p.partition, p.from_offset, p.to_offset) for p in manifest.partitions),
    )
    tables = (work / manifest.table, work / TABLE_NAME)
    write_table(tables[1], header, found.totals)
    keys = differences(read_table(tables[0])[1], read_table(tables[1])[1])
    chunks = chunk_differences(manifest, found, files, _mismatched(keys, found.cells))
    faults = [*manifest_faults(manifest), *closed_cell_faults(ledger, PIPELINE, manifest.topic)]
    if ours != manifest.definition_id:
        faults.append(
            f"the ledger counts under definition {manifest.definition_id}, this program under "
            f"{ours}: install the same version, or start the workers with --new-definition"
        )
    elif (keys or found.cells) and not chunks:
        faults.append("the ledger's counts do not match its own journal: they were changed later")
    elif not keys and tables[0].read_bytes() != tables[1].read_bytes():
        faults.append("the two table files hold the same counts in different bytes")
    return Outcome(
        records=sum(records for records, _, _ in found.chunks.values()),
        keys=keys,
        cells=found.cells,
        chunks=chunks,
        faults=faults,
        not_covered=_not_covered(ledger, manifest),
        tables=(str(tables[0]), str(tables[1])),
    )


def _mismatched(keys: list[KeyDifference], cells: list[CellDifference]) -> set[tuple[str, str]]:
    in_total = {(dimension, key) for dimension, key, _, _ in keys}
    return in_total | {(differing.dimension, differing.key) for differing in cells}


def _not_covered(ledger: Path, manifest: Manifest) -> list[str]:
    return [
        f"{p.topic}[{p.partition}] offsets [{p.first_offset}, {p.next_offset}) of topic id "
        f"{p.topic_id} under definition {p.definition_id}: {p.records} records"
        for p in Reader(ledger).positions()
        if (p.pipeline, p.topic) == (PIPELINE, manifest.topic) and p.closed
    ]
