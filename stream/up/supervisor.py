"""Supervises child processes: restarts them with back-off and stops them together.

For production use systemd or compose; this is for one machine without them.
"""

import logging
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stream.errors import StreamRefused, WorkerEnded

log = logging.getLogger("logwarden.supervisor")

BACK_OFF_SECONDS = (0.2, 1.0, 5.0, 15.0)
STEADY_SECONDS = 60.0  # a child that ran this long starts again at the first back-off
STOP_SECONDS = 40.0
LAST_BYTES = 4096


@dataclass
class Child:
    """One supervised ``logwarden`` command; its output goes to ``log_file``."""

    name: str
    arguments: Sequence[str]
    log_file: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    restarts: int = 0
    restart_at: float | None = None
    failures: int = 0

    def start(self) -> None:
        """Start, or start again."""
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "logwarden", *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches the supervisor, which stops them in order
            )
        self.started = time.monotonic()
        self.restart_at = None

    def last_words(self) -> str:
        """The last line that the child printed."""
        with self.log_file.open("rb") as log_file:
            log_file.seek(max(0, self.log_file.stat().st_size - LAST_BYTES))
            lines = log_file.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "(it printed nothing)"


class Supervisor:
    """Keeps children running. Use as a context manager: leaving it stops them all."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children

    def __enter__(self) -> "Supervisor":
        for child in self.children:
            child.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def check(self) -> None:
        """Restart, with back-off, children that ended; call it often.

        Raises:
            StreamRefused: a child failed within a minute of its first start; the message has its
                last words. One that was killed or ended itself to stay exact is restarted.
        """
        now = time.monotonic()
        for child in self.children:
            if child.restart_at is not None:
                if now >= child.restart_at:
                    child.restarts += 1
                    child.start()
                continue
            code = child.process.poll() if child.process else None
            if code is None:
                continue
            # Later even "no broker" may pass; a failure at the first start needs the user.
            young = child.restarts == 0 and now - child.started < STEADY_SECONDS
            if young and code != WorkerEnded.exit_code and code >= 0:
                raise StreamRefused(f"{child.name} ended ({code}): {child.last_words()}")
            self._restart_later(child, code, now)

    def stop(self) -> None:
        """Stop all children, each by its own pid: SIGTERM, and SIGKILL after 40 s."""
        running = [c.process for c in self.children if c.process and c.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _restart_later(self, child: Child, code: int, now: float) -> None:
        steady = now - child.started > STEADY_SECONDS
        child.failures = 0 if steady else child.failures + 1
        wait = BACK_OFF_SECONDS[min(child.failures, len(BACK_OFF_SECONDS) - 1)]
        log.warning(
            "%s ended (%d), again in %.1f s: %s", child.name, code, wait, child.last_words()
        )
        child.restart_at = now + wait
