"""A ledger and the archive of the same records, made without Kafka, and ways to spoil both."""

import gzip
import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from accesslog.definition import definition_id
from accesslog.parser import Parser
from accesslog.tally import tally
from batch.archive_file import ArchiveHeader, archive_name, writing_archive
from commands import reconcile
from ledger.delta import Delta, Partition
from ledger.writer import Writer

TOPIC, TOPIC_ID = "access-log", "0d2e6c0a-6d0e-4a55-9a35-6f6f6f6f6f6f"
CHUNK = 50


class Night:
    """A ledger of two partitions, counted without Kafka, and the archive of the same records."""

    def __init__(self, data: Path, partitions: Sequence[Sequence[bytes | None]]) -> None:
        self.data = data
        self.archive = data / "archive"
        self.archive.mkdir(parents=True)
        for number, values in enumerate(partitions):
            self._count(number, values)

    def _count(self, number: int, values: Sequence[bytes | None]) -> None:
        parser = Parser()
        partition = Partition("count", TOPIC, TOPIC_ID, number)
        writer = Writer.open(self.data / "ledger", partition, definition_id(parser))
        records: list[tuple[int, bytes | None]] = []
        for first in range(0, len(values), CHUNK):
            chunk = values[first : first + CHUNK]
            start = writer.position
            records += enumerate(chunk, start)
            counted = tally([value or b"" for value in chunk], parser)
            writer.apply(
                Delta(
                    from_offset=start,
                    to_offset=start + len(chunk) + 1,  # a transaction marker: a hole
                    records=counted.records,
                    rejected=len(counted.malformed),
                    cells=counted.cells,
                    totals=counted.totals(),
                    digest=counted.digest(),
                )
            )
        header = ArchiveHeader(TOPIC, TOPIC_ID, number, 0, writer.position)
        writer.close()
        with writing_archive(self.archive / archive_name(number), header) as archive:
            archive.write(records)

    def sql(self, statement: str, partition: int = 0) -> None:
        """Tamper with a ledger file."""
        (path,) = (self.data / "ledger").glob(f"*--{partition}.sqlite")
        with sqlite3.connect(path) as connection:
            assert connection.execute(statement).rowcount == 1
        connection.close()

    def minutes_of(self, status: str, partition: int = 0) -> list[int]:
        """Windows with a cell of this status, with one record each, oldest first."""
        (path,) = (self.data / "ledger").glob(f"*--{partition}.sqlite")
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute(
                "SELECT window_start FROM cell WHERE dimension = 'status' AND key = ?"
                " AND n = 1 ORDER BY window_start",
                [status.encode()],
            )
            return [start for (start,) in rows]

    def edit_archive(self, edit: Callable[[bytes], bytes], partition: int = 0) -> None:
        """Tamper with an archive file."""
        path = self.archive / archive_name(partition)
        text = gzip.decompress(path.read_bytes())
        edited = edit(text)
        assert edited != text
        path.write_bytes(gzip.compress(edited))

    def reconcile(self, *more: str) -> Result:
        """``logwarden reconcile`` on the archive."""
        arguments = ["--data", str(self.data), "--archive", str(self.archive), *more]
        return CliRunner().invoke(reconcile.reconcile, arguments)

    def found(self) -> dict[str, Any]:
        """The JSON outcome of ``reconcile --json`` on a ledger that differs."""
        result = self.reconcile("--json")
        assert result.exit_code == 1, result.output
        outcome = json.loads(result.output)
        assert outcome["equal"] is False
        return outcome
