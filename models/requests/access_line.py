"""Turns the request field of an access-log line into the request document that the models read.

The field is the request line (RFC 9112, section 3): method, target and version. The status code
is the server's answer and is not given to the model.
"""

import re
from typing import Any

# To be raised when the same request field gives another document, or a Sample other offsets.
REVISION = 1
MAX_FIELDS = 1000  # split off a query; the rest stays together as one more field

_METHOD = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}")  # a token of RFC 9110, 5.6.2
_VERSION = re.compile(rb"HTTP/\d(?:\.\d)?")
# Escapes that Apache's ap_escape_logitem and nginx's log escaping write.
_ESCAPE = re.compile(rb'\\(?:x([0-9A-Fa-f]{2})|([\\"bnrtv]))')
_ESCAPED = dict(zip(b'\\"bnrtv', b'\\"\b\n\r\t\v', strict=True))
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


def request_document(request: bytes) -> dict[str, Any] | None:
    """The request document of a logged request field; None if the field is empty or `-`.

    Only the log's own escapes are undone; percent-encodings stay as they were sent. A field that
    is not a request line becomes the path as a whole.

    >>> request_document(b'GET /a%20b?q=1+or+1&q=&q;r HTTP/1.1')
    {'method': 'GET', 'path': '/a%20b', 'query': {'q': ['1 or 1', ''], 'q;r': ''}}
    >>> request_document(b'\\\\x16\\\\x03\\\\x01')
    {'path': '\\x16\\x03\\x01'}
    """
    if request in (b"", b"-"):
        return None
    line = _ESCAPE.sub(_unescaped, request)
    method, _, rest = line.partition(b" ")
    target = _without_version(rest.strip(b" "))
    if not (target and _METHOD.fullmatch(method)):
        return {"path": _text(line)}
    path, _, query = target.partition(b"?")
    document: dict[str, Any] = {"method": method.decode("ascii"), "path": _text(path)}
    return document | ({"query": _fields(_text(query))} if query else {})


def _without_version(target: bytes) -> bytes:
    """Drop the last word if it is an HTTP version; HTTP/0.9 sent none."""
    before, _, last = target.rpartition(b" ")
    return before.rstrip(b" ") if _VERSION.fullmatch(last) else target


def _fields(query: str) -> dict[str, str | list[str]]:
    """Query fields by key: `+` is a space, `;` no separator, blank and repeated values are kept.

    Like urllib.parse.parse_qsl, but percent-encodings stay: models.requests.decoding undoes them.
    """
    values: dict[str, list[str]] = {}
    for field in query.replace("+", " ").split("&", MAX_FIELDS):
        if field:
            key, _, value = field.partition("=")
            values.setdefault(key, []).append(value)
    return {key: found if len(found) > 1 else found[0] for key, found in values.items()}


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = int(match[1], 16) if match[1] else _ESCAPED[match[2][0]]
    return bytes([code])


def _text(raw: bytes) -> str:
    """Decode UTF-8; any other byte becomes its percent-encoding, which is equivalent in a URL."""
    text = raw.decode("utf-8", "surrogateescape")
    return text if text.isascii() else _NOT_UTF8.sub(lambda at: f"%{ord(at[0]) - 0xDC00:02X}", text)
