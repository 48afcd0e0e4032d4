"""What the verdicts of one chunk add to the ledger: each record one verdict or one reason."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accesslog.tally import REJECTED, digest
from accesslog.window import window_start
from ledger.delta import DeadLetter, Delta, Finding
from models.scoring.verdicts import UNSCORED
from stream.chunk import Chunk

FINDINGS = 10  # of one chunk; the ledger keeps the highest of all
VERDICT = "verdict"


class VerdictTally:
    """Collects the records of one chunk, in any order; ``delta`` closes it."""

    def __init__(self) -> None:
        self._cells: Counter[tuple[int, str, bytes]] = Counter()
        self._rejected: Counter[tuple[str, bytes]] = Counter()
        self._dead_letters: list[DeadLetter] = []

    def verdict(self, name: str, event_time: int | None, n: int = 1) -> None:
        """``n`` records of a class; without an event time in the window at 0, the epoch."""
        if n:
            self._cells[window_start(event_time or 0), VERDICT, name.encode()] += n

    def unscored(self, offset: int, reason: str, value: bytes, event_time: int | None) -> None:
        """A record that could be read and has no score."""
        self.verdict(UNSCORED, event_time)
        self._dead_letters.append(DeadLetter(offset, reason, value))

    def rejected(self, offset: int, reason: str, value: bytes) -> None:
        """A record that could not be read."""
        self._rejected[REJECTED, reason.encode()] += 1
        self._dead_letters.append(DeadLetter(offset, reason, value))

    def delta(self, chunk: Chunk, findings: Sequence[Finding]) -> Delta:
        """All of it, as what ``chunk`` adds."""
        totals: Counter[tuple[str, bytes]] = Counter(self._rejected)
        for (_, dimension, key), n in self._cells.items():
            totals[dimension, key] += n
        return Delta(
            from_offset=chunk.start,
            to_offset=chunk.end,
            records=len(chunk.values),
            rejected=self._rejected.total(),
            cells=self._cells,
            totals=totals,
            digest=digest(self._cells, totals),
            dead_letters=self._dead_letters,
            findings=findings,
        )


def highest(scores: NDArray[np.floating[Any]]) -> list[int]:
    """Indices of the FINDINGS highest scores, the highest first; NaN is none."""
    order = np.argsort(-np.nan_to_num(scores, nan=-1.0), kind="stable")[:FINDINGS]
    return [int(i) for i in order if not np.isnan(scores[i])]
