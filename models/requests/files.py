"""Reads request documents from untrusted files: bounded lines, documents wrapped or bare."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from accesslog.escape import printable
from accesslog.redact import mask
from models.requests.document import MAX_BYTES, BadDocument, decode

LONGEST = 4 * MAX_BYTES  # bytes read of a line; room for a wrapped, escaped document
SHOWN = 80  # bytes of a path in a summary


class InputRefused(Exception):
    """A file that cannot be read."""

    exit_code = 2


def open_raw(name: str) -> IO[bytes]:
    """Open a file, or stdin for ``-``, without unpacking it: ``tell`` gives the progress in bytes.

    Raises:
        InputRefused: it cannot be opened.
    """
    try:
        return sys.stdin.buffer if name == "-" else Path(name).open("rb")
    except OSError as error:
        raise InputRefused(f"cannot read {name}: {error.strerror}") from None


def lines(raw: IO[bytes], name: str) -> Iterator[bytes]:
    """Lines of ``raw``, unpacked if the name ends in .gz, each cut off at LONGEST bytes.

    Raises:
        InputRefused: it cannot be read to its end.
    """
    file = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if name.endswith(".gz") else raw
    try:
        while line := file.readline(LONGEST):
            yield line
            while not line.endswith(b"\n") and (line := file.readline(LONGEST)):
                pass
    except (OSError, EOFError, zlib.error) as error:
        raise InputRefused(f"cannot read {name}: {error}") from None


def unwrapped(line: bytes) -> bytes:
    """The request document in ``{"request": ...}``, or the line itself if it is not wrapped."""
    if b'"request"' not in line or len(line) > LONGEST:
        return line
    try:
        request = json.loads(line)["request"]
        return (request if isinstance(request, str) else json.dumps(request)).encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        return line


def summary(document: bytes) -> str:
    """Method and path, safe to print: secrets masked, no query or payload; "" if unreadable."""
    try:
        request = decode(document)
    except BadDocument:
        return ""
    texts = [request.get(key) for key in ("method", "path")]
    method, path = (
        mask((text if isinstance(text, str) else "-").split("?")[0].encode("utf-8", "replace"))
        for text in texts
    )
    return f"{printable(method[:10]).upper()} {printable(path[:SHOWN])}"
