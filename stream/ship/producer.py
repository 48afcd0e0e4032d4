"""A Kafka producer whose every transaction holds lines and the checkpoint after them.

Lines and checkpoint are committed together, as Kafka Connect does for its sources (KIP-618). A
source has one transactional id: a second producer of the source fences the first (KIP-98) and finds
the checkpoint that was committed last.
"""

import asyncio
import hashlib
import zlib
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, TypeVar

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    InvalidProducerEpoch,
    KafkaError,
    MessageSizeTooLargeError,
    ProducerFenced,
)

from cluster.errors import BrokerUnavailable
from stream.errors import StreamRefused
from stream.ship.checkpoint import PARTITION, Checkpoint, read_checkpoint

PATIENCE_SECONDS = 20.0  # time-out of an operation while the broker is away
# Time after which Kafka aborts the open transaction of a killed shipper; consumers wait for it.
TRANSACTION_SECONDS = 20.0
RECORD_BATCH_BYTES = 512 * 1024
T = TypeVar("T")


class Fenced(StreamRefused):
    """Another shipper has taken over the source, or Kafka has aborted its transaction."""


class SourceProducer:
    """A transactional producer for one source and one topic.

    Args:
        key: identifies the source: the key of its checkpoints, hashed for its transactional id.

    Raises:
        Fenced, BrokerUnavailable, StreamRefused: from ``with`` and from every method.
    """

    def __init__(self, bootstrap: str, topic: str, key: bytes) -> None:
        self._bootstrap = bootstrap
        self._topic = topic
        self._key = key
        self._runner = asyncio.Runner()
        # aiokafka leaves the futures of a fenced producer unread: we raise the first, once
        self._runner.get_loop().set_exception_handler(lambda *_: None)
        self._producer: AIOKafkaProducer | None = None
        self._next_partition = zlib.crc32(key)  # not every small file starts at partition 0

    def __enter__(self) -> "SourceProducer":
        try:
            self._run(self._start())
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def checkpoint(self) -> Checkpoint | None:
        """The last committed checkpoint of this source."""
        reading = read_checkpoint(self._bootstrap, self._key)
        return self._run(reading, PATIENCE_SECONDS + TRANSACTION_SECONDS)

    def send(self, lines: list[bytes], checkpoint: Checkpoint | None) -> None:
        """Commit ``lines`` and the checkpoint after them, in one transaction."""
        self._run(self._transaction(lines, checkpoint))

    async def _start(self) -> None:
        self._producer = AIOKafkaProducer(
            bootstrap_servers=self._bootstrap,
            transactional_id="logwarden-ship-" + hashlib.sha256(self._key).hexdigest()[:32],
            transaction_timeout_ms=int(TRANSACTION_SECONDS * 1000),
            max_batch_size=RECORD_BATCH_BYTES,
        )
        await self._producer.start()
        self._partitions = sorted(await self._producer.partitions_for(self._topic))

    async def _transaction(self, lines: list[bytes], checkpoint: Checkpoint | None) -> None:
        assert self._producer is not None
        await self._producer.begin_transaction()
        sent = [await self._send_batch(batch) for batch in self._record_batches(lines)]
        if checkpoint is not None:
            value = checkpoint.to_json()
            sent.append(
                await self._producer.send(
                    PARTITION.topic, value, self._key, partition=PARTITION.partition
                )
            )
        await asyncio.gather(*sent)  # a commit does not check that the records have arrived
        await self._producer.commit_transaction()

    def _record_batches(self, lines: list[bytes]) -> Iterator[Any]:
        """``lines`` as record batches (aiokafka builders), without keys and in order."""
        assert self._producer is not None
        builder = self._producer.create_batch()
        for line in lines:
            while builder.append(key=None, value=line, timestamp=None) is None:  # it is full
                yield builder
                builder = self._producer.create_batch()
        yield builder

    async def _send_batch(self, batch: Any) -> "asyncio.Future[Any]":
        assert self._producer is not None
        partition = self._partitions[self._next_partition % len(self._partitions)]
        self._next_partition += 1
        return await self._producer.send_batch(batch, self._topic, partition=partition)

    def _run(self, work: Coroutine[Any, Any, T], seconds: float | None = None) -> T:
        """Run ``work`` within ``seconds`` (PATIENCE_SECONDS); between runs Ctrl-C is as usual."""

        async def bounded() -> T:
            async with asyncio.timeout(seconds or PATIENCE_SECONDS):
                return await work

        with self._translated():
            return self._runner.run(bounded())

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (ProducerFenced, InvalidProducerEpoch) as error:
            raise Fenced(
                "another `logwarden ship` has taken over this source, or Kafka was away for more "
                f"than {TRANSACTION_SECONDS:.0f} s: nothing is lost, run the same command again"
            ) from error
        except MessageSizeTooLargeError as error:
            raise StreamRefused(
                f"Kafka refused a batch of {RECORD_BATCH_BYTES} bytes or a line of 1 MB: raise "
                f"max.message.bytes of the topic {self._topic!r} to 2097152"
            ) from error
        except (KafkaError, TimeoutError, OSError) as error:
            raise BrokerUnavailable(
                f"Kafka at {self._bootstrap} did not take the lines ({type(error).__name__}): what "
                "was committed is kept, run the same command again when it is back"
            ) from error

    def _close(self) -> None:
        """End the producer in order where that is quick; Kafka aborts what is left open."""
        with suppress(Exception):
            self._runner.run(self._end())
        self._runner.close()

    async def _end(self) -> None:
        if self._producer is None:
            return
        async with asyncio.timeout(3.0):
            with suppress(Exception):  # not in a transaction, or fenced
                await self._producer.abort_transaction()
            await self._producer.stop()
