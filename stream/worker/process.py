"""A worker process: one pipeline's app, its ledger thread, its metrics, its end."""

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass

from aiokafka import TopicPartition
from prometheus_client import CollectorRegistry

from cluster.connect import reachable
from cluster.topic_ids import TopicIds
from cluster.topics import ends
from exporters.worker_metrics import WorkerMetrics, start
from ledger.delta import Delta, Pipeline
from stream.settings import StreamSettings
from stream.worker.agent import Step, add_agent, chunked_app
from stream.worker.chunk import Chunk
from stream.worker.positions import Positions, describe
from stream.worker.static_membership import Slot
from stream.worker.transport import ChunkedApp

log = logging.getLogger("logwarden.worker")

STOP_SECONDS = 30.0

#: Computes the delta of a chunk.
Work = Callable[[Chunk], Delta]


@dataclass(frozen=True)
class Listen:
    """The address of a worker's metrics. Port 0: none; a host off loopback needs a token."""

    host: str = "127.0.0.1"
    port: int = 0
    token: str | None = None


@dataclass(frozen=True)
class Options:
    """Options of a worker.

    ``drain``: stop at the committed end of the log as of the start. ``static``: static group
    membership. ``new_definition``: begin a new epoch of counts at the current position if the
    definition has changed.
    """

    drain: bool = False
    static: bool = False
    new_definition: bool = False
    listen: Listen = Listen()


@dataclass(frozen=True)
class Job:
    """The job of a worker.

    ``definition_id`` identifies what the counts mean; a ledger with another one is refused.
    ``work`` runs on the ledger thread.
    """

    pipeline: Pipeline
    topic: str
    chunk_records: int  # at most
    definition_id: str
    work: Work


def work_on(
    job: Job, settings: StreamSettings, options: Options, registry: CollectorRegistry
) -> int:
    """Put a worker together and run it: positions, app, agent, metrics, listener.

    Returns the exit code, as :func:`run`. Raises StreamRefused, BrokerUnavailable, TopicMissing or
    ListenerRefused before it runs.
    """
    slot = Slot(settings.data / "slots", job.pipeline) if options.static else None
    with closing(TopicIds(settings.bootstrap)) as topic_ids:
        topic_ids.settled(job.topic)  # fails for a missing topic before anything starts
        positions = Positions(
            job.pipeline,
            settings.ledger,
            job.definition_id,
            topic_ids,
            new_definition=options.new_definition,
        )
        instance_id = slot.instance_id if slot else None
        app = chunked_app(
            job.pipeline, settings, job.chunk_records, instance_id, positions, end_process
        )
        metrics = WorkerMetrics(registry, job.pipeline)
        add_agent(app, job.topic, committing_step(app, job.work, metrics))

        def readiness() -> str | None:
            if not positions.positions():
                return "no partition is assigned"
            return None if reachable(settings.bootstrap) else "the broker does not answer"

        with ExitStack() as stack:
            listen = options.listen
            if listen.port:
                server = start(registry, readiness, listen.port, listen.host, listen.token)
                stack.callback(server.close)
            return run(app, ends(settings.bootstrap, job.topic) if options.drain else None)


def committing_step(app: ChunkedApp, work: Work, metrics: WorkerMetrics) -> Step:
    """The step from a chunk to its committed delta, which runs on the ledger thread."""

    def commit(chunk: Chunk) -> None:
        tp = TopicPartition(chunk.topic, chunk.partition)
        rest = unapplied(app, chunk)
        if rest is not None and rest.log_start > rest.start:
            app.positions.record_loss(tp, rest.log_start)
            rest = unapplied(app, rest)
        metrics.replayed_records.inc(len(chunk.values) - (len(rest.values) if rest else 0))
        if rest is None:
            return
        delta = work(rest)
        with metrics.apply_seconds.time():
            app.positions.apply(tp, delta, rest.fetched)
        metrics.chunks.inc()
        metrics.chunk_records.observe(len(rest.values))
        if rest.appended is not None:
            metrics.commit_delay_seconds.observe(time.time() - rest.appended)

    async def step(chunk: Chunk) -> None:
        await app.on_ledger_thread(commit, chunk)

    return step


def unapplied(app: ChunkedApp, chunk: Chunk) -> Chunk | None:
    """The part of ``chunk`` above the ledger's position, or None.

    After a rebalance a chunk can arrive a second time, or for a partition that went elsewhere, or
    from a topic that was deleted and created again meanwhile.
    """
    tp = TopicPartition(chunk.topic, chunk.partition)
    position = app.positions.positions().get(tp)
    if (
        position is None
        or chunk.topic_id != app.positions.topic_id(chunk.topic)
        or chunk.end <= position
    ):
        log.info(
            "skipped [%d, %d) of %s: not ours any more or committed", chunk.start, chunk.end, tp
        )
        return None
    return chunk.after(position) if chunk.start < position else chunk


def run(app: ChunkedApp, drain_to: dict[TopicPartition, int] | None) -> int:
    """Run ``app`` until SIGTERM, SIGINT, a failure, or (``drain_to``) those offsets are reached.

    Returns the exit code: 0 after an orderly stop, 70 where Faust itself failed. A failure of a
    step or of an assignment ends the process at once (:func:`end_process`), before any ack.
    """
    return asyncio.run(_run(app, drain_to))


async def _run(app: ChunkedApp, drain_to: dict[TopicPartition, int] | None) -> int:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    stopping = loop.create_task(stop.wait())
    starting = loop.create_task(app.start())  # returns when the group has let us in
    await asyncio.wait([stopping, starting], return_when=asyncio.FIRST_COMPLETED)
    if starting.done() and (failure := starting.exception()):
        end_process(failure)
    waits = [stopping, loop.create_task(app.wait_until_stopped())]
    if drain_to is not None:
        waits.append(loop.create_task(_drained(app, drain_to)))
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    app.positions.give_up_waiting()
    crashed = app.crash_reason
    for wait in waits:
        wait.cancel()
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(app.stop(), STOP_SECONDS)
    app.ledger_thread.shutdown(wait=True)
    app.positions.close()
    if crashed is not None:
        log.error("Faust ended: %r", crashed)
        return 70
    return 0


async def _drained(app: ChunkedApp, ends: dict[TopicPartition, int]) -> None:
    """Return when every partition that this worker holds has reached its end."""
    while not app.positions.assigned or any(
        at < ends.get(tp, 0) for tp, at in app.positions.positions().items()
    ):
        await asyncio.sleep(0.05)
    log.info("drained: %s", describe(app.positions.positions()))


def end_process(error: BaseException) -> None:
    """End at once: nothing is acknowledged, and the ledger's open transaction is rolled back.

    The exit code is the error's ``exit_code``, 2 for an OSError of a file, or else 70.
    """
    code = getattr(error, "exit_code", None)
    if isinstance(error, OSError) and error.filename:
        print(f"logwarden: {error.filename}: {error.strerror}", file=sys.stderr)
        code = 2
    elif code is None:
        log.critical("ended to stay exact", exc_info=error)
        code = 70
    else:
        print(f"logwarden: {error}", file=sys.stderr)
    sys.stderr.flush()
    os._exit(code)
