"""Top-N with a total order, so that equal counts give the same table everywhere."""

import heapq
from collections.abc import Mapping


def top(counts: Mapping[bytes, int], n: int) -> list[tuple[bytes, int]]:
    """The `n` largest counts: by count descending, then by the bytes of the key ascending.

    >>> top({b"b": 2, b"a": 2, b"c": 3}, 2)
    [(b'c', 3), (b'a', 2)]
    """
    return heapq.nsmallest(n, counts.items(), key=lambda item: (-item[1], item[0]))
