"""The highest counts over several epochs, exactly.

A key may be in several partitions and high only in the sum, so that no file's own top list is
enough. The three steps are those of the threshold algorithm TPUT (P. Cao, Z. Wang: Efficient
top-K query calculation in distributed networks, 2004): each epoch's own top gives a bound that
the sum of every key of the answer reaches; such a key has at least the bound's share in one
epoch, which makes the candidates; the candidates are summed. Where no bound can tell the keys
apart (each seen once), all are merged in key order, in memory that does not grow with them.
"""

from collections import Counter
from heapq import merge, nsmallest
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, desc, select

from accesslog.topn import top

# One epoch: the connection to its file, and its number.
Epoch = tuple[Connection, int]
Counts = list[tuple[bytes, int]]

MAX_CANDIDATES = 10_000  # looked up one by one; SQLite takes at most 32,766 in one statement


def rank(epochs: list[Epoch], keys: Select[Any], n: int) -> Counts:
    """The first `n` of (key, count) by count descending, then key bytes ascending.

    `keys` selects (key, n) of the epoch bound as `of_epoch`, each key once.
    """
    counted = keys.subquery()
    by_count = select(counted).order_by(desc(counted.c.n), counted.c.key).limit(n)
    heads = [_rows(epoch, by_count) for epoch in epochs]
    if len(heads) == 1:
        return heads[0]
    known: Counter[bytes] = Counter()
    for head in heads:
        known.update(dict(head))
    bound = min(count for _, count in top(known, n)) if len(known) >= n else 0
    share = -(-bound // max(1, len(epochs)))
    if share > 1:
        sharers = select(counted).where(counted.c.n >= share).limit(MAX_CANDIDATES)
        candidates = {key for epoch in epochs for key, _ in _rows(epoch, sharers)}
        if len(candidates) < MAX_CANDIDATES:
            return top(_sums(epochs, keys, candidates), n)
    return _merged(epochs, keys, n)


def _sums(epochs: list[Epoch], keys: Select[Any], wanted: set[bytes]) -> Counter[bytes]:
    of_key = keys.where(keys.selected_columns.key.in_(sorted(wanted)))
    sums: Counter[bytes] = Counter()
    for epoch in epochs:
        sums.update(dict(_rows(epoch, of_key)))
    return sums


def _merged(epochs: list[Epoch], keys: Select[Any], n: int) -> Counts:
    by_key = keys.order_by("key")
    # As plain tuples, which compare in C.
    streams = [
        map(tuple, connection.execute(by_key, {"of_epoch": number}).yield_per(1000))
        for connection, number in epochs
    ]
    sums = (
        (-sum(count for _, count in rows), key)
        for key, rows in groupby(merge(*streams), key=itemgetter(0))
    )
    return [(key, -negative) for negative, key in nsmallest(n, sums)]


def _rows(epoch: Epoch, query: Select[Any]) -> Counts:
    connection, number = epoch
    return [(row.key, row.n) for row in connection.execute(query, {"of_epoch": number})]
