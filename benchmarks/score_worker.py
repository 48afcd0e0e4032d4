"""``worker score`` end to end: from Kafka to committed verdicts, on a backlog and at fixed rates.

A record's latency is from the broker's append time to the commit of the chunk that it came in.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from numpy.typing import NDArray

from benchmarks.measured import ROOT
from cluster.embedded import EmbeddedBroker, free_port
from cluster.topics import create_topics, ends
from ledger.delta import Pipeline
from ledger.reader import Reader
from stream.settings import StreamSettings
from traffic.simulate.access import access_lines
from traffic.simulate.documents import request_documents
from traffic.simulate.traffic import Traffic

BACKLOG = 40_000  # records
RATES = (500, 2000)  # records/s
SECONDS = 30  # at each rate
WARM = 1_000  # records before those at a rate: joining and the first calls are not measured
WAIT_SECONDS = 900.0
TICK_SECONDS = 0.01


class Commit(NamedTuple):
    """The commit of one chunk, as benchmarks.timed_worker wrote it down."""

    partition: int
    start: int
    end: int
    records: int
    at: float  # wall clock after its commit, seconds since the epoch


def main(backlog: int = BACKLOG, rates: Sequence[int] = RATES, seconds: int = SECONDS) -> None:
    """Print rows of both pipelines; the worker takes a GPU where there is one."""
    print("\nScoring end to end: Kafka to committed verdicts, one worker, 2 partitions")
    most = max(backlog, WARM + max(rates) * seconds)
    records: dict[Pipeline, list[bytes]] = {
        "score": [each.line for each in request_documents(most, Traffic())],
        "score-access-log": list(access_lines(most, Traffic())),
    }
    with (
        TemporaryDirectory() as folder,
        EmbeddedBroker(Path(folder, "kafka"), free_port()) as broker,
    ):
        for pipeline, values in records.items():
            on_backlog(broker.bootstrap, Path(folder), pipeline, values[:backlog])
            for rate in rates:
                sent = values[: WARM + rate * seconds]
                at_rate(broker.bootstrap, Path(folder), pipeline, sent, rate)


def on_backlog(bootstrap: str, folder: Path, pipeline: Pipeline, values: Sequence[bytes]) -> None:
    """Print one row: records/s on a backlog that was sent before the worker starts."""
    settings = settings_of(bootstrap, folder, f"{pipeline}-backlog")
    topic = topic_of(settings, pipeline)
    produce(bootstrap, topic, values)
    with worker(settings, pipeline) as commits_file:
        await_end(settings, pipeline)
    commits = commits_of(commits_file)
    span = commits[-1].at - commits[0].at  # joining and the first chunk are not in it
    rate = (len(values) - commits[0].records) / span if span else float("nan")
    report(settings, pipeline, f"backlog of {len(values):,}", f"{rate:>9,.0f}/s", commits)


def at_rate(
    bootstrap: str, folder: Path, pipeline: Pipeline, values: Sequence[bytes], rate: int
) -> None:
    """Print one row: latencies at ``rate`` records a second, sent after WARM records."""
    settings = settings_of(bootstrap, folder, f"{pipeline}-{rate}")
    topic = topic_of(settings, pipeline)
    produce(bootstrap, topic, values[:WARM])
    with worker(settings, pipeline) as commits_file:
        await_end(settings, pipeline)
        begin = {tp.partition: end for tp, end in ends(bootstrap, topic).items()}
        produce(bootstrap, topic, values[WARM:], rate)
        await_end(settings, pipeline)
    commits = [c for c in commits_of(commits_file) if c.start >= begin[c.partition]]
    late = latencies(commits, append_times(bootstrap, topic))
    p50, p99 = np.percentile(late, [50, 99]) * 1000
    measured = f"p50 {p50:,.0f} ms, p99 {p99:,.0f} ms"
    report(settings, pipeline, f"{rate:,}/s, {len(late):,} records", measured, commits)


def settings_of(bootstrap: str, folder: Path, name: str) -> StreamSettings:
    """Settings with new topics and a new data folder, both created."""
    settings = StreamSettings(
        bootstrap, folder / name, access_topic=f"lines-{name}", requests_topic=f"requests-{name}"
    )
    create_topics(settings.bootstrap, settings.topics, settings.partitions)
    settings.data.mkdir()
    return settings


def topic_of(settings: StreamSettings, pipeline: Pipeline) -> str:
    """The topic that the pipeline reads."""
    return settings.access_topic if pipeline == "score-access-log" else settings.requests_topic


def produce(bootstrap: str, topic: str, values: Sequence[bytes], rate: int | None = None) -> None:
    """Send to two partitions in turn, at ``rate`` records a second or as fast as it goes."""
    producer = KafkaProducer(bootstrap_servers=bootstrap, linger_ms=5)
    began = time.monotonic()
    for number, value in enumerate(values):
        while rate and number > rate * (time.monotonic() - began):
            time.sleep(TICK_SECONDS)
        producer.send(topic, value, partition=number % 2)
    producer.flush()
    producer.close()


@contextmanager
def worker(settings: StreamSettings, pipeline: Pipeline) -> Iterator[Path]:
    """Run a ``worker score``; yields the file that its commits go to."""
    commits = settings.data / "commits.jsonl"
    command = ["worker", "score", "--bootstrap", settings.bootstrap, "--data", str(settings.data)]
    if pipeline == "score-access-log":
        command += ["--access-log", "--access-topic", settings.access_topic]
    else:
        command += ["--requests-topic", settings.requests_topic]
    with (settings.data / "worker.log").open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.timed_worker", str(commits), *command],
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
    try:
        yield commits
    finally:
        child.terminate()
        child.wait()


def await_end(settings: StreamSettings, pipeline: Pipeline) -> None:
    """Return when the ledger has reached the end of the topic.

    Raises:
        RuntimeError: not within fifteen minutes; the message has the end of the worker's log.
    """
    wanted = sum(ends(settings.bootstrap, topic_of(settings, pipeline)).values())
    deadline = time.monotonic() + WAIT_SECONDS
    while sum(p.next_offset for p in Reader(settings.ledger).positions()) < wanted:
        if time.monotonic() > deadline:
            log = (settings.data / "worker.log").read_text(errors="replace")
            raise RuntimeError(f"{pipeline} did not reach the end: {log[-2000:]}")
        time.sleep(0.2)


def commits_of(path: Path) -> list[Commit]:
    """The commits in a file of benchmarks.timed_worker, in order."""
    return [Commit(*json.loads(line)) for line in path.read_text().splitlines()]


def append_times(bootstrap: str, topic: str) -> dict[tuple[int, int], float]:
    """(partition, offset) -> the broker's append time, seconds since the epoch."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, group_id=None, consumer_timeout_ms=3000)
    consumer.assign([TopicPartition(topic, number) for number in (0, 1)])
    consumer.seek_to_beginning()
    found = {(record.partition, record.offset): record.timestamp / 1000 for record in consumer}
    consumer.close()
    return found


def latencies(
    commits: Sequence[Commit], appended: dict[tuple[int, int], float]
) -> NDArray[np.float64]:
    """Latency of each record in seconds, float64 (records,)."""
    return np.array(
        [c.at - appended[c.partition, at] for c in commits for at in range(c.start, c.end)]
    )


def report(
    settings: StreamSettings,
    pipeline: Pipeline,
    load: str,
    measured: str,
    commits: Sequence[Commit],
) -> None:
    """Print one row, and whether every record has its verdict or its reason."""
    reader = Reader(settings.ledger)
    counted = sum(reader.totals(pipeline, each).total() for each in ("verdict", "rejected"))
    right = counted == sum(ends(settings.bootstrap, topic_of(settings, pipeline)).values())
    sizes = sorted(c.records for c in commits)
    chunks = f"{len(sizes):,} chunks, median {sizes[len(sizes) // 2]}, largest {sizes[-1]}"
    print(
        f"  {pipeline:<17} {load:<26} {measured:<28} ({chunks})  {'right' if right else 'WRONG'}",
        flush=True,
    )
