"""Request documents: bounded JSON decoding, and the trimmed text of a whole one.

The detector reads parts (models.requests.parts); the text is for the baseline and the published
experiments.

The trimmed text is the document's compact JSON without the keys that describe the client or the
server's answer rather than the request.
"""

import json
from typing import Any

VERSION = 1  # raised when the same bytes give another request; a sidecar names it
MAX_BYTES = 256 * 1024
MAX_DEPTH = 64
REMOVED = ("timestamp", "headers", "source", "route", "responsePayload")
REASONS = ("too_large", "json", "too_deep", "not_object")


class BadDocument(ValueError):
    """A request document that cannot be read. ``reason`` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def decode(document: bytes) -> dict[str, Any]:
    """The JSON object (RFC 8259) in ``document``.

    Integers of 400 digits or more, and floats out of range, become infinite. A repeated key keeps
    all its values, as a list, so that none hides another from the model.

    Raises:
        BadDocument: more than MAX_BYTES; not JSON in UTF-8; nested deeper than MAX_DEPTH; or JSON
            other than an object. No bytes raise any other exception.
    """
    if len(document) > MAX_BYTES:
        raise BadDocument("too_large")
    try:
        text = str(document, "utf-8-sig")  # a byte order mark may be ignored (RFC 8259, 8.1)
        request = DECODER.decode(text)
    except RecursionError:
        raise BadDocument("too_deep") from None
    except ValueError:  # or its subclasses UnicodeDecodeError and JSONDecodeError
        raise BadDocument("json") from None
    if not isinstance(request, dict):
        raise BadDocument("not_object")
    if text.count("{") + text.count("[") > MAX_DEPTH and deeper_than(request, MAX_DEPTH):
        raise BadDocument("too_deep")
    return request


def trim(request: dict[str, Any]) -> str:
    """The compact ASCII JSON of a decoded request without the REMOVED keys, in the same order.

    >>> trim(decode(b'{"timestamp": 1, "method": "get", "path": "/caf\\xc3\\xa9"}'))
    '{"method":"get","path":"/caf\\\\u00e9"}'
    """
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
    """An int, or infinity from 400 digits: ``int`` is quadratic and bounded (CVE-2020-10735)."""
    return int(digits) if len(digits) < 400 else float(digits)


def deeper_than(value: Any, limit: int) -> bool:
    """Whether dicts and lists nest more than ``limit`` levels deep, ``value`` being the first."""
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
