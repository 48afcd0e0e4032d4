"""The scoring pipeline on a real Kafka: verdicts, refused and poisoned documents, its own pace."""

import json
from pathlib import Path

import pytest

from ledger.reader import Reader
from stream.settings import StreamSettings
from tests.counted import await_position, count_worker, end_offset
from tests.processes import Child, produce
from tests.traffic import lines

pytestmark = pytest.mark.broker


def document(**parts: object) -> bytes:
    request = {
        "timestamp": 1_795_000_000_000,
        "method": "get",
        "query": {},
        "path": "/products",
        "statusCode": 200,
        "requestPayload": None,
    }
    return json.dumps(request | parts).encode()


def score_worker(
    settings: StreamSettings, folder: Path, *extra: str, sabotage: tuple[str, ...] = ()
) -> Child:
    arguments = [
        *sabotage,
        *("worker", "score", "--bootstrap", settings.bootstrap, "--data", str(settings.data)),
        *("--requests-topic", settings.requests_topic, *extra),
    ]
    return Child(arguments, folder / "score.log", "tests.sabotage" if sabotage else "logwarden")


def test_each_document_has_one_verdict_or_one_reason(
    settings: StreamSettings, tmp_path: Path
) -> None:
    good = [document(path=f"/products/{n}") for n in range(40)]
    bad = {
        b"": "json",
        b"{": "json",
        b"\xff\xfe": "json",
        b"[]": "not_object",
        b"[" * 100_000: "too_deep",
        b'{"a":"' + b"x" * 300_000 + b'"}': "too_large",
    }
    secret = document(requestPayload={"user": "a", "password": "hunter2 ' or 1=1 --"})
    without_time = b'{"path":"/","timestamp":"yesterday"}'
    produce(settings.bootstrap, settings.requests_topic, [*good, *bad, secret, without_time])
    with score_worker(settings, tmp_path, "--drain", "--score-records", "16") as worker:
        assert worker.wait(60) == 0, worker.tail()
    reader = Reader(settings.ledger)
    assert sum(reader.totals("score", "verdict").values()) == len(good) + 2
    assert reader.totals("score", "rejected") == {
        b"json": 3,
        b"not_object": 1,
        b"too_deep": 1,
        b"too_large": 1,
    }
    assert {letter.reason for letter in reader.dead_letters()} == set(bad.values())
    kept = b"".join(found.value for found in reader.findings(100))
    assert b"password" in kept
    assert b"hunter2" not in kept


def test_a_poisoned_document_is_unscored_alone(settings: StreamSettings, tmp_path: Path) -> None:
    poison = document(requestPayload={"note": "q" * 300})
    documents = [document(path=f"/a/{n}") for n in range(30)]
    documents[11:11] = [poison]
    produce(settings.bootstrap, settings.requests_topic, documents)
    with score_worker(settings, tmp_path, "--drain", sabotage=("poison",)) as worker:
        assert worker.wait(60) == 0, worker.tail()
    reader = Reader(settings.ledger)
    verdicts = reader.totals("score", "verdict")
    assert verdicts[b"unscored"] == 1
    assert sum(verdicts.values()) == len(documents)
    (letter,) = reader.dead_letters()
    assert (letter.offset, letter.reason) == (11, "model")


def test_a_slow_scorer_does_not_slow_counting(settings: StreamSettings, tmp_path: Path) -> None:
    produce(settings.bootstrap, settings.requests_topic, [document()] * 300)
    produce(settings.bootstrap, settings.access_topic, lines(5000))
    slow = score_worker(settings, tmp_path, "--score-records", "1", sabotage=("slow-step",))
    with slow, count_worker(settings, tmp_path) as counter:
        await_position(settings, end_offset(settings))
        scored = sum(Reader(settings.ledger).totals("score", "verdict").values())
        assert scored < 300, "the scorer was not slow: nothing is shown"
        assert counter.stop() == 0, counter.tail()
