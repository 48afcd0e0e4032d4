"""Splits a request into the parts that the detector reads: short texts in a small alphabet.

A request is as bad as its worst part. Parts are the path, every query key and value, and every
key and text of the body and of unknown fields. Headers and numbers are not read, nor is the status
code: it is the server's answer and would give labels away.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from models.requests import decoding
from models.requests.document import DECODER, MAX_DEPTH, REMOVED, deeper_than

VERSION = 2  # raised when the same request gives other rows; a sidecar names it
WINDOW = 256  # characters of a row, its marker included
SHARED = 64  # characters that neighbouring windows share
LONGEST_KEY = 24  # characters kept from the end of the key before a value
LONGEST_RUN = 64  # repeats kept of one character: a longer run says no more
NESTED = 3  # levels of JSON inside JSON strings that are unpacked

Position = Literal["path", "key", "value"]
MARKERS: dict[Position, str] = {"path": "\x04", "key": "\x05", "value": "\x06"}
# Stand-ins for a control character, a letter outside ASCII, and any other character outside ASCII.
CONTROL, LETTER, OTHER = "\x01", "\x02", "\x03"

_UNREAD = frozenset((*REMOVED, "statusCode"))
_METHODS = frozenset(
    ("get", "head", "post", "put", "patch", "delete", "options", "trace", "connect")
)
_NULLS = re.compile(r"(?:\x00[^\x00]){3,}")  # UTF-16 read as bytes
_RUN = re.compile(rf"(.)\1{{{LONGEST_RUN},}}", re.DOTALL)
# The start of a form: fields without a value, then one with a value. JSON, markup and programs do
# not start like this. A $ matches only as in user[$ne].
_FORM_KEY = r"""(?:[^=&\s"'<>{}();$]|(?<=\[)\$)"""
_FORM = re.compile(rf"(?:{_FORM_KEY}{{0,80}}+&)*+{_FORM_KEY}{{1,80}}+=")


class Part(NamedTuple):
    """One piece of a request, as it was sent."""

    position: Position
    text: str
    key: str = ""  # the name that a value, or an operator such as $ne, was sent under, if any


def parts_of(request: dict[str, Any]) -> list[Part]:
    """The distinct parts of a decoded request document, in order.

    Any key may be missing or of another type than expected. A query string, a form and JSON
    inside a string are taken apart. A body that may be a form is also read whole, since only the
    server knows what it is.

    >>> [part.text for part in parts_of({"path": "/a?b=1%27", "requestPayload": {"c": ["d", 5]}})]
    ['/a', 'b', '1%27', 'c', 'd']
    """
    return list(dict.fromkeys(_parts(request)))


def rows_of(part: Part) -> tuple[str, ...]:
    """Rows that the model reads of a part: lower-case ASCII texts of at most WINDOW characters.

    A value follows the key that it was sent under: a whole SQL statement means one thing under
    ``sql`` and another under ``name``. An operator follows its key too, written as in a form:
    ``$ne`` means one thing under ``status`` and another under ``password``.

    >>> rows_of(Part("value", "%3CB%3E  caf\\u00e9", "Name"))
    ('\\x06name=<b> cafe',)
    >>> rows_of(Part("key", "$ne", "password"))
    ('\\x05password[$ne',)
    """
    lead = MARKERS[part.position]
    if part.position == "value" or part.key:
        lead += normalised(decoding.decoded(part.key[-4 * LONGEST_KEY :]))[-LONGEST_KEY:]
        lead += "=" if part.position == "value" else "["
    room = WINDOW - len(lead)
    texts = map(normalised, decoding.readings(part.text))
    return tuple(lead + window for text in texts for window in _windows(text, room))


def normalised(text: str) -> str:
    """``text`` in the model's alphabet: lower-case printable ASCII, newline, three stand-ins.

    A run of white space becomes one space, or one newline if it holds one. A run of any other
    character is cut to LONGEST_RUN.
    """
    if "\x00" in text:
        text = _NULLS.sub(lambda match: match[0].replace("\x00", ""), text)
    text = text.lower()
    if not (text.isascii() and text.isprintable()):
        text = _WHITE.sub(lambda run: "\n" if _NEWLINE.search(run[0]) else " ", text)
        text = "".join(map(_sign, text))
    elif "  " in text:
        text = re.sub(" +", " ", text)
    return _RUN.sub(lambda run: run[1] * LONGEST_RUN, text)


_WHITE = re.compile(r"\s+")
_NEWLINE = re.compile(r"[\r\n\u2028\u2029]")


def _sign(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() or character == "\n" else CONTROL
    return LETTER if unicodedata.category(character)[0] in "LM" else OTHER


def _windows(text: str, size: int) -> Iterator[str]:
    yield text[:size]
    for start in range(size - SHARED, len(text) - SHARED, size - SHARED):
        yield text[start : start + size]


def _parts(request: dict[str, Any]) -> Iterator[Part]:
    for key, value in request.items():
        if key in _UNREAD:
            continue
        if key == "path" and isinstance(value, str):
            path, _, query = value.partition("?")
            yield Part("path", path)
            yield from _query(query)
        elif key == "method" and isinstance(value, str) and value.lower() in _METHODS:
            continue
        elif key in ("query", "requestPayload") and isinstance(value, str):
            form = _FORM.match(value) is not None and _json(value) is None
            if form:
                yield from _query(value)
            if not form or key == "requestPayload":
                yield from _text(value, "", NESTED)
        else:
            yield from _walk(value, "", NESTED)


def _query(query: str) -> Iterator[Part]:
    for field in query.split("&"):
        key, _, value = field.replace("+", " ").partition("=")
        if key:
            yield Part("key", key)
        yield from _text(value, key, NESTED)


def _walk(value: Any, key: str, nested: int) -> Iterator[Part]:
    if isinstance(value, str):
        yield from _text(value, key, nested)
    elif isinstance(value, dict):
        for name, child in value.items():
            yield Part("key", name, key if name.startswith("$") else "")
            yield from _walk(child, name, nested)
    elif isinstance(value, list):
        for child in value:
            yield from _walk(child, key, nested)


def _text(text: str, key: str, nested: int) -> Iterator[Part]:
    inner = _json(text) if nested else None
    if inner is not None:
        yield from _walk(inner, key, nested - 1)
    elif text:
        yield Part("value", text, key)


def _json(text: str) -> dict[str, Any] | list[Any] | None:
    """The JSON object or array in ``text``; None if there is none, or one deeper than MAX_DEPTH."""
    stripped = text.strip()
    if stripped[:1] + stripped[-1:] not in ("{}", "[]"):
        return None
    try:
        found = DECODER.decode(stripped)
    except (ValueError, RecursionError):
        return None
    return None if deeper_than(found, MAX_DEPTH) else found
