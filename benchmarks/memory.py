"""Resident memory of a count worker on a backlog of a million records with a slow ledger."""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.counting import shipped
from benchmarks.jobs import Job
from benchmarks.measured import ROOT
from cluster.embedded import EmbeddedBroker, free_port

BACKLOG = Job("backlog", 1_000_000, errors=0.022)
SECONDS = 30.0


def main() -> None:
    """Print the worker's peak resident memory after thirty seconds."""
    print("\nMemory: worker count on a backlog of 1,000,000 records, each commit taking 0.2 s more")
    with (
        TemporaryDirectory() as folder,
        EmbeddedBroker(Path(folder, "kafka"), free_port()) as broker,
    ):
        topic = shipped(broker, Path(folder), BACKLOG)
        command = ["worker", "count", "--bootstrap", broker.bootstrap, "--access-topic", topic]
        worker = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.slow_worker", *command, "--data", f"{folder}/data"],
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )
        try:
            time.sleep(SECONDS)
            print(f"  peak resident: {peak_megabytes(worker.pid)} MB after {SECONDS:.0f} s")
        finally:
            worker.kill()
            worker.wait()


def peak_megabytes(pid: int) -> int:
    """Peak resident memory of a process in MB: VmHWM of /proc (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) // 1024
