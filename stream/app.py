"""The three pipelines as Faust apps. Their topology:

access-log --chunk--> count_chunk --delta--> ledger                 (worker count)
requests   --chunk--> score_chunk --delta--> ledger                 (worker score)
access-log --chunk--> AccessScoring.score_chunk --delta--> ledger   (worker score --access-log)
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiokafka import TopicPartition

from stream.chunk import Chunk
from stream.settings import StreamSettings
from stream.transport import ChunkedApp

log = logging.getLogger("logwarden.agent")

#: What a pipeline does with a chunk, to the end: the delta is committed when it returns.
Step = Callable[[Chunk], Awaitable[None]]


def chunked_app(
    pipeline: str, settings: StreamSettings, chunk_records: int, instance_id: str | None = None
) -> ChunkedApp:
    """A Faust app without web server, tables or internal topics: agents over chunks only."""
    return ChunkedApp(
        f"logwarden-{pipeline}",
        broker=f"chunked://{settings.bootstrap}",
        store="memory://",
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        # Faust's buffer counts events, here chunks: four keep the agent busy and memory small.
        stream_buffer_maxsize=4,
        broker_max_poll_records=chunk_records,
        broker_session_timeout=settings.session_seconds,
        broker_heartbeat_interval=settings.session_seconds / 4,
        broker_commit_interval=1.0,
        consumer_group_instance_id=instance_id,
        stream_processing_timeout=300.0,
    )


def add_agent(app: ChunkedApp, topic: str, step: Step) -> None:
    """One agent over ``topic``; whatever its step raises ends the process before the ack."""

    @app.agent(app.topic(topic, key_serializer="raw", value_serializer="raw"), name=topic)
    async def commit_chunks(chunks: Any) -> None:
        async for chunk in chunks:
            try:
                await step(chunk)
            except Exception as error:
                app.end(error)
                raise


def unapplied(app: ChunkedApp, chunk: Chunk) -> Chunk | None:
    """The part of ``chunk`` above the ledger's position; None if all of it is committed.

    After a rebalance chunks can arrive a second time, or for a partition that went elsewhere.
    """
    tp = TopicPartition(chunk.topic, chunk.partition)
    position = app.positions.positions().get(tp)
    if position is None or chunk.end <= position:
        log.info(
            "skipped [%d, %d) of %s: not ours any more or committed", chunk.start, chunk.end, tp
        )
        return None
    return chunk.after(position) if chunk.start < position else chunk
