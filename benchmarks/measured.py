"""A child process and what it cost, by the operating system's own accounting."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Measured:
    """Wall-clock and CPU seconds, peak resident memory (MB) and output of a process."""

    wall: float
    cpu: float
    rss: int
    output: str


def measure(module: str, arguments: Sequence[str]) -> Measured:
    """Run ``python -m module arguments`` to its end.

    Raises:
        RuntimeError: the process did not exit with 0.
    """
    began = time.monotonic()
    with TemporaryFile() as output:
        child = subprocess.Popen(
            [sys.executable, "-m", module, *arguments], stdout=output, stderr=output, cwd=ROOT
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        output.seek(0)
        text = output.read().decode(errors="replace")
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{module} failed: {text[-2000:]}")
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, text)
