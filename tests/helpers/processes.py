"""Child processes of tests: started as a user would, ended by their own id even on failure."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from kafka import KafkaProducer

ROOT = Path(__file__).parent.parent.parent
Found = TypeVar("Found")


def wait_until(condition: Callable[[], Found], seconds: float, what: str) -> Found:
    """The first true value of ``condition()``; an AssertionError after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.02)
    return found


class Child:
    """``python -m MODULE ARGUMENTS…`` with its output in a file."""

    def __init__(self, arguments: Sequence[str], output: Path, module: str = "logwarden") -> None:
        self.arguments = list(arguments)
        self.output = output
        self.module = module
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Child":
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.running():
            self.kill()

    def start(self) -> "Child":
        """Start (again), adding to the same output file."""
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.module, *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
            )
        return self

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        """SIGKILL, and wait for its end."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self, seconds: float = 40.0) -> int:
        """Send SIGTERM and wait; returns the exit code."""
        assert self._process is not None
        self._process.terminate()
        return self.wait(seconds)

    def wait(self, seconds: float) -> int:
        """Wait for the exit code; an AssertionError has the last lines of the output."""
        assert self._process is not None
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {seconds} s: {self.tail()}") from None

    def tail(self, characters: int = 3000) -> str:
        return self.output.read_text(errors="replace")[-characters:]


def run_logwarden(
    arguments: Sequence[str], seconds: float = 60.0, **environment: str
) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one finished command."""
    done = subprocess.run(
        [sys.executable, "-m", "logwarden", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=seconds,
        cwd=ROOT,
        env=os.environ | environment,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def produce(bootstrap: str, topic: str, values: Iterable[bytes], partition: int = 0) -> None:
    """Send ``values`` in order to one partition, and wait until the broker has them."""
    producer = KafkaProducer(
        bootstrap_servers=bootstrap,
        linger_ms=50,
        batch_size=512 * 1024,
        max_request_size=4 * 1024 * 1024,
    )
    try:
        for value in values:
            producer.send(topic, value, partition=partition)
        producer.flush()
    finally:
        producer.close()
