"""``logwarden up`` and static membership: a killed worker comes back, and all stop together."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from cluster.embedded import free_port
from stream.settings import StreamSettings
from stream.worker.static_membership import Slot
from tests.helpers.counted import assert_exact, await_position
from tests.helpers.processes import ROOT, Child, produce, wait_until
from tests.helpers.traffic import lines

pytestmark = pytest.mark.broker


def workers(up: Child) -> list[psutil.Process]:
    children = psutil.Process(up.pid).children()
    return [child for child in children if "worker" in child.cmdline()]


def test_a_killed_worker_comes_back_and_all_stop_together(
    settings: StreamSettings, tmp_path: Path
) -> None:
    before, after = list(lines(1000)), list(lines(800, seed=2))
    produce(settings.bootstrap, settings.access_topic, before)
    command = ["up", "--bootstrap", settings.bootstrap, "--data", str(settings.data)]
    command += ["--access-topic", settings.access_topic, "--scorers", "0", "--score-access-log"]
    up = Child([*command, "--port", str(free_port())], tmp_path / "up.log")
    with up:
        await_position(settings, 1000)
        (worker,) = (each for each in workers(up) if "count" in each.cmdline())
        worker.send_signal(signal.SIGKILL)
        produce(settings.bootstrap, settings.access_topic, after)
        await_position(settings, 1800)
        wait_until(lambda: worker.pid not in [w.pid for w in workers(up)], 30, "its end")
        wait_until(lambda: len(workers(up)) == 2, 30, "a new worker")
        await_position(settings, 1800, pipeline="score-access-log")
        children = psutil.Process(up.pid).children(recursive=True)
        assert up.stop() == 0, up.tail()
    gone, alive = psutil.wait_procs(children, timeout=10)
    assert (len(gone), alive) == (3, [])
    assert_exact(settings, before + after)


def test_two_processes_never_hold_the_same_slot(tmp_path: Path) -> None:
    script = (
        "import pathlib, sys; from stream.worker.static_membership import Slot; "
        f"slot = Slot(pathlib.Path({str(tmp_path)!r}), 'count'); "
        "print(slot.instance_id, flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        held = holder.stdout.readline().strip()
        ours = Slot(tmp_path, "count")
        assert held.endswith("-count-0")
        assert ours.instance_id.endswith("-count-1")
    finally:
        holder.kill()
        holder.communicate()
    assert Slot(tmp_path, "count").instance_id == held  # the lock went with its process
