"""Lines and documents that no parser can read, as bad days and bad people produce them.

None holds a newline: in a file that would be two lines.
"""

from random import Random

LONG = 70_000  # bytes of one line; longer than any that a parser should accept
HUGE = 300_000  # bytes of one document; longer than a scorer should accept


def broken_line(rng: Random, line: bytes) -> bytes:
    """The access-log ``line``, broken in one of ten ways."""
    kind = rng.randrange(10)
    if kind == 0:
        return b""
    if kind == 1:
        return line[: rng.randrange(1, line.index(b"]"))]  # cut before the request
    if kind == 2:
        return line[: line.index(b'"') + rng.randrange(1, 8)]  # cut in the request
    if kind == 3:
        return rng.randbytes(rng.randrange(20, 200)).replace(b"\n", b"\0")
    if kind == 4:
        return b"\xff\xfe\x9f" + line[line.index(b" ") :].replace(b" - [", b" \xa0\xc3[", 1)
    if kind == 5:
        return _bad_time(rng, line)
    if kind == 6:
        return line[: line.index(b'"')] + b'"GET /' + b"A" * LONG + b'" 200 1 "-" "-"'
    if kind == 7:
        return line.replace(b" HTTP/1.1", b"", 1).replace(b'" ', b'" 9x9 ', 1)
    if kind == 8:
        return b'{"level":"warn","msg":"log rotated","pid":%d}' % rng.randrange(1 << 15)
    return line[line.index(b"[") :]  # the client is missing


def _bad_time(rng: Random, line: bytes) -> bytes:
    opened, closed = line.index(b"["), line.index(b"]")
    wrong = rng.choice((b"32/Foo/2026:25:61:61 +0000", b"", b"yesterday", b"30/Feb/2026:10:00:00"))
    return line[: opened + 1] + wrong + line[closed:]


def broken_document(rng: Random, line: bytes) -> bytes:
    """The request document ``line``, broken in one of nine ways."""
    kind = rng.randrange(9)
    if kind == 0:
        return b""
    if kind == 1:
        return line[: rng.randrange(1, len(line))]  # cut: the last brace is gone
    if kind == 2:
        return b"[" + line + b"]"
    if kind == 3:
        return rng.randbytes(rng.randrange(20, 200)).replace(b"\n", b"\0")
    if kind == 4:
        return line.replace(b'"path"', b"'path'", 1)
    if kind == 5:
        return b'{"requestPayload":' * 5_000 + b"0" + b"}" * 5_000
    if kind == 6:
        return line.replace(b'"path"', b'"padding":"' + b"A" * HUGE + b'","path"', 1)
    if kind == 7:
        return line.replace(b'"method":"', b'"method":"\xff\xfe', 1)
    return rng.choice((b"null", b"true", b"-1", b'"text"', b"0x1F", b"{}garbage"))
