"""Counts one list of lines; stream and batch both count with this module alone."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from accesslog.parser import Parser
from accesslog.window import minute_epoch

STATUS = "status"  # one key per status code, OTHER for those HTTP does not know
ERROR_IP = "error_ip"  # the client of each record answered 4xx or 5xx
REJECTED = "rejected"  # one key per reason; in totals only, as a refused line has no time
DIMENSIONS = (STATUS, ERROR_IP, REJECTED)
OTHER = b"other"

# Three digits compare as bytes the way they compare as numbers.
FIRST_STATUS, LAST_STATUS = b"100", b"599"
FIRST_ERROR, LAST_ERROR = b"400", b"599"

Cells = Mapping[tuple[int, str, bytes], int]
Totals = Mapping[tuple[str, bytes], int]

_MINUTE_ZONE_STATUS = itemgetter(1, 2, 3)


@dataclass(frozen=True)
class Tally:
    """Counts of one list of lines: received = parsed + rejected."""

    records: int  # lines received
    cells: Counter[tuple[int, str, bytes]]  # (window start in epoch seconds, dimension, key)
    malformed: list[tuple[int, str]] = field(default_factory=list)  # (index, reason)

    def totals(self) -> Counter[tuple[str, bytes]]:
        """(dimension, key) -> n over all windows, with "rejected" keyed by reason."""
        totals: Counter[tuple[str, bytes]] = Counter()
        for (_, dimension, key), n in self.cells.items():
            totals[dimension, key] += n
        for _, reason in self.malformed:
            totals[REJECTED, reason.encode("ascii")] += 1
        return totals

    def digest(self) -> str:
        """SHA-256, in hexadecimal, of these counts; see `digest`."""
        return digest(self.cells, self.totals())


def tally(lines: Sequence[bytes], parser: Parser) -> Tally:
    """Count `lines`. Late and future records count in their own minute, like all others."""
    fields, malformed = parser.parse_many(lines)
    cells: Counter[tuple[int, str, bytes]] = Counter()
    # The work per line is done in C: count the raw bytes, then convert the few distinct stamps.
    for (minute, zone, status), n in Counter(map(_MINUTE_ZONE_STATUS, fields)).items():
        key = status if FIRST_STATUS <= status <= LAST_STATUS else OTHER
        cells[_start(minute, zone), STATUS, key] += n
    errors = Counter([row[:3] for row in fields if FIRST_ERROR <= row[3] <= LAST_ERROR])
    for (client, minute, zone), n in errors.items():
        cells[_start(minute, zone), ERROR_IP, client] += n
    return Tally(len(lines), cells, malformed)


def digest(cells: Cells, totals: Totals) -> str:
    """SHA-256, in hexadecimal, of counts in their canonical form.

    One line per cell and per reason of rejection, sorted by bytes. Other totals are sums of cells
    and are left out, as are zeros: the digest is the same with and without them.
    """
    rows = [
        f"{window} {dimension} {key.hex()} {n}\n"
        for (window, dimension, key), n in cells.items()
        if n
    ]
    rows += [
        f"- {dimension} {key.hex()} {n}\n"
        for (dimension, key), n in totals.items()
        if n and dimension == REJECTED
    ]
    return hashlib.sha256("".join(sorted(rows)).encode("ascii")).hexdigest()


def _start(minute: bytes, zone: bytes) -> int:
    start = minute_epoch(minute, zone)
    assert start is not None  # parse_many refuses lines with no such minute
    return start
