"""Reads the counts while they are being written: read-only, one snapshot per file.

A published total must never go down. So `totals` and `counts` are sums over all partitions, all
topic ids (closed ones too) and all definitions: a record was counted once, under the definition of
its day. Snapshots, which are compared with a recount, hold one topic id and one definition.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, bindparam, func, select

from accesslog.window import WINDOW_SECONDS, window_start
from ledger import records
from ledger.database import ledger_files, read_transaction
from ledger.delta import EVERY_RECORD
from ledger.ranking import rank
from ledger.records import DeadLetterRow, Epoch, FindingRow, Position
from ledger.schema import cell, total

FUTURE_S = 300  # readers ignore minutes beyond now + 5 min

Found = TypeVar("Found")


class Reader:
    """All partitions of a ledger folder; files may appear and disappear between calls.

    A missing folder is an empty ledger. Every method raises LedgerCorrupt, LedgerRefused,
    SchemaNewer or LedgerUnavailable if a file cannot be read: a sum without it would be wrong.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def positions(self) -> list[Position]:
        """Every epoch, closed ones too, by (pipeline, topic, topic_id, partition, epoch)."""
        return sorted(self._from_each_file(records.positions))

    def totals(self, pipeline: str, dimension: str) -> Counter[bytes]:
        """Count of each key since the beginning."""
        return self.counts(pipeline, dimension)

    def totals_by_definition(self, pipeline: str, dimension: str) -> Counter[tuple[str, bytes]]:
        """Count of each (definition_id, key) since the beginning: verdicts by model and class."""
        counts: Counter[tuple[str, bytes]] = Counter()
        with self._epochs(pipeline) as epochs:
            for epoch in epochs:
                for key, n in epoch.rows(_totals(dimension)):
                    counts[epoch.definition_id, key] += n
        return counts

    def newest_window(self, pipeline: str, before: int | None = None) -> int | None:
        """Start of the newest minute with a record that starts before `before`; epoch seconds."""
        query = select(func.max(cell.c.window_start)).where(*_cells(EVERY_RECORD[pipeline]))
        if before is not None:
            query = query.where(cell.c.window_start < before)
        with self._epochs(pipeline) as epochs:
            newest = [start for epoch in epochs for (start,) in epoch.rows(query)]
        return max((start for start in newest if start is not None), default=None)

    def counts(
        self, pipeline: str, dimension: str, window: int | None = None, now: int | None = None
    ) -> Counter[bytes]:
        """Count of each key in the last `window` seconds of event time; None = in total.

        The window ends with the newest minute that has a record and is over by the wall clock,
        so that an old log shows its counts; with `now` (epoch seconds) it ends with the last
        minute complete at that time.
        """
        counts: Counter[bytes] = Counter()
        query = self._keys(pipeline, dimension, window, now)
        with self._epochs(pipeline) as epochs:
            for epoch in epochs:
                for key, n in epoch.rows(query):
                    counts[key] += n
        return counts

    def top(
        self,
        pipeline: str,
        dimension: str,
        n: int,
        window: int | None = None,
        now: int | None = None,
    ) -> list[tuple[bytes, int]]:
        """The `n` keys with the highest counts: count descending, then key bytes ascending."""
        query = self._keys(pipeline, dimension, window, now)
        with self._epochs(pipeline) as epochs:
            return rank(epochs, query, n)

    def dead_letters(
        self, reason: str | None = None, limit: int | None = 50
    ) -> list[DeadLetterRow]:
        """The dead letters that were kept, newest first; `limit` None for all."""
        found = self._from_each_file(lambda file: records.dead_letters(file, reason, limit))
        return sorted(found, key=lambda row: (row.arrived, row.offset), reverse=True)[:limit]

    def findings(self, limit: int = 3) -> list[FindingRow]:
        """The highest-scored requests of the open positions, that is of the models in use."""
        found = self._from_each_file(lambda file: records.findings(file, limit))
        found.sort(key=lambda row: (-row.score, row.topic_id, row.partition, row.offset))
        return found[:limit]

    def future_records(self, now: int) -> int:
        """Records counted in minutes beyond `now` + 5 min: a clock is wrong, or somebody lies."""
        query = (
            select(func.coalesce(func.sum(cell.c.n), 0))
            .where(*_cells(EVERY_RECORD["count"]))
            .where(cell.c.window_start > now + FUTURE_S)
        )
        with self._epochs("count") as epochs:
            return sum(n for epoch in epochs for (n,) in epoch.rows(query))

    def _keys(
        self, pipeline: str, dimension: str, window: int | None, now: int | None
    ) -> Select[Any]:
        """The query for (key, n) of an epoch, each key once."""
        if window is None:
            return _totals(dimension)
        end = self._window_end(pipeline, now)
        return (
            select(cell.c.key, func.sum(cell.c.n).label("n"))
            .where(*_cells(dimension))
            .where(cell.c.window_start >= end - window, cell.c.window_start < end)
            .group_by(cell.c.key)
        )

    def _window_end(self, pipeline: str, now: int | None) -> int:
        if now is not None:
            return window_start(now)
        newest = self.newest_window(pipeline, before=window_start(int(time.time())))
        return 0 if newest is None else newest + WINDOW_SECONDS

    def _from_each_file(self, read: Callable[[Connection], list[Found]]) -> list[Found]:
        found = []
        for path in ledger_files(self.folder):
            with read_transaction(path) as connection:
                if connection is not None:
                    found += read(connection)
        return found

    @contextmanager
    def _epochs(self, pipeline: str) -> Iterator[list[Epoch]]:
        """All epochs of a pipeline, each file in one read transaction until the end."""
        with ExitStack() as files:
            epochs = []
            for path in ledger_files(self.folder):
                connection = files.enter_context(read_transaction(path))
                if connection is not None:
                    epochs += records.epochs(path, connection, pipeline)
            yield epochs


def _totals(dimension: str) -> Select[Any]:
    return select(total.c.key, total.c.n).where(
        total.c.epoch == bindparam("of_epoch"), total.c.dimension == dimension
    )


def _cells(dimension: str) -> tuple[Any, Any]:
    return cell.c.epoch == bindparam("of_epoch"), cell.c.dimension == dimension
