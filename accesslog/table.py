"""The table file: totals of one topic, in a form whose bytes can be compared.

JSON lines: a header {format, definition_id, topic, topic_id, ranges}, then one
{dimension, key, n} per total, sorted by the bytes of dimension and key.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from accesslog.atomic import writing
from accesslog.escape import printable

FORMAT = "logwarden-table-1"

Key = TypeVar("Key", str, bytes)


class TableError(ValueError):
    """A file that is not a complete table file; the message says which and why."""

    exit_code = 2


@dataclass(frozen=True)
class TableHeader:
    """The counted offsets [from, to) of a topic's partitions, under one definition."""

    definition_id: str
    topic: str
    topic_id: str
    ranges: tuple[tuple[int, int, int], ...]  # (partition, from offset, to offset)


def write_table(path: Path, header: TableHeader, totals: Mapping[tuple[str, bytes], int]) -> None:
    """Write `totals` to `path`, whole or not at all; zeros are left out.

    Raises OutputRefused.
    """
    with writing(path) as [file]:
        file.writelines(_lines(header, totals))


def read_table(path: Path) -> tuple[TableHeader, dict[tuple[str, str], int]]:
    """The header and (dimension, printable key) -> n. Raises TableError, OSError."""
    lines = path.read_bytes().split(b"\n")
    if lines.pop() != b"":
        raise TableError(f"{path} ends in the middle of a line; write it again")
    try:
        rows = [json.loads(line) for line in lines]
        header = _header(rows[0])
        totals = dict(_total(row) for row in rows[1:])
    except (ValueError, LookupError, TypeError) as error:
        raise TableError(f"{path} is not a table file of the format {FORMAT}") from error
    if len(totals) != len(rows) - 1:
        raise TableError(f"{path} holds one key twice; write it again")
    return header, totals


def differences(
    a: Mapping[tuple[str, Key], int], b: Mapping[tuple[str, Key], int]
) -> list[tuple[str, Key, int, int]]:
    """(dimension, key, n in a, n in b) of each key whose counts differ, sorted; absent is 0."""
    return [
        (dimension, key, a.get((dimension, key), 0), b.get((dimension, key), 0))
        for dimension, key in sorted(a.keys() | b.keys())
        if a.get((dimension, key), 0) != b.get((dimension, key), 0)
    ]


def _lines(header: TableHeader, totals: Mapping[tuple[str, bytes], int]) -> Iterator[bytes]:
    yield _json_line(
        {
            "format": FORMAT,
            "definition_id": header.definition_id,
            "topic": header.topic,
            "topic_id": header.topic_id,
            "ranges": sorted(header.ranges),
        }
    )
    for (dimension, key), n in sorted(totals.items()):
        if n:
            yield _json_line({"dimension": dimension, "key": printable(key), "n": n})


def _json_line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, separators=(",", ":")).encode("ascii") + b"\n"


def _header(row: dict[str, Any]) -> TableHeader:
    if row["format"] != FORMAT:
        raise ValueError(row["format"])
    ranges = tuple((partition, start, end) for partition, start, end in row["ranges"])
    return TableHeader(row["definition_id"], row["topic"], row["topic_id"], ranges)


def _total(row: dict[str, Any]) -> tuple[tuple[str, str], int]:
    dimension, key, n = row["dimension"], row["key"], row["n"]
    if not (isinstance(dimension, str) and isinstance(key, str) and isinstance(n, int) and n > 0):
        raise ValueError(row)
    return (dimension, key), n
