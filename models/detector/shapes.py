"""The shape of a text: each run of letters as one letter, each run of digits as one digit.

Names and numbers belong to one site, the signs between them to the attack: ``x=1' or sleep(5)--``
becomes ``=0' a a(0)--``. The key before a value, up to the first ``=``, is left out.

This is the reference implementation, in numpy. tests/test_models_detector_copies.py holds the
copies in torch (models.detector.network) and in ONNX (models.detector.shapes_graph) equal to it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.requests.parts import LETTER as FOREIGN_LETTER
from models.requests.parts import MARKERS
from models.requests.tokens import Tokenizer

# Classes of characters: these four, and token + OTHERS for any other character; 0 is padding. Runs
# of LETTER and of DIGIT become one.
LETTER, DIGIT, VALUE, EQUALS = 1, 2, 3, 4
OTHERS = 4


class Shape(NamedTuple):
    """The shape of a text of n characters."""

    row: bytes  # one class per byte
    places: NDArray[np.int64]  # (n + 1,) length of the shape before each character of the text


def classes_of(tokenizer: Tokenizer) -> tuple[int, ...]:
    """The class of each token, padding first: (vocabulary size + 1,)."""
    return (0, *(_class(c, token) for token, c in enumerate(tokenizer.vocabulary, start=1)))


def _class(character: str, token: int) -> int:
    if character.isalpha() or character == FOREIGN_LETTER:
        return LETTER
    if character.isdigit():
        return DIGIT
    return {MARKERS["value"]: VALUE, "=": EQUALS}.get(character, token + OTHERS)


def shape_of(row: bytes, classes: tuple[int, ...]) -> Shape:
    """The shape of an encoded text (models.requests.parts.rows_of).

    >>> tokenizer = Tokenizer("\\x06=ab01'")
    >>> shape = shape_of(tokenizer.encode("\\x06b=10'ab"), classes_of(tokenizer))
    >>> list(shape.row), shape.places.tolist()
    ([3, 4, 2, 11, 1], [0, 1, 1, 2, 3, 3, 4, 5, 5])
    """
    found = np.frombuffer(row.translate(bytes(classes).ljust(256, b"\0")), np.uint8)
    kept = np.ones(len(found), bool)
    kept[1:] = (found[1:] != found[:-1]) | (found[1:] > DIGIT)
    if len(found) and found[0] == VALUE:
        ends = np.flatnonzero(found == EQUALS)
        kept[1 : ends[0] if len(ends) else len(found)] = False
    return Shape(found[kept].tobytes(), np.concatenate([[0], kept.cumsum()]))
