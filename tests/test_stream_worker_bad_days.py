"""Wrong flags, busy ports, missing things: a sentence and exit code 2. A broker that goes away."""

import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from cluster.embedded import EmbeddedBroker, free_port
from cluster.topics import create_topics
from ledger.reader import Reader
from stream.settings import StreamSettings
from tests.helpers.counted import await_position, count_worker, ledger_totals
from tests.helpers.plain_loop import count
from tests.helpers.processes import produce, run_logwarden
from tests.helpers.traffic import lines

pytestmark = pytest.mark.broker


def assert_one_sentence(arguments: Sequence[str], *words: str, **environment: str) -> None:
    code, out, err = run_logwarden(arguments, **environment)
    assert code == 2, out + err
    assert "Traceback" not in err
    assert [line for line in err.splitlines() if line.startswith(("logwarden: ", "Error: "))]
    for word in words:
        assert word in err


def test_a_missing_broker(tmp_path: Path) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    common = ["--bootstrap", nobody]
    data = ["--data", str(tmp_path)]
    assert_one_sentence(["worker", "count", *common, *data], f"no Kafka answers at {nobody}")
    assert_one_sentence(["ship", __file__, *common], f"no Kafka answers at {nobody}")


def test_a_missing_topic_and_wrong_options(settings: StreamSettings, tmp_path: Path) -> None:
    common = ["--bootstrap", settings.bootstrap, "--data", str(tmp_path)]
    worker = ["worker", "count", *common]
    assert_one_sentence([*worker, "--access-topic", "absent"], "logwarden topics")
    assert_one_sentence([*worker, "--chunk-records", "none"], "--chunk-records")
    assert_one_sentence([*worker, "--log-format", "%h %Q"], "%Q")
    assert_one_sentence(["worker", "score", *common, "--model", "absent.onnx"], "absent")
    scorer = ["worker", "score", *common]
    assert_one_sentence([*scorer, "--sample", "0.1"], "--sample goes with --access-log")
    no_request = ["--access-log", "--log-format", "%h %t %>s"]
    assert_one_sentence([*scorer, *no_request], "no request to score")
    assert_one_sentence(["demo", "--log", str(tmp_path / "absent.log")], "absent.log")
    occupied = tmp_path / "occupied"
    occupied.mkdir()
    (occupied / "thesis.tex").touch()
    assert_one_sentence(["demo", "--data", str(occupied)], "holds something else")
    assert (occupied / "thesis.tex").exists()


def test_busy_ports(settings: StreamSettings, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_one_sentence(["broker", "--data", str(tmp_path), "--port", port], port, "taken")
        worker = ["worker", "count", "--bootstrap", settings.bootstrap, "--data", str(tmp_path)]
        worker += ["--access-topic", settings.access_topic]
        assert_one_sentence([*worker, "--metrics-port", port], port)


def test_a_second_broker_in_the_same_folder_and_odd_folders(tmp_path: Path) -> None:
    folder = tmp_path / "dé, b"
    with EmbeddedBroker(folder / "kafka", free_port()) as first:
        properties = (folder / "kafka" / "server.properties").read_text()
        second = ["broker", "--data", str(folder), "--port", str(free_port())]
        assert_one_sentence(second, "another broker uses the folder")
        assert (folder / "kafka" / "server.properties").read_text() == properties
        assert first.running()
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_worker_that_cannot_start_ends(settings: StreamSettings, tmp_path: Path) -> None:
    with count_worker(settings, tmp_path, sabotage=["fail-start"]) as worker:
        assert worker.wait(60) == 70
        assert "Faust fails to start" in worker.tail()


def test_a_topic_name_that_kafka_refuses(broker: EmbeddedBroker) -> None:
    command = ["topics", "--bootstrap", broker.bootstrap, "--access-topic", "bad topic!"]
    assert_one_sentence(command, "bad topic!")


def test_kafka_jars_that_cannot_be_fetched(tmp_path: Path) -> None:
    assert_one_sentence(
        ["broker", "--data", str(tmp_path), "--port", str(free_port())],
        "could not be fetched from Maven Central",
        HOME=str(tmp_path),
        LOGWARDEN_CACHE=str(tmp_path),
        HTTPS_PROXY="http://127.0.0.1:9",  # nothing listens there
        https_proxy="http://127.0.0.1:9",
    )


def test_another_definition_is_refused_until_a_new_epoch_is_asked_for(
    settings: StreamSettings, tmp_path: Path
) -> None:
    sent = list(lines(200))
    produce(settings.bootstrap, settings.access_topic, sent)
    with count_worker(settings, tmp_path, "--drain", name="first") as worker:
        assert worker.wait(60) == 0, worker.tail()
    common = ("--log-format", '%h %l %u %t "%r" %>s %b', "--drain")
    with count_worker(settings, tmp_path, *common, name="other") as worker:
        assert worker.wait(60) == 2
        assert "--new-definition" in worker.tail()
    with count_worker(settings, tmp_path, *common, "--new-definition", name="epoch") as worker:
        assert worker.wait(60) == 0, worker.tail()
    epochs = [p for p in Reader(settings.ledger).positions() if p.partition == 0]
    assert [(p.first_offset, p.next_offset, p.closed) for p in epochs] == [
        (0, 200, True),
        (200, 200, False),
    ]
    reconcile = ["reconcile", "--bootstrap", settings.bootstrap, "--data", str(settings.data)]
    reconcile += ["--access-topic", settings.access_topic, "--log-format", common[1]]
    assert_one_sentence(reconcile, "nothing is counted under the current definition yet")


def test_a_broker_that_goes_away_and_comes_back(tmp_path: Path) -> None:
    broker = EmbeddedBroker(tmp_path / "kafka", free_port())
    settings = StreamSettings(bootstrap=broker.bootstrap, data=tmp_path / "data")
    before, after = list(lines(2000)), list(lines(1000, seed=2))
    worker = count_worker(settings, tmp_path)
    try:
        with broker:
            create_topics(settings.bootstrap, settings.topics, settings.partitions)
            produce(broker.bootstrap, settings.access_topic, before)
            worker.start()
            await_position(settings, 2000)
        assert worker.running(), worker.tail()
        with broker:
            produce(broker.bootstrap, settings.access_topic, after)
            await_position(settings, 3000, 90)
            assert worker.stop() == 0, worker.tail()
    finally:
        if worker.running():
            worker.kill()
    assert ledger_totals(settings) == count(before + after)
