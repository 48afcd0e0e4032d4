"""The whole job on one machine: traffic, Kafka, workers, exporter, tables, proof."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from rich.console import Console

from cluster.embedded import EmbeddedBroker, free_port
from cluster.topics import create_topics
from ledger.reader import Reader
from stream.demo.flow import Traffic, ship_and_count
from stream.demo.report import show_next_steps, show_summary
from stream.errors import StreamRefused
from stream.settings import StreamSettings
from stream.up.processes import children
from stream.up.supervisor import Supervisor

MARKER = "made-by-logwarden-demo"  # only a folder with this file in it is ever emptied
RATE = 40.0  # simulated records per second of their own time


def run_demo(
    folder: Path,
    *,
    lines: int,
    documents: int,
    seed: int,
    log: Path | None,
    requests: Path | None,
    keep: Callable[[], None] | None,
) -> int:
    """Run the whole job and print its results; returns the exit code of the reconciliation.

    ``log`` and ``requests`` take the place of generated traffic. ``keep`` is called at the end, and
    all processes run until it returns.
    """
    console = Console()
    fresh_folder(folder)
    settings = StreamSettings(data=folder)
    with EmbeddedBroker(folder / "kafka", free_port()) as broker:
        settings = replace(settings, bootstrap=broker.bootstrap)
        create_topics(settings.bootstrap, settings.topics, settings.partitions)
        console.print(f"Apache Kafka is ready on {broker.bootstrap}")
        traffic = given_or_simulated(folder, lines, documents, seed, log, requests, console)
        port = free_port()
        with Supervisor(children(settings, counters=1, scorers=1, exporter_port=port)) as workers:
            ship_and_count(settings, traffic, workers, console)
            code = prove_and_report(settings, port, console)
            show_next_steps(settings, port, console, kept=keep is not None)
            if keep is not None:
                keep()
    return code


def fresh_folder(folder: Path) -> None:
    """Make an empty folder for this demo; one that an earlier demo made is emptied.

    Raises:
        StreamRefused: the folder holds something else.
    """
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARKER).exists():
            raise StreamRefused(f"{folder} holds something else: choose another with --data")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()


def given_or_simulated(
    folder: Path,
    lines: int,
    documents: int,
    seed: int,
    log: Path | None,
    requests: Path | None,
    console: Console,
) -> Traffic:
    """The user's own files, or generated ones that end now."""
    if log or requests:
        return Traffic(log, requests)
    start = time.gmtime(time.time() - lines / RATE)
    command = [
        *(sys.executable, "-m", "logwarden", "simulate", "--out-dir", str(folder / "traffic")),
        *("--access-log", str(lines), "--requests", str(documents), "--seed", str(seed)),
        *("--start", time.strftime("%Y-%m-%dT%H:%M:%S", start), "--rate", str(RATE)),
    ]
    with console.status(f"making {lines:,} access-log lines and {documents:,} request documents"):
        subprocess.run(command, check=True)
    return Traffic(folder / "traffic" / "access.log", folder / "traffic" / "requests.jsonl")


def prove_and_report(settings: StreamSettings, exporter_port: int, console: Console) -> int:
    """Print the tables, the exporter's total and the reconciliation; returns its exit code."""
    reader = Reader(settings.ledger)
    show_summary(reader, console)
    counted = sum(reader.totals("count", "status").values())
    exported = await_exported(exporter_port, counted)
    console.print(f"/metrics says the same: {exported:,} responses in logwarden_responses_total\n")
    with console.status("reconciling: archive the offset ranges, count them again with mrjob"):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "logwarden", "reconcile"),
                *("--bootstrap", settings.bootstrap, "--data", str(settings.data)),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    console.print(done.stdout.strip() or done.stderr.strip(), highlight=False, markup=False)
    return done.returncode


def await_exported(port: int, counted: int, seconds: float = 30.0) -> int:
    """The sum of ``logwarden_responses_total`` once it has caught up with the ledger.

    Raises:
        StreamRefused: it has not within ``seconds``.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as response:
                text = response.read().decode()
        except URLError:  # it has not come up yet
            text = ""
        lines = [
            line for line in text.splitlines() if line.startswith("logwarden_responses_total{")
        ]
        exported = int(sum(float(line.rsplit(" ", 1)[1]) for line in lines))
        if text and exported == counted:
            return exported
        if time.monotonic() > deadline:
            raise StreamRefused(f"the exporter says {exported:,} where the ledger says {counted:,}")
        time.sleep(0.2)
