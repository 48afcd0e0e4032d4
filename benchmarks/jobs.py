"""The job that peers were measured on: Apache Combined lines with set shares of errors."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MALFORMED = (b"not a log line", b'10.0.0.1 - - [30/Feb/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1')


@dataclass(frozen=True)
class Job:
    """``lines`` records, of which shares are errors or malformed.

    With ``distinct`` every error has a client that no other error has. Clients are else drawn from
    262,144 addresses, as in the peers' job.
    """

    name: str
    lines: int
    errors: float
    malformed: float = 0.0
    distinct: bool = False

    def records(self) -> Iterator[bytes]:
        """Yield the records, the same bytes at every call."""
        rng = random.Random(self.name)
        for number in range(self.lines):
            if rng.random() < self.malformed:
                yield MALFORMED[number % 2]
                continue
            is_error = rng.random() < self.errors
            status = rng.choice((404, 404, 404, 403, 500)) if is_error else rng.choice((200, 304))
            client = number if self.distinct and is_error else rng.getrandbits(18)
            second = number // 60  # sixty lines a second, as busy as the site of the log
            yield (
                b"10.%d.%d.%d - - [%02d/May/2026:%02d:%02d:%02d +0000] "
                b'"GET /presentations/%d/images/dashboard.png HTTP/1.1" %d %d '
                b'"http://example.org/presentations/" "Mozilla/5.0 (Macintosh; Intel Mac OS X '
                b'10_9_1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/32.0 Safari/537.36"'
                % (
                    *(client >> 16, client >> 8 & 255, client & 255),
                    *(1 + second // 86400, second // 3600 % 24, second // 60 % 60, second % 60),
                    *(number % 997, status, number % 65536),
                )
            )

    def expected(self) -> Counter[str]:
        """The expected counts, by a loop that knows how the lines were made."""
        counts: Counter[str] = Counter()
        for record in self.records():
            if record in MALFORMED:
                counts["rejected"] += 1
                continue
            status = record.rsplit(b'" ', 3)[1].split(b" ", 1)[0].decode()
            counts[status] += 1
            if status[0] in "45":
                counts["errors"] += 1
        return counts

    def write(self, path: Path) -> Path:
        """Write the records to ``path``, one per line; returns ``path``."""
        with path.open("wb") as file:
            file.writelines(record + b"\n" for record in self.records())
        return path


AS_PEERS = Job("as the peers did (2 % errors)", 400_000, errors=0.022)
VARIANTS = (
    AS_PEERS,
    Job("30 % errors, each a new client", 400_000, errors=0.3, distinct=True),
    Job("100 % errors, each a new client", 200_000, errors=1.0, distinct=True),
    Job("1 % malformed", 400_000, errors=0.022, malformed=0.01),
)
