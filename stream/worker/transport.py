"""Faust transport that delivers chunks: one message for each partition and fetch.

Registered as ``chunked://`` under Faust's ``faust.transports`` entry point. It differs from Faust's
own aiokafka driver in three things, each needed for exact counts:

* it reads committed records only, and packs what one fetch gave into one :class:`Chunk`;
* it resumes from the ledger, not from the group's committed offsets (those only display lag);
* every offset is accounted for: a chunk begins where the one before it ended.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiokafka
import faust
from aiokafka import TopicPartition
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.errors import KafkaError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage
from mode import Service

from stream.errors import WorkerEnded
from stream.worker.chunk import Chunk, chunk_of
from stream.worker.positions import LogRange, Positions, describe

log = logging.getLogger("logwarden.transport")

WATCH_SECONDS = 2.0
FETCH_BYTES = 2 * 1024 * 1024  # of one partition: bounds a chunk together with its records


class ChunkedApp(faust.App):
    """A Faust app that knows its ledger positions and the one thread that may touch them.

    Args:
        positions: positions of the partitions that the group assigns to this process.
        end: ends the process before anything is acknowledged.
        options: Faust's own.
    """

    def __init__(
        self, name: str, positions: Positions, end: Callable[[BaseException], None], **options: Any
    ) -> None:
        self.positions = positions
        self.end = end
        self.ledger_thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        super().__init__(name, **options)

    async def on_ledger_thread(self, call: Any, *args: Any) -> Any:
        """Run ``call`` on the ledger thread, where lock waits cannot stop heartbeats."""
        return await asyncio.get_running_loop().run_in_executor(self.ledger_thread, call, *args)

    def _create_directories(self) -> None:
        """Create none: Faust would make folders for tables, which we do not have."""


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """The aiokafka consumer in its thread, resuming from the ledger and packing chunks."""

    app: ChunkedApp

    def __post_init__(self) -> None:
        super().__post_init__()
        self._next: dict[TopicPartition, int] = {}  # the end of the last chunk handed on
        self._topic_ids: dict[str, str] = {}  # as of the assignment
        self._tried_again: dict[TopicPartition, int] = {}  # positions already sought a second time
        self._partitions: dict[str, int] = {}  # of each topic, when they were assigned

    def _create_worker_consumer(self, transport: Any) -> aiokafka.AIOKafkaConsumer:
        conf = self.app.conf
        return aiokafka.AIOKafkaConsumer(
            bootstrap_servers=driver.server_list(transport.url, transport.default_port),
            client_id=conf.broker_client_id,
            group_id=conf.id,
            group_instance_id=conf.consumer_group_instance_id,
            partition_assignment_strategy=[RoundRobinPartitionAssignor],
            isolation_level="read_committed",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_poll_records=conf.broker_max_poll_records,
            max_partition_fetch_bytes=FETCH_BYTES,
            fetch_max_wait_ms=100,  # other requests to the broker wait behind a fetch
            request_timeout_ms=int(conf.broker_request_timeout * 1000),
            session_timeout_ms=int(conf.broker_session_timeout * 1000),
            rebalance_timeout_ms=int(conf.broker_rebalance_timeout * 1000),
            heartbeat_interval_ms=int(conf.broker_heartbeat_interval * 1000),
            metadata_max_age_ms=10_000,
            **driver.credentials_to_aiokafka_auth(conf.broker_credentials, conf.ssl_context),
        )

    @Service.task
    async def _watch_group(self) -> None:
        """Check the group membership and the number of partitions every two seconds.

        aiokafka reports an error that ends the membership only to callers of its own getmany:
        without a check the worker would go silent. A restarted static member is never told of a
        topic's new partitions.
        """
        while not self.should_stop:
            await self.sleep(WATCH_SECONDS)
            coordinator = getattr(self._consumer, "_coordinator", None)
            if coordinator is None:
                continue
            try:
                coordinator.check_errors()
            except Exception as error:
                self.app.end(WorkerEnded(f"the consumer group refuses this worker: {error!r}"))
            if self._partition_counts() != self._partitions and self._partitions:
                log.info("the topic has other partitions than when it was assigned: joining again")
                coordinator.request_rejoin()

    def _partition_counts(self) -> dict[str, int]:
        """The current number of partitions of each assigned topic; the last known if unknown."""
        cluster = self._ensure_consumer()._client.cluster
        return {
            topic: len(cluster.partitions_for_topic(topic) or ()) or known
            for topic, known in self._partitions.items()
        }

    async def release_all(self) -> None:
        """Close all ledgers: the group assigned nothing to this worker."""
        self._next = {}
        await self.app.on_ledger_thread(self.app.positions.assign, {})

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek every assigned partition to its position in the ledger (the name is Faust's)."""
        return await self.call_thread(self._seek_to_ledger)

    async def _seek_to_ledger(self) -> Mapping[TP, int]:
        consumer = self._ensure_consumer()
        assigned = consumer.assignment()
        starts, ends = await asyncio.gather(
            consumer.beginning_offsets(assigned), consumer.end_offsets(assigned)
        )
        logs = {tp: LogRange(starts[tp], ends[tp]) for tp in assigned}
        try:
            positions = await self.app.on_ledger_thread(self.app.positions.assign, logs)
        except Exception as error:
            self.app.end(error)
            raise
        self._tried_again.clear()
        self._next = dict(positions)
        self._topic_ids = {tp.topic: self.app.positions.topic_id(tp.topic) for tp in positions}
        self._partitions = {tp.topic: 0 for tp in positions}
        self._partitions = self._partition_counts()
        for tp, position in positions.items():
            consumer.seek(tp, position)
        log.info("assigned: %s", describe(positions))
        return driver_positions(positions)

    async def _fetch_records(
        self,
        consumer: aiokafka.AIOKafkaConsumer,
        active_partitions: set[TP],
        timeout: float | None = None,
        max_records: int | None = None,
    ) -> dict[TopicPartition, list[Chunk]]:
        fetched = await super()._fetch_records(
            consumer, active_partitions, timeout=timeout, max_records=max_records
        )
        if not self.consumer.flow_active:
            return {}
        # All positions are read at once, before anything else can happen on this thread.
        ends = {tp: position_of(consumer, tp) for tp in self._next if tp in active_partitions}
        chunks = {}
        for tp, end in ends.items():
            chunk = await self._next_chunk(consumer, tp, end, fetched.get(tp, []))
            if chunk is not None:
                chunks[tp] = [chunk]
        return chunks

    async def _next_chunk(
        self,
        consumer: aiokafka.AIOKafkaConsumer,
        tp: TopicPartition,
        end: int | None,
        records: list[Any],
    ) -> Chunk | None:
        """The chunk ``[end of the last chunk, end)``; None if there is nothing yet."""
        start = self._next.get(tp)
        if start is None or end is None or end == start:
            return None
        if end < start:
            # Kafka has reset the position: the log is another one, or was cut.
            self.app.end(
                WorkerEnded(f"the log of {tp.topic}-{tp.partition} no longer reaches {start}")
            )
        # A first fetch after a rebalance may begin below the position: those are counted already.
        records = [record for record in records if record.offset >= start]
        log_start = 0
        if not records or records[0].offset > start:
            if self._tried_again.get(tp) != start:
                # A stray seek, or a hole in the log? A hole gives the same again after a seek.
                self._tried_again[tp] = start
                consumer.seek(tp, start)
                return None
            log_start = (await consumer.beginning_offsets([tp]))[tp]
            if self._next.get(tp) != start:
                return None  # a rebalance meanwhile
        self._next[tp] = end
        return chunk_of(tp, self._topic_ids[tp.topic], start, end, records, log_start)

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        """Commit the group's offsets; they only display lag, so a failure is only logged."""
        here = self.assignment()
        try:
            await self._ensure_consumer().commit(
                {driver.ensure_aiokafka_TP(tp): at for tp, at in offsets.items() if tp in here}
            )
        except KafkaError as error:
            log.warning(
                "the group's offsets could not be committed (%r); the ledger has them", error
            )
            return False
        self.tp_last_committed_at.update(dict.fromkeys(offsets, time.monotonic()))
        return True


class Consumer(driver.Consumer):
    """Faust's consumer, with chunks instead of records."""

    def _new_consumer_thread(self) -> ConsumerThread:
        self._room = asyncio.Event()  # set when the agent has emptied a partition's buffer
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Close the ledgers if nothing is assigned, as Faust then does not seek."""
        if not assigned:
            await self._thread.release_all()
        await super().on_partitions_assigned(assigned, generation_id)

    def on_buffer_drop(self, tp: TP) -> None:
        """Wake the fetcher: the partition may be fetched again."""
        super().on_buffer_drop(tp)
        self._room.set()

    async def _wait_next_records(self, timeout: float) -> Any:
        # With all buffers full Faust would sleep for a second. Two buffered chunks are worked off
        # in a twentieth of that.
        if self._buffered_partitions and not self._get_active_partitions():
            self._room.clear()
            await self.wait_first(self._room.wait(), timeout=1.0)
        return await super()._wait_next_records(timeout)

    def _to_message(self, tp: TP, record: Chunk) -> ConsumerMessage:
        return ConsumerMessage(
            record.topic,
            record.partition,
            record.end - 1,
            record.appended,
            1,  # LogAppendTime
            None,
            None,
            record,
            None,
            0,
            sum(map(len, record.values)),
            tp,
            generation_id=self.app.consumer_generation_id,
        )

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Track no gaps between records: chunks follow on each other."""

    def _new_offset(self, tp: TP) -> int | None:
        acked = self._acked[tp]
        if not acked:
            return None
        newest = max(acked)
        self._acked_index[tp].difference_update(acked)
        acked.clear()
        return newest + 1


class Transport(driver.Transport):
    """``chunked://host:port``: Faust's aiokafka transport with our consumer."""

    Consumer = Consumer


def position_of(consumer: aiokafka.AIOKafkaConsumer, tp: TopicPartition) -> int | None:
    """The consumer's next fetch offset, also beyond markers and aborted records; None if unknown.

    ``AIOKafkaConsumer.position`` would wait for a partition that has none yet.
    """
    assignment = consumer._subscription.subscription.assignment
    if assignment is None or tp not in assignment.tps:
        return None
    state = assignment.state_value(tp)
    return state.position if state.has_valid_position else None


def driver_positions(positions: Mapping[TopicPartition, int]) -> dict[TP, int]:
    """The same positions, keyed by Faust's TP."""
    return {TP(tp.topic, tp.partition): at for tp, at in positions.items()}
