"""Ships files and waits until they are counted, with two progress bars for each topic."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from cluster.topic_ids import TopicIds
from cluster.topics import ends
from ledger.delta import Pipeline
from ledger.reader import Reader
from stream.errors import StreamRefused
from stream.settings import StreamSettings
from stream.ship.shipper import Shipped, ship_file
from stream.ship.source import FileSource
from stream.up.supervisor import Supervisor

COUNT_SECONDS = 300.0  # time-out for shipping and counting
POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Traffic:
    """The files to ship, one for each topic; None for a topic without one."""

    log: Path | None
    requests: Path | None


def ship_and_count(
    settings: StreamSettings, traffic: Traffic, workers: Supervisor, console: Console
) -> None:
    """Ship both files and wait, with live progress, until every record is counted or scored.

    Raises:
        StreamRefused: a worker failed at its start, or counting took over five minutes.
    """
    wanted: dict[Pipeline, tuple[str, str, Path | None]] = {
        "count": (settings.access_topic, "counted", traffic.log),
        "score": (settings.requests_topic, "scored", traffic.requests),
    }
    with progress(console) as bars, ThreadPoolExecutor(1) as pool:
        done = []
        for pipeline, (topic, verb, path) in wanted.items():
            if path is None:
                continue
            shipped = bars.add_task(f"shipped to {topic}", total=None)
            counted = bars.add_task(verb, total=None)
            future = pool.submit(ship, settings, topic, path, _on_commit(bars, shipped))
            done.append(_Way(pipeline, topic, future, shipped, counted))
        stop = time.monotonic() + COUNT_SECONDS
        while not all(way.arrived(settings, bars) for way in done):
            workers.check()
            if time.monotonic() > stop:
                raise StreamRefused(
                    f"not counted within {COUNT_SECONDS:.0f} s: see the logs folder"
                )
            time.sleep(POLL_SECONDS)


@dataclass
class _Way:
    """The way of one file through a topic to a pipeline's ledger, drawn as two bars."""

    pipeline: Pipeline
    topic: str
    shipping: "Future[Shipped]"
    shipped_bar: TaskID
    counted_bar: TaskID
    ends: dict[int, int] | None = None

    def arrived(self, settings: StreamSettings, bars: Progress) -> bool:
        """Draw; returns whether everything shipped is in the ledger."""
        where = (self.pipeline, self.topic)
        here = [p for p in Reader(settings.ledger).positions() if (p.pipeline, p.topic) == where]
        bars.update(self.counted_bar, completed=sum(p.records for p in here))
        if not self.shipping.done():
            return False
        if self.ends is None:
            total = self.shipping.result().lines
            bars.update(self.shipped_bar, total=total, completed=total)
            bars.update(self.counted_bar, total=total)
            found = ends(settings.bootstrap, self.topic)
            self.ends = {tp.partition: end for tp, end in found.items()}
        at = {p.partition: p.next_offset for p in here}
        return all(at.get(partition, 0) >= end for partition, end in self.ends.items())


def ship(
    settings: StreamSettings,
    topic: str,
    path: Path,
    on_commit: Callable[[Shipped], None] = lambda _: None,
) -> Shipped:
    """Ship a file's lines to ``topic``. Raises as ship_file."""
    with closing(TopicIds(settings.bootstrap)) as ids:
        topic_id = ids.settled(topic)
    with closing(FileSource(path)) as source:
        return ship_file(
            settings.bootstrap, topic, topic_id, source, host="demo", on_commit=on_commit
        )


def _on_commit(bars: Progress, bar: TaskID) -> Callable[[Shipped], None]:
    return lambda shipped: bars.update(bar, completed=shipped.lines)


@contextmanager
def progress(console: Console) -> Iterator[Progress]:
    """Progress bars, which become plain lines if the output is not a terminal."""
    columns = (
        TextColumn("{task.description:>22}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        yield bars
