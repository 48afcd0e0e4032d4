"""Three ways to count the same records agree byte for byte with expectations written by hand:

(a) a plain loop with its own short parser, (b) the worker on a real Kafka, (c) mrjob over the
archive of the same offsets.
"""

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from accesslog.escape import printable
from accesslog.table import read_table, write_table
from cluster.embedded import EmbeddedBroker
from cluster.topics import create_topics
from commands.reconcile import reconcile
from stream.settings import StreamSettings
from tests.helpers.counted import count_worker
from tests.helpers.plain_loop import count
from tests.helpers.processes import produce
from tests.helpers.scenario import Scenario, scenarios

pytestmark = pytest.mark.broker

SCENARIOS = {scenario.name: scenario for scenario in scenarios()}


@pytest.fixture(scope="module")
def counted(
    broker: EmbeddedBroker, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, StreamSettings]:
    """Every scenario's records sent to a topic of its own, and counted there by a worker."""
    folder = tmp_path_factory.mktemp("keystone")
    with ThreadPoolExecutor(2) as pool:
        made = pool.map(lambda s: worker_has_counted(broker, folder, s), SCENARIOS.values())
        return dict(zip(SCENARIOS, made, strict=True))


def worker_has_counted(broker: EmbeddedBroker, folder: Path, scenario: Scenario) -> StreamSettings:
    own = uuid.uuid4().hex[:8]
    settings = replace(
        StreamSettings(),
        bootstrap=broker.bootstrap,
        data=folder / scenario.name,
        access_topic=f"{scenario.name}-{own}",
        requests_topic=f"requests-{own}",
    )
    create_topics(settings.bootstrap, settings.topics, settings.partitions)
    for partition in (0, 1):
        records = scenario.records[partition::2]
        produce(settings.bootstrap, settings.access_topic, records, partition)
    with count_worker(settings, folder, "--drain", name=scenario.name) as worker:
        assert worker.wait(120) == 0, worker.tail()
    return settings


@pytest.mark.parametrize("name", SCENARIOS)
def test_plain_loop_worker_and_mrjob_agree(
    name: str, counted: dict[str, StreamSettings], tmp_path: Path
) -> None:
    scenario, settings = SCENARIOS[name], counted[name]
    done = CliRunner().invoke(
        reconcile,
        [
            *("--bootstrap", settings.bootstrap, "--data", str(settings.data)),
            *("--access-topic", settings.access_topic),
        ],
    )
    assert done.exit_code == 0, done.output
    live, nightly = sorted((settings.data / "snapshot").glob("*.jsonl"))
    header, totals = read_table(live)
    expected = {(d, printable(key)): n for (d, key), n in scenario.totals().items() if n}
    assert totals == expected

    plain = count(scenario.records)
    refused = plain.pop(("rejected", b"any"), 0)  # it gives no reasons: those come from the hand
    by_hand = {key: n for key, n in scenario.totals().items() if key[0] == "rejected"}
    assert refused == sum(by_hand.values())
    loop = tmp_path / "plain-loop.jsonl"
    write_table(loop, header, {**plain, **by_hand})
    assert loop.read_bytes() == live.read_bytes() == nightly.read_bytes()
