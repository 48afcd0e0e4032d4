"""The published request log and its exact split, including its leaks (see docs/published.md).

A CSV file without header, quote character ``|``: column 0 one JSON document, column 1 its label
(1 is an attack)::

    |{"timestamp":1502738402847,"method":"post","query":{},"path":"/login", …}|,0
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from models.experiments.published.errors import DataRefused
from models.requests.document import trim
from models.requests.tokens import Tokenizer

TEST_SHARE = 0.25
VALIDATION_SHARE = 0.25  # of the rows outside the test: the last, as Keras' validation_split
SPLIT_SEED = 42
LONGEST_DOCUMENT = 1 << 20  # characters


class Log(NamedTuple):
    """A request log as it was read."""

    texts: list[str]  # trimmed, in file order
    labels: list[int]
    sha256: str  # of the bytes that were parsed


class Part(NamedTuple):
    """Encoded requests of one part of the log, and their labels."""

    rows: list[bytes]  # one token per character, no padding
    labels: NDArray[np.float32]  # (n,) 0 or 1


class Parts(NamedTuple):
    """The parts of the split, and the tokenizer that encoded them."""

    tokenizer: Tokenizer
    train: Part
    validation: Part
    test: Part


def read(path: Path) -> Log:
    """Read a request log, ignoring a byte order mark and blank lines at the end.

    Raises:
        DataRefused: a row of another form, a label that is neither 0 nor 1, broken JSON; or fewer
            than 8 rows of one of the classes.
        OSError: the file cannot be read.
    """
    texts, labels = [], []
    content = path.read_bytes()
    try:
        lines = io.StringIO(content.decode("utf-8-sig").rstrip(), newline="")
        for number, row in enumerate(_csv_rows(lines), start=1):
            if len(row) != 2:
                raise DataRefused(
                    f"row {number} of {path} has {len(row)} column{'s' * (len(row) != 1)}, "
                    "not two: a JSON document quoted with | and its label"
                )
            if row[1].strip() not in ("0", "1"):
                raise DataRefused(
                    f"the label in row {number} of {path} is {row[1][:40]!r}, "
                    "neither 0 (normal) nor 1 (attack)"
                )
            texts.append(_text(row[0], number, path))
            labels.append(int(row[1]))
    except UnicodeDecodeError:
        raise DataRefused(f"{path} is not a text file in UTF-8") from None
    except csv.Error as error:
        raise DataRefused(f"row {len(texts) + 1} of {path} is no CSV row: {error}") from None
    for label in (0, 1):
        if labels.count(label) < 8:
            raise DataRefused(
                f"{path} has {labels.count(label)} rows labelled {label}: too few to be split"
            )
    return Log(texts, labels, hashlib.sha256(content).hexdigest())


def _csv_rows(lines: Iterator[str]) -> Iterator[list[str]]:
    limit = csv.field_size_limit(LONGEST_DOCUMENT)
    try:
        yield from csv.reader(lines, quotechar="|", strict=True)
    finally:
        csv.field_size_limit(limit)


def _text(document: str, number: int, path: Path) -> str:
    try:
        request = json.loads(document, parse_constant=_refuse)
    except RecursionError:
        raise DataRefused(f"row {number} of {path} is nested too deeply") from None
    except ValueError as error:
        raise DataRefused(f"row {number} of {path} is broken JSON: {error}") from None
    if not isinstance(request, dict):
        raise DataRefused(f"row {number} of {path} is JSON, but not an object")
    return trim(request)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def split(texts: Sequence[str], labels: Sequence[int], length: int) -> Parts:
    """The published split; each text keeps its last ``length`` characters.

    The tokenizer is fitted on all rows, including the test's, as in the experiment. 26,773 rows
    give 15,059 for training, 5,020 for validation and 6,694 for the test.

    Raises:
        DataRefused: one of the parts has no row of one of the classes.
    """
    tokenizer = Tokenizer.fit(texts)
    train, test = train_test_split(range(len(texts)), test_size=TEST_SHARE, random_state=SPLIT_SEED)
    first_validated = int(len(train) * (1 - VALIDATION_SHARE))

    def part(indices: Sequence[int]) -> Part:
        rows = [tokenizer.encode(texts[i])[-length:] for i in indices]
        return Part(rows, np.array([labels[i] for i in indices], np.float32))

    parts = Parts(
        tokenizer, part(train[:first_validated]), part(train[first_validated:]), part(test)
    )
    for name in ("train", "validation", "test"):
        need_both_classes(f"rows of the {name} part", getattr(parts, name).labels.tolist())
    return parts


def need_both_classes(what: str, labels: Sequence[float]) -> None:
    """Check that labels of both classes occur; ``what`` names the rows in the message.

    Raises:
        DataRefused: a class is missing.
    """
    for label in (0, 1):
        if label not in labels:
            raise DataRefused(f"none of the {what} is labelled {label}: the log has too few")
