"""Runs logwarden with one safety taken out or one fault put in, which a test has to notice.

``python -m tests.helpers.sabotage MODE [FILE] COMMAND…``, with these modes:

kill-after-commit FILE   SIGKILL itself right after a COMMIT, before the ack, once FILE exists
resume-from-group        no position check: resume from the group's committed offsets, no fence
fail-start               Faust itself fails to start
slow-step                a step that takes a fifth of a second for each chunk
poison                   a model that fails on each batch in which a row holds POISON
"""

import os
import signal
import sqlite3
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from aiokafka import TopicPartition
from kafka.admin import KafkaAdminClient

import stream.worker.process
from ledger.delta import Delta
from logwarden import main
from stream.worker.positions import Positions
from stream.worker.transport import ChunkedApp

POISON = "qz/xj/qz"

apply, assign = Positions.apply, Positions.assign


def kill_after_commit(flag: Path) -> None:
    def applied(self: Positions, tp: TopicPartition, delta: Delta, fetched: float) -> None:
        apply(self, tp, delta, fetched)
        if flag.exists():
            flag.unlink()
            os.kill(os.getpid(), signal.SIGKILL)

    Positions.apply = applied  # type: ignore[method-assign]


def resume_from_group() -> None:
    def group_offsets(self: Positions, logs: Mapping[TopicPartition, Any]) -> dict[Any, int]:
        assign(self, logs)
        client: KafkaAdminClient = self._known_ids._client
        committed = client.list_group_offsets("logwarden-count")["logwarden-count"]
        at = {(tp.topic, tp.partition): found.offset for tp, found in committed.items()}
        return {tp: max(0, at.get((tp.topic, tp.partition), 0)) for tp in logs}

    def unfenced(self: Positions, tp: TopicPartition, delta: Delta, fetched: float) -> None:
        writer = self._writers[tp]
        with sqlite3.connect(writer.path, isolation_level=None) as ledger:
            ledger.execute("DELETE FROM journal WHERE to_offset > ?", [delta.from_offset])
            ledger.execute("UPDATE position SET next_offset = ?", [delta.from_offset])
        ledger.close()
        apply(self, tp, delta, fetched)

    Positions.assign = group_offsets  # type: ignore[method-assign]
    Positions.apply = unfenced  # type: ignore[method-assign]
    stream.worker.process.unapplied = lambda _app, chunk: chunk  # type: ignore[assignment]


def slow_step() -> None:
    def slowly(self: Positions, tp: TopicPartition, delta: Delta, fetched: float) -> None:
        time.sleep(0.2)
        apply(self, tp, delta, fetched)

    Positions.apply = slowly  # type: ignore[method-assign]


def fail_start() -> None:
    async def failing(_self: ChunkedApp) -> None:
        raise RuntimeError("Faust fails to start")

    ChunkedApp.start = failing  # type: ignore[method-assign]


def poison() -> None:
    from models.scoring.scorer import Scorer

    load = Scorer.load

    def loaded(*args: Any) -> Scorer:
        scorer = load(*args)
        session, needle = scorer._session, scorer.artifact.tokenizer.encode(POISON)

        def run(outputs: Any, feeds: dict[str, Any]) -> Any:
            if any(needle in row.astype(np.uint8).tobytes() for row in feeds["tokens"]):
                raise RuntimeError("the model fails on this one")
            return session.run(outputs, feeds)

        scorer._session = SimpleNamespace(run=run)
        return scorer

    Scorer.load = loaded  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    mode = sys.argv.pop(1)
    if mode == "kill-after-commit":
        kill_after_commit(Path(sys.argv.pop(1)))
    else:
        {
            "resume-from-group": resume_from_group,
            "slow-step": slow_step,
            "poison": poison,
            "fail-start": fail_start,
        }[mode]()
    main()
