"""The shape of a text: each run of letters as one letter, each run of digits as one digit.

Names and numbers are those of one site, the signs between them are those of an attack: of
``x=1' or sleep(5)--`` remains ``=0' a a(0)--``. The key in front of a value, up to the first ``=``,
is left out.
"""

import re

from models.features import Tokenizer
from models.parts import LETTER as FOREIGN_LETTER
from models.parts import MARKERS

# Classes of characters: these, and each other token plus OTHERS; 0 is padding. The first two come
# in runs.
LETTER, DIGIT, VALUE, EQUALS = 1, 2, 3, 4
OTHERS = 4

_RUNS = re.compile(rb"(\x01)\x01+|(\x02)\x02+")


def classes_of(tokenizer: Tokenizer) -> tuple[int, ...]:
    """The class of each token, padding first: (vocabulary size + 1,)."""
    return (0, *(_class(c, token) for token, c in enumerate(tokenizer.vocabulary, start=1)))


def _class(character: str, token: int) -> int:
    if character.isalpha() or character == FOREIGN_LETTER:
        return LETTER
    if character.isdigit():
        return DIGIT
    return {MARKERS["value"]: VALUE, "=": EQUALS}.get(character, token + OTHERS)


def shape_of(row: bytes, classes: tuple[int, ...]) -> bytes:
    """The shape of an encoded text (models.parts.rows_of), a class a byte.

    >>> tokenizer = Tokenizer("\\x06=ab01'")
    >>> list(shape_of(tokenizer.encode("\\x06b=10'ab"), classes_of(tokenizer)))
    [3, 4, 2, 11, 1]
    """
    found = row.translate(bytes(classes).ljust(256, b"\0"))
    if found[:1] == bytes([VALUE]):
        end = found.find(EQUALS)
        found = found[:1] + (found[end:] if end > 0 else b"")
    return _RUNS.sub(rb"\1\2", found)
