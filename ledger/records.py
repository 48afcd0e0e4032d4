"""Rows of one ledger file as the reader hands them out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, select

from ledger.database import explained
from ledger.schema import dead_letter, finding, position


class Position(NamedTuple):
    """One epoch of a partition: records + holes + lost = next_offset - first_offset."""

    pipeline: str
    topic: str
    topic_id: str
    partition: int
    epoch: int
    definition_id: str
    first_offset: int
    next_offset: int
    closed: bool  # gets no more records: another definition or topic id has followed
    holes: int
    lost: int
    records: int
    rejected: int


class DeadLetterRow(NamedTuple):
    """A refused or unscored record; `value` is masked and at most 4 KB.

    `size` and `sha256` are the original's. Two pipelines that read one topic can refuse the same
    record, each for its own reason.
    """

    pipeline: str
    topic: str
    topic_id: str
    partition: int
    offset: int
    reason: str
    arrived: int  # minute, epoch seconds
    size: int
    sha256: str
    value: bytes


class FindingRow(NamedTuple):
    """A high-scored request; `value` is masked and at most 4 KB: the document, or request line."""

    pipeline: str
    topic: str
    topic_id: str
    partition: int
    offset: int
    definition_id: str
    score: float
    event_time: int | None
    size: int
    sha256: str
    value: bytes


class Epoch(NamedTuple):
    """One epoch in an open read transaction."""

    path: Path
    connection: Connection
    number: int
    definition_id: str

    def rows(self, query: Select[Any]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query that binds the epoch as `of_epoch`. Raises as the reader."""
        with explained(self.path):
            found = self.connection.execute(query, {"of_epoch": self.number})
            yield from map(tuple, found.yield_per(1000))


def epochs(path: Path, connection: Connection, pipeline: str) -> list[Epoch]:
    """The file's epochs of a pipeline, oldest first."""
    return [
        Epoch(path, connection, found.epoch, found.definition_id)
        for found in positions(connection)
        if found.pipeline == pipeline
    ]


def positions(connection: Connection) -> list[Position]:
    """The file's epochs, oldest first."""
    query = select(*(position.c[name] for name in Position._fields)).order_by(position.c.epoch)
    return [Position(*row) for row in connection.execute(query)]


def dead_letters(
    connection: Connection, reason: str | None, limit: int | None
) -> list[DeadLetterRow]:
    """The newest dead letters of one reason, or of all."""
    query = _with_partition(dead_letter, DeadLetterRow).order_by(dead_letter.c.id.desc())
    if reason is not None:
        query = query.where(dead_letter.c.reason == reason)
    return [DeadLetterRow(*row) for row in connection.execute(query.limit(limit))]


def findings(connection: Connection, limit: int) -> list[FindingRow]:
    """The findings with the highest scores of the open epoch."""
    query = (
        _with_partition(finding, FindingRow)
        .where(position.c.closed.is_(False))
        .order_by(finding.c.score.desc(), finding.c.offset)
        .limit(limit)
    )
    return [FindingRow(*row) for row in connection.execute(query)]


def _with_partition(
    table: Table, row: type[DeadLetterRow] | type[FindingRow]
) -> Select[tuple[Any, ...]]:
    """A query for the row's fields, from the table itself or from the position of its epoch."""
    columns = [table.c[name] if name in table.c else position.c[name] for name in row._fields]
    return select(*columns).join_from(table, position, position.c.epoch == table.c.epoch)
