"""Repeats work in a background thread; any thread may read the newest result at once."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
BUSY_SHARE = 0.1  # most of a core that sampling takes: the pause grows with a slow sample
GRACE_SECONDS = 30.0  # how late a sample may be before it is overdue

log = logging.getLogger(__name__)


class Sampler(Generic[T]):
    """Calls ``sample`` every ``interval`` seconds, or less often if it is slow.

    An exception from ``sample`` is a bug: the first of a row is logged, the last value stays, and
    in the end the sampler is ``overdue``.
    """

    def __init__(self, name: str, sample: Callable[[], T], interval: float) -> None:
        self.name = name
        self.value: T | None = None
        self._sample = sample
        self._interval = interval
        self._took = 0.0
        self._sampled_at = time.monotonic()
        self._failing = False

    @property
    def age(self) -> float:
        """Seconds since the last sample that succeeded, or since the sampler was made."""
        return time.monotonic() - self._sampled_at

    @property
    def overdue(self) -> bool:
        """Whether the next sample is more than GRACE_SECONDS late."""
        return self.age > self._pause() + self._took + GRACE_SECONDS

    def refresh(self) -> None:
        """Take one sample now, in the caller's thread."""
        began = time.monotonic()
        try:
            self.value = self._sample()
        except Exception:
            if not self._failing:
                log.exception("reading the %s failed", self.name)
            self._failing = True
            return
        self._failing = False
        self._sampled_at = time.monotonic()
        self._took = self._sampled_at - began

    def start(self) -> None:
        """Begin sampling, until the process ends; the first sample is taken at once."""
        threading.Thread(target=self._run, name=f"sample-{self.name}", daemon=True).start()

    def _pause(self) -> float:
        return max(self._interval, self._took / BUSY_SHARE - self._took)

    def _run(self) -> None:
        while True:
            self.refresh()
            time.sleep(self._pause())
