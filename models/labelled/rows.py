"""Labelled requests, and the outcome of reading a file of them."""

from collections import Counter
from typing import Any, NamedTuple


class LabelledRefused(Exception):
    """A file of labelled requests that cannot be used; the message says where and why."""

    exit_code = 2


class Row(NamedTuple):
    """A labelled request."""

    request: dict[str, Any]  # the decoded document
    label: int  # 1 is an attack
    family: str  # the kind of attack or of normal traffic
    source: str  # where it was collected
    value: str | None = None  # the part of the request that carries the label, where known
    group: str | None = None  # the rule or template that made it; rows of one group are alike
    evasion: str | None = None  # how the value was disguised, if it was


class Reading(NamedTuple):
    """Rows read from labelled files, and counts of those left out."""

    rows: list[Row]
    left_out: Counter[str]  # how many rows were not read, by reason


def plain_request(value: str) -> dict[str, Any]:
    """A bare value as the one query parameter of an otherwise empty request."""
    return {"method": "get", "path": "/", "query": {"q": value}, "requestPayload": None}
