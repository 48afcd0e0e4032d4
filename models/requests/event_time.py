"""The time of a request, as given in its document."""

from typing import Any

MAX_EVENT_TIME = 253_402_300_799  # 9999-12-31T23:59:59Z, seconds since the epoch


def event_time_of(request: dict[str, Any]) -> int | None:
    """``timestamp`` (milliseconds) of a request document in seconds since the epoch, or None.

    >>> event_time_of({"timestamp": "1502738402847"}), event_time_of({"timestamp": "yesterday"})
    (1502738402, None)
    """
    try:
        seconds = int(request["timestamp"]) // 1000
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    return seconds if 0 <= seconds <= MAX_EVENT_TIME else None
