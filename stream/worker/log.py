"""A worker's log on stderr: short lines, and no flood while a broker is away."""

import logging
import time

REPEAT_SECONDS = 10.0
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Seldom(logging.Filter):
    """Passes each message template of a library's logger once in ten seconds.

    aiokafka logs the same four errors ten times a second for as long as no broker answers.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("logwarden"):
            return True
        template = record.name, str(record.msg)
        now = time.monotonic()
        if now - self._said.get(template, -REPEAT_SECONDS) < REPEAT_SECONDS:
            return False
        self._said[template] = now
        return True


def to_stderr() -> None:
    """Log our own INFO and libraries' WARNING and up to stderr, the latter through Seldom."""
    logging.basicConfig(level=logging.WARNING, format=LINE)
    for handler in logging.getLogger().handlers:
        handler.addFilter(Seldom())
    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # our own messages cover its errors
    logging.getLogger("logwarden").setLevel(logging.INFO)
