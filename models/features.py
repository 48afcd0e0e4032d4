"""What the models read of a request: one trimmed JSON text, then one small integer per character.

The trimmed text is the compact JSON of the request document without the parts that say more about
the client and the server's answer than about the request. Tokens follow the Keras character
tokenizer (``Tokenizer(char_level=True)`` and ``pad_sequences``): see docs/models.md.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = 1  # changes whenever the same bytes would give other tokens; a sidecar names it
LENGTH = 1024  # characters a model sees; of a longer text the left end is cut
PAD = 0
MAX_BYTES = 256 * 1024
MAX_DEPTH = 64
REMOVED = ("timestamp", "headers", "source", "route", "responsePayload")
REASONS = ("too_large", "json", "too_deep", "not_object")


class BadDocument(ValueError):
    """A request document that cannot be read. ``reason`` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def load_document(document: bytes) -> str:
    """The trimmed document as ASCII text (JSON escapes everything else), key order kept.

    Any of the document's keys may be missing.

    Raises:
        BadDocument: as ``decode``.

    >>> load_document(b'{"timestamp": 1, "method": "get", "path": "/caf\\xc3\\xa9"}')
    '{"method":"get","path":"/caf\\\\u00e9"}'
    """
    return trim(decode(document))


def decode(document: bytes) -> dict[str, Any]:
    """The JSON object (RFC 8259) in ``document``.

    Numbers too large for Python become infinite; of a repeated key all values are kept, as a list,
    so that none hides another from the model.

    Raises:
        BadDocument: more than MAX_BYTES; not JSON in UTF-8; nested deeper than MAX_DEPTH; or JSON
            other than an object. Nothing else, whatever the bytes.
    """
    if len(document) > MAX_BYTES:
        raise BadDocument("too_large")
    try:
        text = str(document, "utf-8-sig")  # a byte order mark may be ignored (RFC 8259, 8.1)
        request = DECODER.decode(text)
    except RecursionError:
        raise BadDocument("too_deep") from None
    except ValueError:  # UnicodeDecodeError and JSONDecodeError are both
        raise BadDocument("json") from None
    if not isinstance(request, dict):
        raise BadDocument("not_object")
    if text.count("{") + text.count("[") > MAX_DEPTH and deeper_than(request, MAX_DEPTH):
        raise BadDocument("too_deep")
    return request


def trim(request: dict[str, Any]) -> str:
    """The text a model reads of an already decoded request."""
    kept = {key: value for key, value in request.items() if key not in REMOVED}
    return _ENCODER.encode(kept)


def _keep_repeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    values: dict[str, list[Any]] = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    return {key: value if len(value) > 1 else value[0] for key, value in values.items()}


def _bounded_int(digits: str) -> int | float:
    """``int`` refuses thousands of digits (CVE-2020-10735), and writing them is quadratic."""
    return int(digits) if len(digits) < 400 else float(digits)


def deeper_than(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


DECODER = json.JSONDecoder(object_pairs_hook=_keep_repeated, parse_int=_bounded_int)
_ENCODER = json.JSONEncoder(separators=(",", ":"))


@dataclass(frozen=True)
class Tokenizer:
    """Characters to integers: the character ``vocabulary[i]`` is token ``i + 1``, 0 is padding.

    Texts are lower-cased; characters outside the vocabulary are skipped. Only ASCII characters can
    be in it, since a trimmed document holds no others.
    """

    vocabulary: str
    _table: bytes = field(init=False, repr=False, compare=False)
    _unknown: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = self.vocabulary.encode("ascii")
        table = bytearray(256)
        for token, character in enumerate(known, start=1):
            table[character] = token
        object.__setattr__(self, "_table", bytes(table))
        object.__setattr__(self, "_unknown", bytes(set(range(256)) - set(known)))

    @classmethod
    def fit(cls, texts: Iterable[str]) -> "Tokenizer":
        """Token 1 is the most frequent character; ties go to the one that appeared first.

        >>> Tokenizer.fit(["abb", "Ca"]).vocabulary
        'abc'
        """
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(text.lower())
        ascii_only = [(character, n) for character, n in counts.items() if character.isascii()]
        return cls("".join(c for c, _ in sorted(ascii_only, key=lambda item: -item[1])))

    def encode(self, text: str) -> bytes:
        """One byte per known character, at most LENGTH: the right end of a longer text.

        >>> list(Tokenizer("ab").encode("A?b"))
        [1, 2]
        """
        characters = text.lower().encode("ascii", "ignore")
        return characters.translate(self._table, self._unknown)[-LENGTH:]


def pad(rows: Sequence[bytes], steps: int) -> NDArray[np.int64]:
    """Tokens of each row at the right, PAD on its left: (len(rows), steps) int64.

    >>> pad([bytes([5, 6]), bytes([7])], steps=3).tolist()
    [[0, 5, 6], [0, 0, 7]]
    """
    joined = b"".join(row.rjust(steps, b"\0") for row in rows)
    return np.frombuffer(joined, np.uint8).reshape(len(rows), steps).astype(np.int64)
