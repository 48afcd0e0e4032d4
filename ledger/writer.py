"""Counts exactly once: position, counts, journal and evidence change in one transaction.

Kafka delivers at least once. A chunk is applied only if the position is its first offset, and the
position moves in the same transaction. So a kill before COMMIT leaves no trace, and a committed
chunk cannot be applied again.
"""

from pathlib import Path

from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.dialects.sqlite import insert as upsert

from ledger import evidence, schema
from ledger.database import explained, file_of, files_of_topic, writing
from ledger.delta import Delta, Partition
from ledger.errors import Fenced
from ledger.opening import close_file, open_epoch

_position = schema.position.c

# Updates 0 rows if another worker moved the position or closed the epoch.
_ADVANCE = (
    update(schema.position)
    .where(
        _position.epoch == bindparam("this_epoch"),
        _position.next_offset == bindparam("from_offset"),
        _position.closed.is_(False),
    )
    .values(
        next_offset=bindparam("to_offset"),
        records=_position.records + bindparam("more_records"),
        rejected=_position.rejected + bindparam("more_rejected"),
        holes=_position.holes + bindparam("more_holes"),
        lost=_position.lost + bindparam("more_lost"),
    )
)


def _adding(table: Table) -> str:
    """INSERT .. ON CONFLICT DO UPDATE SET n = n + excluded.n, as SQL with `?` in column order.

    Compiled once and run on plain tuples: SQLAlchemy's handling of one dict per row would take
    as long as SQLite itself, and these rows are nearly all the work there is.
    """
    statement = upsert(table)
    statement = statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={"n": table.c.n + statement.excluded.n},
    )
    return str(statement.compile(dialect=sqlite_dialect(paramstyle="qmark")))


_ADD_CELLS = _adding(schema.cell)
_ADD_TOTALS = _adding(schema.total)


class Writer:
    """The one writer of a partition's counts; calls may come from any one thread at a time."""

    position: int  # next offset to read

    def __init__(self, path: Path, partition: Partition, epoch: int, position: int) -> None:
        self.path = path
        self.partition = partition
        self.position = position
        self._epoch = epoch
        self._engine = writing(path)

    @classmethod
    def open(
        cls,
        folder: Path,
        partition: Partition,
        definition_id: str,
        *,
        first_offset: int = 0,
        new_definition: bool = False,
    ) -> "Writer":
        """Open the partition's file, or create it with its position at `first_offset`.

        `new_definition` begins a new epoch at the current position where definition_id differs;
        the old counts stay under the old id. Raises SchemaNewer, DefinitionChanged,
        LedgerCorrupt, WrongTopicId, LedgerRefused (permissions) or LedgerUnavailable.
        """
        path = file_of(folder, partition)
        epoch, position = open_epoch(
            path, partition, definition_id, first_offset=first_offset, new_definition=new_definition
        )
        return cls(path, partition, epoch, position)

    def apply(self, delta: Delta) -> None:
        """Count the chunk whole or not at all.

        Raises Fenced if the position is no longer `delta.from_offset` or the epoch is closed,
        LedgerUnavailable (disk full, lock held too long), and ValueError as Delta.check.
        """
        delta.check(self.partition.pipeline)
        with explained(self.path), self._engine.begin() as connection:
            self._advance(
                connection,
                delta.from_offset,
                delta.to_offset,
                kind="chunk",
                records=delta.records,
                rejected=delta.rejected,
                holes=delta.holes,
                digest=delta.digest,
            )
            # In key order, so that neighbours in the B-tree are written one after the other.
            cells = sorted((d, w, k, n) for (w, d, k), n in delta.cells.items())
            totals = sorted((d, k, n) for (d, k), n in delta.totals.items())
            if cells:
                rows: list[tuple[object, ...]] = [(self._epoch, *cell) for cell in cells]
                connection.exec_driver_sql(_ADD_CELLS, rows)
            if totals:
                rows = [(self._epoch, *total) for total in totals]
                connection.exec_driver_sql(_ADD_TOTALS, rows)
            evidence.keep_dead_letters(connection, self._epoch, delta.dead_letters)
            evidence.keep_findings(connection, self._epoch, delta.findings)
        self.position = delta.to_offset

    def record_loss(self, to_offset: int) -> None:
        """Journal `[position, to_offset)` as lost before it was read, and move the position.

        Raises Fenced and LedgerUnavailable as apply, ValueError if `to_offset` is not beyond the
        position.
        """
        lost = to_offset - self.position
        if lost <= 0:
            raise ValueError(f"no loss between {self.position} and {to_offset}")
        with explained(self.path), self._engine.begin() as connection:
            self._advance(connection, self.position, to_offset, kind="loss", lost=lost)
        self.position = to_offset

    def close(self) -> None:
        """Close the file; the last connection to close merges the write-ahead log into it."""
        self._engine.dispose()

    def _advance(
        self,
        connection: Connection,
        from_offset: int,
        to_offset: int,
        *,
        kind: str,
        records: int = 0,
        rejected: int = 0,
        holes: int = 0,
        lost: int = 0,
        digest: str | None = None,
    ) -> None:
        moved = connection.execute(
            _ADVANCE,
            {
                "this_epoch": self._epoch,
                "from_offset": from_offset,
                "to_offset": to_offset,
                "more_records": records,
                "more_rejected": rejected,
                "more_holes": holes,
                "more_lost": lost,
            },
        )
        if moved.rowcount != 1:
            now = connection.execute(
                select(_position.next_offset, _position.closed).where(
                    _position.epoch == self._epoch
                )
            ).one()
            raise Fenced(
                f"{self.partition} stands at {now.next_offset}"
                f"{' and is closed' if now.closed else ''}, not at {from_offset}: another worker "
                "has taken it over, so this one ends without counting"
            )
        connection.execute(
            insert(schema.journal),
            {
                "epoch": self._epoch,
                "from_offset": from_offset,
                "to_offset": to_offset,
                "kind": kind,
                "records": records,
                "rejected": rejected,
                "holes": holes,
                "digest": digest,
            },
        )


def close_other_topic_ids(
    folder: Path, pipeline: str, topic: str, topic_id: str
) -> list[Partition]:
    """Close the positions of a topic's other ids; returns those that were still open.

    A re-created topic has a new id and begins a new file. The counts of the old id stay.
    """
    closed = []
    for path in files_of_topic(folder, pipeline, topic):
        closed += close_file(path, pipeline, topic, topic_id)
    return closed
