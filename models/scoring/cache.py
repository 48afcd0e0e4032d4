"""A cache of part scores that evicts the least recently used."""

import sys
from collections import OrderedDict

from models.requests.parts import Part

LIMIT = 16 * 1024 * 1024  # bytes, some 35,000 parts; a worker may hold 200 MB in all
ENTRY = 330  # bytes of an entry besides its texts: tuple, float, slots in the dictionary
LONGEST = 1024  # characters; longer texts hardly ever recur


class ScoreCache:
    """Keeps scores exactly as computed, in at most ``limit`` bytes even for hostile parts."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._scores: OrderedDict[Part, float] = OrderedDict()
        self._limit = limit
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._scores)

    def get(self, part: Part) -> float | None:
        """The part's score, or None if it is not cached."""
        score = self._scores.get(part)
        if score is not None:
            self._scores.move_to_end(part)
        return score

    def put(self, part: Part, score: float) -> None:
        """Keep the score of a part that ``get`` did not find, unless its texts exceed LONGEST."""
        if sum(map(len, part[1:])) > LONGEST:
            return
        self._scores[part] = score
        self._bytes += _size(part)
        while self._bytes > self._limit:
            oldest, _ = self._scores.popitem(last=False)
            self._bytes -= _size(oldest)


def _size(part: Part) -> int:
    return ENTRY + sum(map(sys.getsizeof, part[1:]))
