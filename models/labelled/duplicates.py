"""Near-duplicates among labelled requests: payload lists copy from each other."""

import re
from collections.abc import Iterable

from models.labelled.rows import Row
from models.requests import decoding
from models.requests.parts import normalised, parts_of


def distinct(rows: Iterable[Row]) -> list[Row]:
    """The first row of each set of near-duplicates that share a label."""
    first = {(row.label, likeness(row)): row for row in reversed(list(rows))}
    return list(reversed(first.values()))


def likeness(row: Row) -> str:
    """Key shared by near-duplicates: decoded, lower-case, without white space, numbers as 0."""
    texts = [part.text for part in parts_of(row.request)] if row.value is None else [row.value]
    plain = normalised(decoding.decoded("\n".join(texts)))
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", plain))
