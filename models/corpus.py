"""Labelled requests, and how they are split so that a test says something about new traffic."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from models import documents, features


class CorpusRefused(Exception):
    """A file of labelled requests that cannot be used; the message says where and why."""

    exit_code = 2


class Row(NamedTuple):
    request: dict[str, Any]  # the decoded document
    label: int  # 1 is an attack
    family: str  # which kind of attack or normal traffic
    source: str  # where it was collected
    value: str | None  # the part of the request that carries the label, where known


def read(paths: Iterable[Path]) -> list[Row]:
    """Rows of JSON lines ``{"request": {...} or "...", "label": 0 or 1, "family"?, "source"?,
    "value"?}``, plain or .gz; ``source`` is the file's name where a row has none.

    Raises:
        CorpusRefused: a line of another form.
        documents.InputRefused: a file that cannot be read.
    """
    rows = []
    for path in paths:
        with documents.open_raw(str(path)) as raw:
            for number, line in enumerate(documents.lines(raw, path.name), start=1):
                rows.append(_row(line, f"{path}, line {number}", path.name))
    return rows


def _row(line: bytes, where: str, source: str) -> Row:
    try:
        fields = json.loads(line)
        request = fields["request"]
        text = request if isinstance(request, str) else json.dumps(request)
        trimmed = json.loads(features.load_document(text.encode()))
        label = {0: 0, 1: 1}[fields["label"]]
        family = str(fields.get("family", label))
        return Row(trimmed, label, family, fields.get("source", source), fields.get("value"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusRefused(
            f'{where}: not a line {{"request": ..., "label": 0 or 1}} ({error!r})'
        ) from None


def without_status(request: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in request.items() if key != "statusCode"}


def without_value(row: Row) -> Row:
    """The wrapper alone: each string of the request that contains the value is emptied."""

    def blank(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: blank(value) for key, value in part.items()}
        if isinstance(part, list):
            return [blank(value) for value in part]
        return "" if isinstance(part, str) and row.value and row.value in part else part

    return row._replace(request=blank(row.request))


class Split(NamedTuple):
    """Parts that share no source (train and same_sources do) and no request or value."""

    train: list[Row]
    same_sources: list[Row]  # test: the sources of training, other rows
    calibration: list[Row]  # normals of sources used for nothing else: set the threshold
    unlike_sources: list[Row]  # test: whole sources that nothing else has seen


def split(rows: Sequence[Row], test: Iterable[str], calibration: Iterable[str], seed: int) -> Split:
    """Split by source; of the sources in neither list, a tenth of the groups is a test too.

    Rows with the same value, or the same request but for its status, are one group. A group is in
    one part only: unlike_sources before calibration before the others; of equal requests one stays.
    """
    parts: dict[str, list[Row]] = {name: [] for name in Split._fields}
    part_of: dict[str, str] = {}  # group -> the part that has it
    seen: set[str] = set()
    priority = dict.fromkeys(calibration, "calibration") | dict.fromkeys(test, "unlike_sources")
    order = ("unlike_sources", "calibration", None)
    for row in sorted(rows, key=lambda row: order.index(priority.get(row.source))):
        text = features.trim(without_status(row.request)).lower()
        group = (row.value or text).strip().lower()
        part = priority.get(row.source) or _drawn_part(group, seed)
        if part_of.setdefault(group, part) == part and text not in seen:
            seen.add(text)
            parts[part].append(row)
    parts["calibration"] = [row for row in parts["calibration"] if row.label == 0]
    return Split(**parts)


def _drawn_part(group: str, seed: int) -> str:
    draw = hashlib.sha256(f"{seed} {group}".encode("utf-8", "surrogatepass")).digest()[0]
    return "same_sources" if draw < 0.1 * 256 else "train"
