"""``logwarden ship`` with small transactions and pauses, so that a test can stop it inside one.

``python -m tests.helpers.paced_ship ARGUMENTS…``; in the environment PACE_PAUSE (s, before each
commit), PACE_HANG (``before:N`` or ``after:N``: for ever, at the N-th commit of this process) and
PACE_PATIENCE (s). The file PACE_TRACE gets ``[N]`` when a checkpoint of N lines has been read, and
two letters for each transaction: ``s`` when its records are sent, ``c`` when it is committed.
"""

import asyncio
import functools
import os
from pathlib import Path

from aiokafka import AIOKafkaProducer

import logwarden
import stream.ship.producer
import stream.ship.source
from stream.ship.checkpoint import Checkpoint
from stream.ship.producer import SourceProducer

BLOCK_BYTES = 4096
FOR_EVER = 3_600.0


def main() -> None:
    trace = Path(os.environ["PACE_TRACE"])
    moment, _, number = os.environ.get("PACE_HANG", ":0").partition(":")
    commit = AIOKafkaProducer.commit_transaction
    read = SourceProducer.checkpoint
    commits = 0

    def note(text: str) -> None:
        with trace.open("a") as out:
            out.write(text)

    def reading(self: SourceProducer) -> Checkpoint | None:
        known = read(self)
        note(f"[{known.lines if known else 0}]")
        return known

    async def mark(letter: str) -> None:
        note(letter)
        if commits == int(number) and {"before": "s", "after": "c"}[moment] == letter:
            await asyncio.sleep(FOR_EVER)

    async def paced(self: AIOKafkaProducer) -> None:
        nonlocal commits
        commits += 1
        await mark("s")
        await asyncio.sleep(float(os.environ.get("PACE_PAUSE", "0")))
        await commit(self)
        await mark("c")

    AIOKafkaProducer.commit_transaction = paced
    SourceProducer.checkpoint = reading  # type: ignore[method-assign]
    stream.ship.source.FileSource = functools.partial(  # type: ignore[misc, assignment]
        stream.ship.source.FileSource, block_bytes=BLOCK_BYTES
    )
    stream.ship.producer.PATIENCE_SECONDS = float(os.environ.get("PACE_PATIENCE", "20"))
    logwarden.main()


if __name__ == "__main__":
    main()
