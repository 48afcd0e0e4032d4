"""A pipeline as a Faust app: one agent over the chunks of one topic. The three topologies:

access-log --chunk--> count_chunk     --delta--> ledger   (worker count)
requests   --chunk--> tally_documents --delta--> ledger   (worker score)
access-log --chunk--> tally_lines     --delta--> ledger   (worker score --access-log)
"""

from collections.abc import Awaitable, Callable
from typing import Any

from stream.settings import StreamSettings
from stream.worker.chunk import Chunk
from stream.worker.positions import Positions
from stream.worker.transport import ChunkedApp

#: Processes a chunk to the end: its delta is committed when the step returns.
Step = Callable[[Chunk], Awaitable[None]]


def chunked_app(
    pipeline: str,
    settings: StreamSettings,
    chunk_records: int,
    instance_id: str | None,
    positions: Positions,
    end: Callable[[BaseException], None],
) -> ChunkedApp:
    """A Faust app without web server, tables or internal topics: agents over chunks only."""
    return ChunkedApp(
        f"logwarden-{pipeline}",
        positions,
        end,
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
    """Add an agent over ``topic``; an exception of ``step`` ends the process before the ack."""

    @app.agent(app.topic(topic, key_serializer="raw", value_serializer="raw"), name=topic)
    async def commit_chunks(chunks: Any) -> None:
        async for chunk in chunks:
            try:
                await step(chunk)
            except Exception as error:
                app.end(error)
                raise
