"""Event time: the minute a line was written, and the window that its counts go to."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

WINDOW_SECONDS = 60

# The largest offset from UTC in civil use, in minutes (Line Islands, +14:00).
MAX_OFFSET_MINUTES = 14 * 60

_MINUTE = re.compile(rb"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d)")
_ZONE = re.compile(rb"([+-])(\d\d)([0-5]\d)")
_MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def window_start(epoch: int) -> int:
    """The start of the window (epoch seconds, UTC) that an event at `epoch` belongs to."""
    return epoch // WINDOW_SECONDS * WINDOW_SECONDS


@lru_cache(maxsize=16_384)  # bounded: the senders of lines choose how many stamps there are
def minute_epoch(minute: bytes, zone: bytes) -> int | None:
    """Epoch seconds (UTC) at which a minute of %t begins; None where there is no such minute.

    >>> minute_epoch(b"17/May/2015:10:05", b"+0200")
    1431849900
    >>> minute_epoch(b"30/Feb/2015:10:05", b"+0000")
    """
    stamp, offset = _MINUTE.fullmatch(minute), _ZONE.fullmatch(zone)
    if stamp is None or offset is None or stamp[2] not in _MONTHS:
        return None
    minutes_east = int(offset[2]) * 60 + int(offset[3])
    if minutes_east > MAX_OFFSET_MINUTES:
        return None
    day, year, hour, minutes = (int(stamp[i]) for i in (1, 3, 4, 5))
    try:
        local = datetime(year, _MONTHS.index(stamp[2]) + 1, day, hour, minutes, tzinfo=UTC)
    except ValueError:  # the 30th of February, hour 24, year 0
        return None
    seconds_east = minutes_east * (-60 if offset[1] == b"-" else 60)
    return (local - _EPOCH) // timedelta(seconds=1) - seconds_east


def event_epoch(minute: bytes, second: bytes, zone: bytes) -> int | None:
    """Epoch seconds (UTC) of a whole %t; None where there is no such minute.

    The leap second 60 counts as second 59: POSIX time would put it into the next minute, and the
    window has to follow from the minute that was written.
    """
    start = minute_epoch(minute, zone)
    return None if start is None else start + min(int(second), 59)
