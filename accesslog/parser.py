"""Parses log lines. `parse_many` is the fast path and agrees with `parse` on every list."""

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from accesslog.grammar import AmbiguousLine, Grammar
from accesslog.logformat import COMBINED, COMMON, VHOST_COMBINED, LogFormatError
from accesslog.window import event_epoch, minute_epoch

MAX_LINE_BYTES = 65_536

# Why a line is refused. A closed set: these are label values of a metric.
REASONS = (
    "empty",  # nothing but white space
    "too_long",  # more than MAX_LINE_BYTES
    "newline",  # a newline inside: two lines in one record, or a forged second line
    "client",  # the first field that cannot be read, of these four ...
    "time",  # (also: no such instant)
    "request",
    "status",
    "format",  # ... or any other one
    "ambiguous",  # unescaped quotes in the request: its end, and so the status, can be chosen
)

# Never vhost_combined: a client can write a user name that looks like one.
_FORMATS = {
    "auto": (COMBINED, COMMON),
    "combined": (COMBINED,),
    "common": (COMMON,),
    "vhost_combined": (VHOST_COMBINED,),
}
_STAMP = itemgetter(1, 2)


class MalformedLine(ValueError):
    """A refused line, counted under `reason`, one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AccessRecord(NamedTuple):
    """One request as logged. Texts are the bytes of the log: still escaped, not decoded."""

    client: bytes
    ident: bytes  # b"-" if unknown, as in the log; the same for user and request
    user: bytes
    time: int  # epoch seconds, UTC
    request: bytes
    status: int  # 0 to 999
    size: int | None  # bytes
    referer: bytes | None  # None where the line does not hold it
    user_agent: bytes | None


class Parsed(NamedTuple):
    """The result of `parse_many`."""

    fields: list[tuple[bytes, bytes, bytes, bytes]]  # client, minute, zone, status; in order
    malformed: list[tuple[int, str]]  # index into the lines, reason; in order


class Parser:
    """Parses lines of one log format: a name of _FORMATS or an Apache LogFormat string.

    Raises LogFormatError.
    """

    def __init__(self, log_format: str = "auto") -> None:
        if log_format not in _FORMATS and "%" not in log_format:
            raise LogFormatError(
                f"{log_format!r} is no log format; "
                f"give {', '.join(_FORMATS)} or an Apache LogFormat string"
            )
        formats = _FORMATS.get(log_format, (log_format,))
        self.log_format = log_format
        self.grammars = tuple(Grammar(text) for text in formats)
        self._may_be_wrapped = not formats[0].startswith(('"', '\\"'))

    def parse(self, line: bytes) -> AccessRecord:
        """The record of one line without its newline. Raises MalformedLine."""
        match = self._match(line)
        found = match.groupdict()
        time = event_epoch(match["minute"], match["second"], match["zone"])
        assert time is not None
        size = found.get("size")
        return AccessRecord(
            client=found["client"],
            ident=_or_dash(found.get("ident")),
            user=_or_dash(found.get("user")),
            time=time,
            request=_or_dash(found.get("request")),
            status=int(found["status"]),
            size=int(size) if size and size != b"-" else None,
            referer=found.get("referer"),
            user_agent=found.get("user_agent"),
        )

    def parse_many(self, lines: Sequence[bytes]) -> Parsed:
        """The counted fields of each line, by one regular expression over all lines joined.

        A newline inside a record would forge a line. So every record is exactly one line of the
        joined text, and no pattern matches a newline. The few lines that the strict grammar
        refuses are matched one by one, as in `parse`.
        """
        rows = self._fast_rows(lines)
        refused = {stamp for stamp in set(map(_STAMP, rows)) if minute_epoch(*stamp) is None}
        if not refused:
            return Parsed(rows, [])
        fields, malformed = [], []
        for index, row in enumerate(rows):
            if _STAMP(row) not in refused:
                fields.append(row)
                continue
            try:
                match = self._match(lines[index])
            except MalformedLine as error:
                malformed.append((index, error.reason))
            else:
                fields.append((match["client"], match["minute"], match["zone"], match["status"]))
        return Parsed(fields, malformed)

    def _fast_rows(self, lines: Sequence[bytes]) -> list[tuple[bytes, bytes, bytes, bytes]]:
        if not lines:
            return []
        joined = b"\n".join(lines)
        if _needs_care(joined, lines):
            lines = [self._one_line(line) if _is_one_line(line) else b"" for line in lines]
            joined = b"\n".join(lines)
        rows = self.grammars[0].fast(joined)
        for grammar in self.grammars[1:]:
            missed = [index for index, row in enumerate(rows) if not row[0]]
            if missed:
                again = grammar.fast(b"\n".join([lines[index] for index in missed]))
                for index, row in zip(missed, again, strict=True):
                    rows[index] = row
        return rows

    def _match(self, line: bytes) -> re.Match[bytes]:
        if len(line) > MAX_LINE_BYTES:
            raise MalformedLine("too_long")
        if b"\n" in line:
            raise MalformedLine("newline")
        text = self._one_line(line)
        if not text.strip():
            raise MalformedLine("empty")
        match = self._read(text)
        if match is None:
            raise MalformedLine(self.grammars[0].diagnose(text))
        if minute_epoch(match["minute"], match["zone"]) is None:
            raise MalformedLine("time")
        return match

    def _read(self, text: bytes) -> re.Match[bytes] | None:
        for grammar in self.grammars:
            if match := grammar.strict(text):
                return match
        try:
            for grammar in self.grammars:
                if match := grammar.lenient(text):
                    return match
        except AmbiguousLine:
            raise MalformedLine("ambiguous") from None
        return None

    def _one_line(self, line: bytes) -> bytes:
        """The line without a carriage return at its end and without quotes around the whole."""
        line = line.removesuffix(b"\r")
        if self._may_be_wrapped and len(line) > 1 and line[:1] == line[-1:] == b'"':
            return line[1:-1]
        return line


def _or_dash(text: bytes | None) -> bytes:
    return b"-" if text is None else text


def _is_one_line(line: bytes) -> bool:
    return len(line) <= MAX_LINE_BYTES and b"\n" not in line


def _needs_care(joined: bytes, lines: Sequence[bytes]) -> bool:
    """Whether a record may be more than one line, too long, or have a CR or quotes around it."""
    return (
        joined.count(b"\n") != len(lines) - 1
        or b"\r" in joined
        or joined.startswith(b'"')
        or b'\n"' in joined
        or max(map(len, lines)) > MAX_LINE_BYTES
    )
