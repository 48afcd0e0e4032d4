"""The oracle of the keystone test: a short, slow counting loop that shares no code with accesslog.

Written from the documentation of Apache's mod_log_config: it cuts a line from the left and walks
over quotes one character at a time. Combined and Common lines only.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

Totals = dict[tuple[str, bytes], int]

MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
LONGEST_LINE, LONGEST_KEY = 65_536, 256  # bytes


def count(records: Iterable[bytes | None]) -> Totals:
    """{(dimension, key): n}; every refused record counts under ("rejected", b"any")."""
    totals: Counter[tuple[str, bytes]] = Counter()
    for record in records:
        found = client_and_status(record or b"")
        if found is None:
            totals["rejected", b"any"] += 1
            continue
        client, status = found
        totals["status", b"%d" % status if 100 <= status <= 599 else b"other"] += 1
        if 400 <= status <= 599:
            totals["error_ip", client] += 1
    return dict(totals)


def merge_reasons(totals: Mapping[tuple[str, bytes], int]) -> Totals:
    """Totals with all reasons of refusal merged, to compare with count()."""
    merged: Counter[tuple[str, bytes]] = Counter()
    for (dimension, key), n in totals.items():
        merged[dimension, b"any" if dimension == "rejected" else key] += n
    return dict(merged)


def client_and_status(line: bytes) -> tuple[bytes, int] | None:
    """The client and the status of one line, or None if the line cannot be read."""
    if b"\n" in line or len(line) > LONGEST_LINE:
        return None
    line = line.rstrip()
    if line.startswith(b'"') and line.endswith(b'"'):
        line = line[1:-1]
    client, _, rest = line.partition(b" ")
    if not client or client.startswith(b'"') or len(client) > LONGEST_KEY:
        return None
    names, opening, rest = rest.partition(b" [")
    # A user name may hold spaces and brackets: the time is the bracket that stands before a quote.
    while opening and rest[26:29] != b'] "':
        more, opening, rest = rest.partition(b" [")
        names += b" [" + more
    if b" " not in names or not _is_time(rest[:26]):
        return None
    status = _status(rest[29:])
    return None if status is None else (client, status)


def _is_time(text: bytes) -> bool:
    """Whether ``text`` is like ``17/May/2015:10:05:03 +0000``, leap seconds included."""
    if not re.fullmatch(rb"\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}", text):
        return False
    if text[3:6] not in MONTHS:
        return False
    try:
        date(int(text[7:11]), MONTHS.index(text[3:6]) + 1, int(text[:2]))
    except ValueError:
        return False
    hour, minute, second = int(text[12:14]), int(text[15:17]), int(text[18:20])
    zone_hour, zone_minute = int(text[22:24]), int(text[24:26])
    in_zone = zone_minute < 60 and zone_hour * 60 + zone_minute <= 14 * 60
    return hour < 24 and minute < 60 and second < 61 and in_zone


def _status(text: bytes) -> int | None:
    """The status behind the request field, inside of which ``text`` begins.

    A quote behind a backslash is part of the field. In a line that is not escaped that way to its
    end, any quote may have ended the request. With a choice of statuses the line is refused.
    """
    bare = _bare_quotes(text)
    closing = next((at for at in bare if _is_status(text[at + 1 : at + 6])), None)
    if closing is None:
        return None
    tail = text[closing + 5 :]
    if closing != bare[0] or not _ends_well(tail):
        choices = [at for at in range(len(text)) if _is_status(text[at + 1 : at + 6], text[at])]
        if len(choices) > 1 or not _may_be_cut(tail):
            return None
    return int(text[closing + 2 : closing + 5])


def _is_status(text: bytes, before: int = ord('"')) -> bool:
    """Whether ``text`` is a status, as in `` 404 ``, behind a quote."""
    return before == ord('"') and bool(re.fullmatch(rb" \d{3}\s?", text))


def _bare_quotes(text: bytes) -> list[int]:
    """The indices of quotes that no backslash escapes."""
    found, at = [], 0
    while at < len(text):
        if text[at] == ord("\\"):
            at += 1
        elif text[at] == ord('"'):
            found.append(at)
        at += 1
    return found


def _ends_well(tail: bytes) -> bool:
    """Whether a size, and then nothing or two quoted fields, follow the status."""
    size, _, fields = tail.strip().partition(b" ")
    if not (size == b"-" or size.isdigit()):
        return False
    quotes = _bare_quotes(fields)
    inside = fields[quotes[1] : quotes[2] + 1] if len(quotes) == 4 else b""
    return not fields or (inside == b'" "' and (quotes[0], quotes[3]) == (0, len(fields) - 1))


def _may_be_cut(tail: bytes) -> bool:
    """Whether the line could have gone on: cut off behind its status, or with bare quotes in it."""
    size, _, fields = tail.strip().partition(b" ")
    if size and not (size == b"-" or size.isdigit()):
        return False
    quotes = _bare_quotes(fields)
    ended = fields.endswith(b'"') or len(quotes) % 2 == 1
    return not fields or (fields.startswith(b'"') and ended)
