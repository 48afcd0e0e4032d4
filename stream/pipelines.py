"""What each worker is made of, put together: app, positions, step, metrics, listener."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from aiokafka import TopicPartition
from kafka import KafkaConsumer
from prometheus_client import CollectorRegistry

from accesslog.definition import definition_id
from accesslog.parser import Parser
from exporters.worker_metrics import ScorerMetrics, WorkerMetrics, start
from ledger.delta import Delta
from models.scorer import Scorer
from stream.app import add_agent, chunked_app
from stream.chunk import Chunk
from stream.counting import count_chunk
from stream.membership import Slot
from stream.positions import Positions
from stream.scoring import score_chunk
from stream.settings import StreamSettings
from stream.topics import admin, reachable, settled_topic_id
from stream.worker import committing_step, run


def count_access_log(
    settings: StreamSettings,
    *,
    drain: bool = False,
    static: bool = False,
    new_definition: bool = False,
    metrics_port: int = 0,
) -> int:
    """``worker count``: access-log lines to status and error-client cells; the exit code."""
    parser = Parser(settings.log_format)
    registry = CollectorRegistry()
    return _work(
        "count",
        settings,
        settings.access_topic,
        settings.chunk_records,
        definition_id(parser),
        lambda chunk: count_chunk(chunk, parser),
        registry,
        drain=drain,
        static=static,
        new_definition=new_definition,
        metrics_port=metrics_port,
    )


def score_requests(
    settings: StreamSettings,
    model: Path | None,
    provider: Literal["auto", "cpu", "cuda"],
    *,
    drain: bool = False,
    static: bool = False,
    new_definition: bool = False,
    metrics_port: int = 0,
) -> int:
    """``worker score``: request documents to verdict cells. Returns the exit code."""
    scorer = Scorer.load(model, provider)
    registry = CollectorRegistry()
    metrics = ScorerMetrics(
        registry,
        name=scorer.name,
        scoring_id=scorer.id,
        threshold=scorer.threshold,
        provider="cuda" if "CUDA" in scorer.provider else "cpu",
    )

    def work(chunk: Chunk) -> Delta:
        with metrics.inference_seconds.time():
            delta, scores = score_chunk(chunk, scorer)
        metrics.observe_scores(scores.tolist())
        return delta

    return _work(
        "score",
        settings,
        settings.requests_topic,
        settings.score_records,
        scorer.id,
        work,
        registry,
        drain=drain,
        static=static,
        new_definition=new_definition,
        metrics_port=metrics_port,
    )


def _work(
    pipeline: Literal["count", "score"],
    settings: StreamSettings,
    topic: str,
    chunk_records: int,
    definition: str,
    work: Callable[[Chunk], Delta],
    registry: CollectorRegistry,
    *,
    drain: bool,
    static: bool,
    new_definition: bool,
    metrics_port: int,
) -> int:
    slot = Slot(settings.data / "slots", pipeline) if static else None
    app = chunked_app(pipeline, settings, chunk_records, slot.instance_id if slot else None)
    with admin(settings.bootstrap) as client:
        settled_topic_id(client, topic)  # a missing topic is said before anything starts
        app.positions = Positions(
            pipeline, settings.ledger, definition, client, new_definition=new_definition
        )
        metrics = WorkerMetrics(registry, pipeline)
        add_agent(app, topic, committing_step(app, work, metrics))

        def readiness() -> str | None:
            if not app.positions.positions():
                return "no partition is assigned"
            return None if reachable(settings.bootstrap) else "the broker does not answer"

        listener = start(registry, readiness, metrics_port) if metrics_port else None
        try:
            return run(app, ends(settings.bootstrap, topic) if drain else None)
        finally:
            if listener is not None:
                listener.close()


def ends(bootstrap: str, topic: str) -> dict[TopicPartition, int]:
    """The committed end of every partition of ``topic`` now (its last stable offset)."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, isolation_level="read_committed")
    try:
        numbers = consumer.partitions_for_topic(topic) or set()
        found = consumer.end_offsets([TopicPartition(topic, number) for number in numbers])
        return {TopicPartition(topic, tp.partition): end for tp, end in found.items()}
    finally:
        consumer.close()
