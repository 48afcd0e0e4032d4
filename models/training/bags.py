"""Turns labelled rows into the bags of parts that a detector is trained on.

A request is as bad as its worst part: at least one part of an attack's bag is an attack, and every
part of a normal request is normal (multiple-instance learning; Dietterich et al. 1997).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.labelled.rows import Row
from models.requests import decoding
from models.requests.parts import Part, normalised, parts_of, rows_of

LARGEST_BAG = 8  # most texts of an attack: the value's windows, or its whole small request


class Example(NamedTuple):
    """A labelled bag of texts."""

    texts: tuple[str, ...]  # from parts.rows_of; at least one is an attack, or with label 0 none
    label: int
    group: tuple[str, str]  # source and family


def examples(rows: Iterable[Row]) -> list[Example]:
    """Distinct examples: one bag for each attack, one for each text of a normal request."""
    found: dict[tuple[int, tuple[str, ...]], Example] = {}
    for row in rows:
        group = (row.source, row.family)
        for texts in [_attack(row)] if row.label else [(text,) for text in texts_of(row)]:
            found.setdefault((row.label, texts), Example(texts, row.label, group))
    return list(found.values())


def texts_of(row: Row) -> tuple[str, ...]:
    """The distinct texts that the model reads of a request; at least one."""
    return _texts(parts_of(row.request)) or ("",)


def _attack(row: Row) -> tuple[str, ...]:
    """Texts of the parts that hold the value, or of all parts if none is found to."""
    parts = parts_of(row.request)
    return (_texts(_holding(parts, row.value)) or _texts(parts))[:LARGEST_BAG] or ("",)


def _holding(parts: Sequence[Part], value: str | None) -> list[Part]:
    """The parts that hold the value as sent, or else decoded, or else a piece of it.

    Pieces come from taking the value apart like JSON or a query string.
    """
    if not value:
        return []
    if holding := [part for part in parts if value in part.text]:
        return holding
    whole, read = _readings(value)[0], [_readings(part.text) for part in parts]
    held = {i for i, texts in enumerate(read) if whole and any(whole in text for text in texts)}
    for piece in () if held else _pieces(value):
        same = {i for i, texts in enumerate(read) if piece in texts}
        held |= same or {i for i, texts in enumerate(read) if len(piece) > 1 and piece in texts[0]}
    return [parts[i] for i in sorted(held)]


def _pieces(value: str) -> list[str]:
    """Decoded parts of the value, read as a body, as a target and as a parameter."""
    places = ({"requestPayload": value}, {"path": value}, {"path": "?=" + value})
    pieces = (_readings(part.text)[0] for place in places for part in parts_of(place))
    return [piece for piece in dict.fromkeys(pieces) if piece]


def _readings(text: str) -> list[str]:
    return [normalised(reading).strip() for reading in decoding.readings(text)]


def _texts(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for part in parts for text in rows_of(part)))
