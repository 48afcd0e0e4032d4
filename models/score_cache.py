"""Scores already computed, least recently used ones forgotten."""

import sys
from collections import OrderedDict

from models.parts import Part

Key = Part | bytes  # a part of a request, or the tokens of a whole document

LIMIT = 16 * 1024 * 1024  # bytes, some 35,000 parts; a worker may hold 200 MB in all
ENTRY = 330  # bytes of an entry besides its texts: tuple, float, its places in the dictionary
LONGEST = 1024  # characters; longer texts hardly ever come again


class ScoreCache:
    """Exact: a score is kept as it was computed. Hostile keys cost no more than LIMIT bytes."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._scores: OrderedDict[Key, float] = OrderedDict()
        self._limit = limit
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._scores)

    def get(self, key: Key) -> float | None:
        """The key's score, if it is still known."""
        score = self._scores.get(key)
        if score is not None:
            self._scores.move_to_end(key)
        return score

    def put(self, key: Key, score: float) -> None:
        """Remember a score of a key that ``get`` did not know."""
        if sum(map(len, _texts(key))) > LONGEST:
            return
        self._scores[key] = score
        self._bytes += _size(key)
        while self._bytes > self._limit:
            oldest, _ = self._scores.popitem(last=False)
            self._bytes -= _size(oldest)


def _size(key: Key) -> int:
    return ENTRY + sum(map(sys.getsizeof, _texts(key)))


def _texts(key: Key) -> tuple[str | bytes, ...]:
    return (key,) if isinstance(key, bytes) else key[1:]
