"""Deltas as a worker would make them, from a few readable words per record."""

from collections import Counter
from collections.abc import Sequence

from accesslog.tally import digest
from ledger.delta import DeadLetter, Delta, Finding, Partition

PARTITION = Partition("count", "access-log", "Zm9vYmFyYmF6cXV4MDEyMw", 0)
DEFINITION = "0123456789abcdef"

Record = tuple[int, bytes, bytes]  # (minute's start in epoch seconds, client, status)


def delta_of(
    from_offset: int,
    records: Sequence[Record],
    *,
    holes: int = 0,
    dead_letters: Sequence[DeadLetter] = (),
    findings: Sequence[Finding] = (),
) -> Delta:
    """The delta of a chunk with these parsed records, these refused ones and so many holes."""
    cells: Counter[tuple[int, str, bytes]] = Counter()
    totals: Counter[tuple[str, bytes]] = Counter()
    for minute, client, status in records:
        cells[minute, "status", status] += 1
        if status >= b"400":
            cells[minute, "error_ip", client] += 1
    for (_, dimension, key), n in cells.items():
        totals[dimension, key] += n
    for letter in dead_letters:
        totals["rejected", letter.reason.encode()] += 1
    received = len(records) + len(dead_letters)
    return Delta(
        from_offset=from_offset,
        to_offset=from_offset + received + holes,
        records=received,
        rejected=len(dead_letters),
        cells=cells,
        totals=totals,
        digest=digest(cells, totals),
        dead_letters=dead_letters,
        findings=findings,
    )


def records_at(from_offset: int, n: int) -> list[Record]:
    """`n` records that are a function of their offsets, so that anyone can count them again."""
    return [
        (at // 1000 * 60, b"10.0.%d.%d" % (at % 7, at % 251), (b"200", b"404", b"500")[at % 3])
        for at in range(from_offset, from_offset + n)
    ]
