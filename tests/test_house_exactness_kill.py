"""Counts are exact whatever is killed; and the test notices where the position is not checked."""

import random
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger.database import ledger_files
from stream.settings import StreamSettings
from tests.helpers.counted import (
    assert_exact,
    await_position,
    count_worker,
    end_offset,
    group_offset,
    ledger_totals,
    position,
    reconcile,
)
from tests.helpers.plain_loop import count
from tests.helpers.processes import Child, produce, wait_until
from tests.helpers.traffic import lines

ROUNDS = 6
ROUND_LINES = 6000
CHUNK = ("--chunk-records", "100")

pytestmark = pytest.mark.broker


def kill_in_flight(settings: StreamSettings, folder: Path, *, check_position: bool) -> list[bytes]:
    """Six SIGKILLs under flow, then a drain. Each round brings more lines than are counted in it.

    The third kill is forced between COMMIT and ack. Returns all lines sent.
    """
    rng = random.Random(7)
    sent: list[bytes] = []
    flag = folder / "kill-after-commit"
    after_commit = ("kill-after-commit", str(flag))
    by_group = () if check_position else ("resume-from-group",)
    replays = []
    for number in range(ROUNDS):
        batch = list(lines(ROUND_LINES, seed=number))
        produce(settings.bootstrap, settings.access_topic, batch)
        sent += batch
        before = position(settings)
        forced = number == 2 and check_position
        with count_worker(
            settings, folder, *CHUNK, sabotage=after_commit if forced else by_group
        ) as worker:
            await_position(settings, before + rng.randrange(200, ROUND_LINES // 3))
            if forced:
                flag.touch()
                assert worker.wait(30) == -signal.SIGKILL, worker.tail()
            else:
                worker.kill()
        at, end, group = position(settings), end_offset(settings), group_offset(settings)
        replays.append(at - group)
        print(f"kill {number + 1}: position {at} of {end}, {at - group} above the group's offset")
        assert before < at < end, "the kill did not hit a worker at work"
    assert max(replays) > 0, "no kill fell between COMMIT and the group's commit: nothing is shown"
    with count_worker(settings, folder, "--drain", sabotage=by_group) as worker:
        assert worker.wait(60) == 0, worker.tail()
    return sent


def test_six_kills_under_flow_leave_the_counts_exact(
    settings: StreamSettings, tmp_path: Path
) -> None:
    sent = kill_in_flight(settings, tmp_path, check_position=True)
    assert_exact(settings, sent)


def test_without_the_position_check_the_same_kills_over_count(
    settings: StreamSettings, tmp_path: Path
) -> None:
    sent = kill_in_flight(settings, tmp_path, check_position=False)
    counted, expected = ledger_totals(settings), count(sent)
    assert sum(counted.values()) > sum(expected.values())
    code, out, err = reconcile(settings)
    assert code == 1, out + err


def frozen_outside_a_transaction(worker: Child, settings: StreamSettings) -> bool:
    """Freeze the worker; let it go on where it holds a lock of SQLite: then nobody could count."""
    worker.signal(signal.SIGSTOP)
    try:
        for path in ledger_files(settings.ledger):
            with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as ledger:
                ledger.execute("BEGIN IMMEDIATE")
                ledger.execute("ROLLBACK")
    except sqlite3.OperationalError:
        worker.signal(signal.SIGCONT)
        return False
    return True


def test_a_slow_worker_frozen_past_its_session_is_fenced_and_nothing_is_lost(
    settings: StreamSettings, tmp_path: Path
) -> None:
    sent = list(lines(4000))
    produce(settings.bootstrap, settings.access_topic, sent)
    first = count_worker(settings, tmp_path, *CHUNK, name="frozen", sabotage=["slow-step"])
    with first:
        await_position(settings, 300)
        wait_until(lambda: frozen_outside_a_transaction(first, settings), 60, "a freeze")
        frozen_at = position(settings)
        with count_worker(settings, tmp_path, *CHUNK, "--drain", name="heir") as heir:
            assert heir.wait(60) == 0, heir.tail()
        assert position(settings) == end_offset(settings) > frozen_at
        more = list(lines(1000, seed=2))
        produce(settings.bootstrap, settings.access_topic, more)
        first.signal(signal.SIGCONT)
        # It either notices the new generation and goes on from the ledger, or is fenced (70).
        wait_until(
            lambda: not first.running() or position(settings) == end_offset(settings),
            60,
            "the resumed worker goes on or ends",
        )
        code = first.stop() if first.running() else first.wait(1)
        assert code in (0, 70), first.tail()
    with count_worker(settings, tmp_path, "--drain", name="last") as last:
        assert last.wait(60) == 0, last.tail()
    assert_exact(settings, sent + more)
