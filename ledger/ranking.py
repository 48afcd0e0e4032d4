"""Ranks keys by their counts summed over several epochs, exactly.

A key may be in several partitions and high only in the sum, so the top lists of single files are
not enough. The algorithm is TPUT (P. Cao, Z. Wang: Efficient top-K query calculation in distributed
networks, 2004). Its three steps:

1. The epochs' top lists give a bound that the sum of every key of the answer reaches.
2. Such a key has at least bound / epochs in some epoch: these keys are the candidates.
3. The candidates are summed.

If the bound does not separate the keys (each seen once), all keys are merged in key order, in
memory that does not grow with them.
"""

from collections import Counter
from heapq import merge, nsmallest
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, desc, select

from accesslog.topn import top
from ledger.records import Epoch

Counts = list[tuple[bytes, int]]

MAX_CANDIDATES = 10_000  # looked up in one statement, where SQLite takes at most 32,766


def rank(epochs: list[Epoch], keys: Select[Any], n: int) -> Counts:
    """The first `n` of (key, count) by count descending, then key bytes ascending.

    `keys` selects (key, n) of an epoch (see Epoch.rows), each key once.
    """
    counted = keys.subquery()
    by_count = select(counted).order_by(desc(counted.c.n), counted.c.key).limit(n)
    heads = [list(epoch.rows(by_count)) for epoch in epochs]
    if len(heads) == 1:
        return heads[0]
    known: Counter[bytes] = Counter()
    for head in heads:
        known.update(dict(head))
    bound = min(count for _, count in top(known, n)) if len(known) >= n else 0
    share = -(-bound // max(1, len(epochs)))
    if share > 1:
        sharers = select(counted).where(counted.c.n >= share).limit(MAX_CANDIDATES)
        candidates = {key for epoch in epochs for key, _ in epoch.rows(sharers)}
        if len(candidates) < MAX_CANDIDATES:
            return top(_sums(epochs, keys, candidates), n)
    return _merged(epochs, keys, n)


def _sums(epochs: list[Epoch], keys: Select[Any], wanted: set[bytes]) -> Counter[bytes]:
    of_key = keys.where(keys.selected_columns.key.in_(sorted(wanted)))
    sums: Counter[bytes] = Counter()
    for epoch in epochs:
        sums.update(dict(epoch.rows(of_key)))
    return sums


def _merged(epochs: list[Epoch], keys: Select[Any], n: int) -> Counts:
    by_key = keys.order_by("key")
    streams = [epoch.rows(by_key) for epoch in epochs]
    sums = (
        (-sum(count for _, count in rows), key)
        for key, rows in groupby(merge(*streams), key=itemgetter(0))
    )
    return [(key, -negative) for negative, key in nsmallest(n, sums)]
