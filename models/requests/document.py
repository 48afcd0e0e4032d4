"""A request document: decoded from JSON within bounds, and the text of it that some models read.

That text is the compact JSON of the document without the parts that say more about the client and
the server's answer than about the request.
"""

import json
from typing import Any

VERSION = 1  # changes whenever the same bytes would give another request; a sidecar names it
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
    """The compact JSON of a decoded request without REMOVED, ASCII, key order kept.

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
