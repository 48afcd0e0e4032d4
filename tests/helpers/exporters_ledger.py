"""Ledgers for the exporters' tests, written by ledger.Writer and expected by hand-kept counters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from ledger.delta import DeadLetter, Delta, Partition
from ledger.writer import Writer

MINUTE = 1_431_857_100  # 17 May 2015, 10:05 UTC


def add_lines(
    data: Path,
    statuses: Mapping[bytes, int],
    *,
    clients: Mapping[bytes, int] | None = None,
    rejected: Mapping[str, int] | None = None,
    minute: int = MINUTE,
    partition: int = 0,
    topic_id: str = "id-1",
    holes: int = 0,
) -> None:
    """Commit one chunk of pipeline count: so many of each status, error client and refusal."""
    cells: Counter[tuple[int, str, bytes]] = Counter()
    for key, n in statuses.items():
        cells[minute, "status", key] += n
    for key, n in (clients or {}).items():
        cells[minute, "error_ip", key] += n
    refused = {("rejected", reason.encode()): n for reason, n in (rejected or {}).items()}
    letters = [DeadLetter(0, reason, b"refused") for reason in rejected or ()]
    where = Partition("count", "access-log", topic_id, partition)
    _apply(data, where, "lines-1", cells, refused, letters, holes)


def add_verdicts(
    data: Path,
    verdicts: Mapping[bytes, int],
    rejected: Mapping[str, int],
    model: str,
    where: Partition = Partition("score", "requests", "id-2", 0),
    minute: int = MINUTE,
) -> None:
    """Commit one chunk of a scoring pipeline; another ``model`` begins a new epoch."""
    cells = Counter({(minute, "verdict", key): n for key, n in verdicts.items()})
    refused = {("rejected", reason.encode()): n for reason, n in rejected.items()}
    _apply(data, where, model, cells, refused, [], 0)


def _apply(
    data: Path,
    where: Partition,
    definition: str,
    cells: Counter[tuple[int, str, bytes]],
    refused: Mapping[tuple[str, bytes], int],
    letters: Sequence[DeadLetter],
    holes: int,
) -> None:
    totals: Counter[tuple[str, bytes]] = Counter(refused)
    for (_, dimension, key), n in cells.items():
        totals[dimension, key] += n
    records = sum(n for (dimension, _), n in totals.items() if dimension != "error_ip")
    writer = Writer.open(data / "ledger", where, definition, new_definition=True)
    start = writer.position
    end = start + records + holes
    writer.apply(
        Delta(start, end, records, sum(refused.values()), cells, totals, "0" * 64, letters)
    )
    writer.close()
