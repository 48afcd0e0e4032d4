"""Scores of parts already computed, least recently used ones forgotten."""

import sys
from collections import OrderedDict

from models.requests.parts import Part

LIMIT = 16 * 1024 * 1024  # bytes, some 35,000 parts; a worker may hold 200 MB in all
ENTRY = 330  # bytes of an entry besides its texts: tuple, float, its places in the dictionary
LONGEST = 1024  # characters; longer texts hardly ever come again


class ScoreCache:
    """Exact: a score is kept as it was computed. Hostile parts cost no more than LIMIT bytes."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._scores: OrderedDict[Part, float] = OrderedDict()
        self._limit = limit
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._scores)

    def get(self, part: Part) -> float | None:
        """The part's score, if it is still known."""
        score = self._scores.get(part)
        if score is not None:
            self._scores.move_to_end(part)
        return score

    def put(self, part: Part, score: float) -> None:
        """Remember the score of a part that ``get`` did not know."""
        if sum(map(len, part[1:])) > LONGEST:
            return
        self._scores[part] = score
        self._bytes += _size(part)
        while self._bytes > self._limit:
            oldest, _ = self._scores.popitem(last=False)
            self._bytes -= _size(oldest)


def _size(part: Part) -> int:
    return ENTRY + sum(map(sys.getsizeof, part[1:]))
