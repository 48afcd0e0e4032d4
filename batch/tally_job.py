"""The ledger's counts once more, from an archive and a snapshot's manifest alone.

    python -m batch.tally_job --manifest snapshot/manifest.json archive/partition-*.gz

Each output line is JSON, key<TAB>value:

    ["total", dimension, key in hex]   n
    ["chunk", partition, from, to]     [records, rejected, digest]
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mrjob.protocol import StandardJSONProtocol

from accesslog.parser import Parser
from accesslog.tally import tally
from batch.archive_file import Record, read_archive
from batch.job import KEYS_IN_MEMORY, Job

Span = tuple[int, int]  # offsets [from, to) of one journal chunk


class TallyJob(Job):
    """Counts every journal chunk again; one mapper per partition's archive file."""

    OUTPUT_PROTOCOL = StandardJSONProtocol

    def configure_args(self) -> None:
        super().configure_args()
        self.add_file_arg("--manifest", required=True, help="manifest.json of the snapshot")

    def mapper_raw(self, path: str, _uri: str) -> Iterator[tuple[list[Any], Any]]:
        manifest = json.loads(Path(self.options.manifest).read_text())
        header, records = read_archive(Path(path))
        parser = Parser(manifest["log_format"])
        totals: Counter[tuple[str, bytes]] = Counter()
        for span, values in by_chunk(records, journal_spans(manifest, header.partition)):
            counted = tally(values, parser)
            result = [counted.records, len(counted.malformed), counted.digest()]
            yield ["chunk", header.partition, *span], result
            totals.update(counted.totals())
            if len(totals) > KEYS_IN_MEMORY:
                yield from total_lines(totals)
                totals.clear()
        yield from total_lines(totals)

    def reducer(self, key: list[Any], values: Iterator[Any]) -> Iterator[tuple[list[Any], Any]]:
        """Sums totals; a chunk comes once, from the one mapper that read its partition."""
        yield key, (sum(values) if key[0] == "total" else next(values))


def journal_spans(manifest: dict[str, Any], partition: int) -> list[Span]:
    """Offsets of each journal chunk of a partition, in order."""
    for entry in manifest["partitions"]:
        if entry["partition"] == partition:
            return [(row[0], row[1]) for row in entry["journal"]]
    return []


def total_lines(totals: Counter[tuple[str, bytes]]) -> Iterator[tuple[list[Any], int]]:
    for (dimension, key), n in totals.items():
        yield ["total", dimension, key.hex()], n


def by_chunk(
    records: Iterable[Record], spans: Iterable[Span]
) -> Iterator[tuple[Span, list[bytes]]]:
    """(span, values) of every journal chunk, those without records too; both sides in order.

    Records in no chunk are passed over: an archive may hold more than the ledger has counted. A
    null value counts as an empty one, as on the live side.
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
