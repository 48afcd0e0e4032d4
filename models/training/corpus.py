"""Collects the rows that a detector is trained on and judged by, and leaves a part of them out.

A test says something about new traffic only if its sources, and near-duplicates of its rows, were
kept out of training: payload lists copy from each other.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from models.labelled.duplicates import distinct, likeness
from models.labelled.read import read
from models.labelled.rows import Row
from traffic.rows import generate

GENERATED = "generated"  # the source of the generator's rows


class Fold(NamedTuple):
    """Rows left out together: attacks of some sources or families, normals of some sources."""

    name: str
    attacks: tuple[str, ...]  # sources
    normals: tuple[str, ...]  # sources
    families: tuple[str, ...] = ()  # of attacks from any source

    def leaves_out(self, row: Row) -> bool:
        """Whether this fold leaves the row out of training."""
        if row.label:
            return row.source in self.attacks or row.family in self.families
        return row.source in self.normals


class Parts(NamedTuple):
    """Rows to train on, and rows to test on."""

    train: list[Row]
    test: list[Row]


def collect(paths: Iterable[Path], generated: int, seed: int) -> list[Row]:
    """Rows of labelled files, then ``generated`` generated rows, near-duplicates removed from each.

    Raises:
        LabelledRefused, InputRefused: see models.labelled.read.
    """
    collected = distinct(read(paths).rows)
    made = [
        Row(
            request=row["request"],
            label=row["label"],
            family=row["family"],
            source=GENERATED,
            value=row["value"],
            group=row["group"],
            evasion=row["evasion"] or None,
        )
        for row in generate.rows(generated, seed)
    ]
    return collected + distinct(made)


def leave_out(rows: Sequence[Row], fold: Fold) -> Parts:
    """Split off the fold's rows; their near-duplicates of the same label leave training too."""
    test = [row for row in rows if fold.leaves_out(row)]
    tested = {(row.label, likeness(row)) for row in test}
    others = (row for row in rows if not fold.leaves_out(row))
    return Parts([row for row in others if (row.label, likeness(row)) not in tested], test)


def without_value(row: Row) -> Row:
    """The wrapper alone: the row with each string that contains its value emptied."""

    def blank(part: object) -> object:
        if isinstance(part, dict):
            return {blank(key): blank(value) for key, value in part.items()}
        if isinstance(part, list):
            return [blank(value) for value in part]
        return "" if isinstance(part, str) and row.value and row.value in part else part

    return row._replace(request=blank(row.request))  # type: ignore[arg-type]
