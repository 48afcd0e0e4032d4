"""Access-log lines through Kafka to committed cells: our worker beside a per-event Faust agent."""

import json
import re
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.jobs import AS_PEERS, VARIANTS, Job
from benchmarks.measured import Measured, measure
from cluster.embedded import EmbeddedBroker, free_port
from cluster.topics import create_topics
from ledger.reader import Reader
from stream.demo.flow import ship
from stream.settings import StreamSettings

PER_EVENT_LINES = 40_000  # the per-event agent would need two minutes for the whole job
ROUNDS = 3
LOG_TIME = re.compile(r"^(\S+ \S+),(\d+) INFO \S+: (assigned|drained): ", re.MULTILINE)


def main() -> None:
    """Print rows: records/s from assignment to the end of the log, CPU, memory, right or not."""
    print(
        "\nCounting: records/s from assignment to the last commit (whole process: wall, CPU, RSS)"
    )
    with (
        TemporaryDirectory() as folder,
        EmbeddedBroker(Path(folder, "kafka"), free_port()) as broker,
    ):
        ours = []
        others = []
        few = replace(AS_PEERS, lines=PER_EVENT_LINES)
        few_topic = shipped(broker, Path(folder), few)
        whole_topic = shipped(broker, Path(folder), AS_PEERS)
        for _ in range(ROUNDS):  # in turn, so that a slow minute of the machine hits both
            others.append(per_event(broker, few_topic, few))
            ours.append(chunked(broker, whole_topic, Path(folder), AS_PEERS))
        ratio = median(ours) / median(others)
        print(f"ours / per event: {ratio:.1f} times (medians of {ROUNDS})")
        for job in VARIANTS[1:]:
            chunked(broker, shipped(broker, Path(folder), job), Path(folder), job)


def median(rates: list[float]) -> float:
    """The middle one of an odd number of rates."""
    return sorted(rates)[len(rates) // 2]


def shipped(broker: EmbeddedBroker, folder: Path, job: Job) -> str:
    """Ship the job's lines to a topic of their own; returns its name."""
    topic = "job-" + re.sub(r"\W+", "-", f"{job.name}-{job.lines}")
    settings = StreamSettings(bootstrap=broker.bootstrap, access_topic=topic)
    create_topics(settings.bootstrap, settings.topics, settings.partitions)
    began = time.monotonic()
    ship(settings, topic, job.write(folder / topic))
    rate = job.lines / (time.monotonic() - began)
    print(f"  shipped {job.lines:,} lines ({job.name}): {rate:,.0f} lines/s")
    return topic


def chunked(broker: EmbeddedBroker, topic: str, folder: Path, job: Job) -> float:
    """Measure ``logwarden worker count --drain`` on the whole log; returns records/s."""
    with TemporaryDirectory(dir=folder) as data:
        command = ["worker", "count", "--drain", "--bootstrap", broker.bootstrap]
        found = measure("logwarden", [*command, "--data", data, "--access-topic", topic])
        reader = Reader(Path(data) / "ledger")
        counts = Counter({k.decode(): n for k, n in reader.totals("count", "status").items()})
        counts["errors"] = sum(reader.totals("count", "error_ip").values())
        counts["rejected"] = sum(reader.totals("count", "rejected").values())
    stamps = {
        word: datetime.fromisoformat(at).timestamp() + int(milliseconds) / 1000
        for at, milliseconds, word in LOG_TIME.findall(found.output)
    }
    return report(
        "logwarden worker count", job, counts, stamps["drained"] - stamps["assigned"], found
    )


def per_event(broker: EmbeddedBroker, topic: str, job: Job) -> float:
    """Measure the per-event Faust agent; returns records/s from its first event to its last."""
    found = measure("benchmarks.per_event", [broker.bootstrap, topic, str(job.lines)])
    counts = Counter(json.loads(found.output.splitlines()[-1]))
    seconds = counts.pop("milliseconds") / 1000
    return report("per-event Faust agent", job, counts, seconds, found)


def report(who: str, job: Job, counts: Counter[str], seconds: float, found: Measured) -> float:
    """Check the counts and print one row; returns records/s."""
    right = +counts == job.expected()
    rate = job.lines / seconds
    cost = f"{found.wall:.1f} s, {found.cpu:.1f} s, {found.rss} MB"
    print(
        f"  {who:<24} {job.name:<34} {job.lines:>8,} lines {rate:>10,.0f}/s  ({cost})"
        f"  {'right' if right else 'WRONG'}",
        flush=True,
    )
    return rate
