"""Counts an archive again: runs the tally job and collects its output."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from accesslog.escape import printable
from batch.archive_file import archive_name, read_archive
from batch.errors import ArchiveDamaged, BatchRefused
from batch.job import refuse_what_sh_would_split
from ledger.snapshot import CELLS_NAME, Manifest

Chunk = tuple[int, int, int]  # (partition, from offset, to offset)
Counted = tuple[int, int, str]  # (records, rejected, digest)


class CellCounts(NamedTuple):
    """A cell that was counted differently."""

    partition: int
    window: int  # start of the minute, epoch seconds
    ledger: int
    recount: int


@dataclass(frozen=True)
class CellDifference:
    """A key with cells that differ; its total may be equal."""

    dimension: str
    key: str  # printable
    differing: int  # number of cells
    shown: list[CellCounts]  # the first few of them


@dataclass(frozen=True)
class Recount:
    """The counts of the records, and the cells of the ledger that differ from them."""

    totals: Counter[tuple[str, bytes]] = field(default_factory=Counter)  # (dimension, key) -> n
    cells: list[CellDifference] = field(default_factory=list)
    chunks: dict[Chunk, Counted] = field(default_factory=dict)


def archive_files(manifest: Manifest, folder: Path) -> list[Path]:
    """The archive file of each partition, which must hold all offsets of the snapshot.

    Raises:
        ArchiveDamaged: a file is missing, of another topic id, or does not cover the offsets.
    """
    return [_covering(manifest, folder, p.partition, p.from_offset, p.to_offset)
            for p in manifest.partitions]  # fmt: skip


def _covering(manifest: Manifest, folder: Path, partition: int, start: int, end: int) -> Path:
    path = folder / archive_name(partition)
    if not path.exists():
        raise ArchiveDamaged(f"there is no {path}: run `logwarden archive` first")
    header, _ = read_archive(path)
    if (header.topic_id, header.partition) != (manifest.topic_id, partition):
        raise ArchiveDamaged(
            f"{path} holds partition {header.partition} of topic id {header.topic_id}, "
            f"the ledger counts topic id {manifest.topic_id}: archive again"
        )
    if header.from_offset > start or header.to_offset < end:
        raise ArchiveDamaged(
            f"{path} holds offsets [{header.from_offset}, {header.to_offset}), the ledger has "
            f"counted [{start}, {end}): archive again"
        )
    return path


def recount(manifest_path: Path, files: Sequence[Path], runner: str) -> Recount:
    """Run the tally job; ``runner`` is mrjob's ``inline`` or ``local``.

    The ledger's cells are read from the manifest's folder. ``local`` sorts on disk, ``inline`` in
    memory: about 100 bytes for each cell and side.

    Raises:
        BatchRefused: a path the runner cannot read, or a step failed in a child process.
        ArchiveDamaged: a file cannot be read to its end.
    """
    from mrjob.step import StepFailedException

    from batch.tally_job import TallyJob

    inputs = [manifest_path.with_name(CELLS_NAME), *files]
    refuse_what_sh_would_split(runner, inputs)
    job = TallyJob(["-r", runner, "--no-conf", "--manifest", str(manifest_path), *map(str, inputs)])
    job.set_up_logging(quiet=True)
    found = Recount()
    try:
        with job.make_runner() as running:
            running.run()
            for key, value in job.parse_output(running.cat_output()):
                _collect(found, key, value)
    except StepFailedException as error:
        raise BatchRefused(
            f"the recount failed in a child process ({error}): run it with -r inline to see why"
        ) from error
    return found


def _collect(found: Recount, key: list[object], value: object) -> None:
    match key, value:
        case ["total", str(dimension), str(hex_key)], int(n):
            found.totals[dimension, bytes.fromhex(hex_key)] = n
        case ["cells", str(dimension), str(hex_key)], [int(differing), list(shown)]:
            found.cells.append(
                CellDifference(
                    dimension,
                    printable(bytes.fromhex(hex_key)),
                    differing,
                    [CellCounts(*counts) for counts in shown],
                )
            )
        case ["chunk", int(partition), int(start), int(end)], [
            int(records),
            int(rejected),
            str(digest),
        ]:
            found.chunks[partition, start, end] = (records, rejected, digest)
        case _:
            raise AssertionError(f"the tally job printed {key!r} {value!r}")
