"""What the detector reads of a request: its parts, each a short text in a small alphabet.

A request is as bad as its worst part. Parts are the path, every query key and value, and every
key and text of the body. Nothing else is read: not the status code, which tells of the server's
answer and would give labels away, not the headers, not the numbers.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from models.requests import decoding
from models.requests.document import DECODER, MAX_DEPTH, REMOVED, deeper_than

VERSION = 2  # changes whenever the same request would give other rows; a sidecar names it
WINDOW = 256  # characters of a row, its marker included
SHARED = 64  # characters that neighbouring windows share
LONGEST_KEY = 24  # characters kept of the key before a value: its end
LONGEST_RUN = 64  # of one character: a run says no more when it is longer
NESTED = 3  # JSON in a string in JSON ...: how deep it is unpacked

Position = Literal["path", "key", "value"]
MARKERS: dict[Position, str] = {"path": "\x04", "key": "\x05", "value": "\x06"}
CONTROL, LETTER, OTHER = "\x01", "\x02", "\x03"  # stand for a control character, and for a
# letter and another character outside ASCII

_UNREAD = frozenset((*REMOVED, "statusCode"))
_METHODS = frozenset(
    ("get", "head", "post", "put", "patch", "delete", "options", "trace", "connect")
)
_NULLS = re.compile(r"(?:\x00[^\x00]){3,}")  # UTF-16 read as bytes
_RUN = re.compile(rf"(.)\1{{{LONGEST_RUN},}}", re.DOTALL)
# A form's first field that has a value, behind others without; no JSON, no markup, no program has
# such a start. A $ only as in user[$ne].
_FORM_KEY = r"""(?:[^=&\s"'<>{}();$]|(?<=\[)\$)"""
_FORM = re.compile(rf"(?:{_FORM_KEY}{{0,80}}+&)*+{_FORM_KEY}{{1,80}}+=")


class Part(NamedTuple):
    """One piece of a request, as it was sent."""

    position: Position
    text: str
    key: str = ""  # what a value, or an operator such as $ne, was sent under, where it has a name


def parts_of(request: dict[str, Any]) -> list[Part]:
    """The distinct parts of a decoded request document, in their order.

    Any key may be missing or of another type than expected. A query string, a form and JSON
    inside a string are taken apart; a body that may be a form is read whole as well, since only
    the server knows what it is.

    >>> [part.text for part in parts_of({"path": "/a?b=1%27", "requestPayload": {"c": ["d", 5]}})]
    ['/a', 'b', '1%27', 'c', 'd']
    """
    return list(dict.fromkeys(_parts(request)))


def rows_of(part: Part) -> tuple[str, ...]:
    """What the model reads of a part: lower-case ASCII, at most WINDOW characters each.

    A value follows the key that it was sent under: a whole SQL statement is one thing under
    ``sql`` and another under ``name``. So does an operator, as a form would send it:
    ``$ne`` is one thing under ``status`` and another under ``password``.

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
    """``text`` in the model's alphabet: printable ASCII in lower case, newline, and three signs.

    Runs of white space become one space, or a newline if they hold one.
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
    """The container that ``text`` is the JSON of, or None; also if it is deeper than MAX_DEPTH."""
    stripped = text.strip()
    if stripped[:1] + stripped[-1:] not in ("{}", "[]"):
        return None
    try:
        found = DECODER.decode(stripped)
    except (ValueError, RecursionError):
        return None
    return None if deeper_than(found, MAX_DEPTH) else found
