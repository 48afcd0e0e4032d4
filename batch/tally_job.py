"""Counts an archive again and compares the cells with the ledger's.

    cd snapshot
    python -m batch.tally_job --manifest manifest.json ledger-cells.jsonl.gz archive/partition-*.gz

The counts come from the archive and the manifest alone. The ledger's cells (counts per minute) are
an input only to be compared. That happens in the reducer, as they may be too many for one
process's memory. Each output line is JSON, key<TAB>value, with the counted key in hex:

    ["total", dimension, key]        n, by the recount
    ["cells", dimension, key]        [differing, [[partition, window, n in ledger, n], …]]
    ["chunk", partition, from, to]   [records, rejected, digest], by the recount

"cells" is printed only for a key with differing cells: their number and the first ``SHOWN_CELLS``.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from mrjob.protocol import StandardJSONProtocol

from accesslog.parser import Parser
from accesslog.tally import REJECTED, tally
from batch.archive_file import Record, open_plain, read_archive
from batch.job import KEYS_IN_MEMORY, Job

SHOWN_CELLS = 5  # of each key

Span = tuple[int, int]  # offsets [from, to) of one journal chunk
Pair = tuple[list[Any], Any]


class TallyJob(Job):
    """Counts every journal chunk again; one mapper per partition's archive file.

    Mappers emit a count as [dimension, key], [partition, window, n in ledger, n].
    """

    OUTPUT_PROTOCOL = StandardJSONProtocol
    SORT_VALUES = True  # both counts of a cell come one after the other

    def configure_args(self) -> None:
        super().configure_args()
        self.add_file_arg("--manifest", required=True, help="manifest.json of the snapshot")

    def mapper_raw(self, path: str, uri: str) -> Iterator[Pair]:
        manifest = json.loads(Path(self.options.manifest).read_text())
        if Path(uri).name == manifest["cells"]:  # path may be a link of any name
            yield from ledger_cells(Path(path))
        else:
            yield from recounted(Path(path), manifest)

    def reducer(self, key: list[Any], values: Iterator[Any]) -> Iterator[Pair]:
        """Compare the counts of a key; pass on a chunk, which exactly one mapper counted."""
        if key[0] == "chunk":
            yield key, next(values)
        else:
            yield from compared(key, values)


def ledger_cells(path: Path) -> Iterator[Pair]:
    with open_plain(path) as lines:
        for partition, window, dimension, key, n in map(json.loads, lines):
            yield [dimension, key], [partition, window, n, 0]


def recounted(path: Path, manifest: dict[str, Any]) -> Iterator[Pair]:
    header, records = read_archive(path)
    parser = Parser(manifest["log_format"])
    cells: Counter[tuple[int, str, bytes]] = Counter()
    rejected: Counter[str] = Counter()
    for span, values in by_chunk(records, journal_spans(manifest, header.partition)):
        counted = tally(values, parser)
        result = [counted.records, len(counted.malformed), counted.digest()]
        yield ["chunk", header.partition, *span], result
        rejected.update(reason for _, reason in counted.malformed)
        cells.update(counted.cells)
        if len(cells) > KEYS_IN_MEMORY:
            yield from cell_lines(header.partition, cells)
            cells.clear()
    yield from cell_lines(header.partition, cells)
    for reason, n in rejected.items():  # a refused line has no time, so no window
        yield [REJECTED, reason.encode("ascii").hex()], [header.partition, None, 0, n]


def cell_lines(partition: int, cells: Counter[tuple[int, str, bytes]]) -> Iterator[Pair]:
    for (window, dimension, key), n in cells.items():
        yield [dimension, key.hex()], [partition, window, 0, n]


def compared(key: list[str], counts: Iterable[list[Any]]) -> Iterator[Pair]:
    """The recount's total of a key, and its cells that differ from the ledger's."""
    total, differing, shown = 0, 0, []
    for (partition, window), of_cell in groupby(counts, key=itemgetter(0, 1)):
        ledger = recount = 0
        for _, _, by_ledger, by_recount in of_cell:
            ledger += by_ledger
            recount += by_recount
        total += recount
        if window is not None and ledger != recount:
            differing += 1
            if differing <= SHOWN_CELLS:
                shown.append([partition, window, ledger, recount])
    if total:
        yield ["total", *key], total
    if differing:
        yield ["cells", *key], [differing, shown]


def journal_spans(manifest: dict[str, Any], partition: int) -> list[Span]:
    """Offsets of each journal chunk of a partition, in order."""
    for entry in manifest["partitions"]:
        if entry["partition"] == partition:
            return [(row[0], row[1]) for row in entry["journal"]]
    return []


def by_chunk(
    records: Iterable[Record], spans: Iterable[Span]
) -> Iterator[tuple[Span, list[bytes]]]:
    """(span, values) of every journal chunk, also of those without records.

    ``records`` and ``spans`` are in offset order. Records in no chunk are skipped: an archive may
    hold more than the ledger has counted. A null value counts as empty, as on the live side.
    """
    ahead = iter(records)
    record = next(ahead, None)
    for start, end in spans:
        values = []
        while record and record[0] < end:
            if record[0] >= start:
                values.append(record[1] or b"")
            record = next(ahead, None)
        yield (start, end), values


if __name__ == "__main__":
    TallyJob.run()
