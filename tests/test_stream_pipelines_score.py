"""The scoring pipelines on a real Kafka: verdicts, refusals, samples, new models, own paces."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.server import Exporter
from exporters.settings import ExporterSettings
from ledger.reader import Reader
from models.scoring.artifact import SHIPPED
from models.scoring.definition import scoring_id_of
from stream.settings import StreamSettings
from tests.helpers.counted import assert_exact, await_position, count_worker, end_offset
from tests.helpers.processes import Child, produce
from tests.helpers.sabotage import POISON
from tests.helpers.traffic import lines

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
        *("--requests-topic", settings.requests_topic),
        *(("--access-topic", settings.access_topic) if "--access-log" in extra else ()),
        *extra,
    ]
    return Child(
        arguments, folder / "score.log", "tests.helpers.sabotage" if sabotage else "logwarden"
    )


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
    poison = document(requestPayload={"note": f"one {POISON} two"})
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


def verdicts_of(settings: StreamSettings, pipeline: str) -> dict[bytes, int]:
    return dict(Reader(settings.ledger).totals(pipeline, "verdict"))


def test_a_sample_of_an_access_log_is_scored_beside_the_counts(
    settings: StreamSettings, tmp_path: Path
) -> None:
    secret = b"192.0.2.9 - - [22/Nov/2026:10:05:06 +0000] "
    secret += b'"GET /login?next=%2F..%2F..%2Fetc%2Fpasswd&password=hunter2 HTTP/1.1" 403 5'
    sent = [*lines(600), *[secret] * 40]
    produce(settings.bootstrap, settings.access_topic, sent)
    with count_worker(settings, tmp_path, "--drain") as counter:
        assert counter.wait(60) == 0, counter.tail()
    found = []
    for name in ("first", "replay"):
        ours = replace(settings, data=tmp_path / name)
        shutil.copytree(settings.data, ours.data)  # the counts are there already
        arguments = ("--access-log", "--sample", "0.25", "--score-records", "16", "--drain")
        with score_worker(ours, tmp_path, *arguments) as worker:
            assert worker.wait(60) == 0, worker.tail()
        reader = Reader(ours.ledger)
        rejected = reader.totals("score-access-log", "rejected")
        found.append((verdicts_of(ours, "score-access-log"), rejected, reader.findings(100)))
        assert_exact(ours, sent)  # snapshot and reconcile are of the counts alone
    (verdicts, rejected, findings), (*again, _) = found
    assert [verdicts, rejected] == again
    first, replay = ({(f.partition, f.offset): f.score for f in each[-1]} for each in found)
    both = first.keys() & replay.keys()  # of nearly equal scores another may be the hundredth
    assert len(both) > 50
    # A row's score differs in its last digits with the batch that it was in.
    assert [first[at] for at in both] == pytest.approx([replay[at] for at in both], abs=1e-5)
    assert sum(verdicts.values()) + rejected.total() == len(sent)
    assert 0.6 < verdicts[b"unsampled"] / len(sent) < 0.9
    kept = b"".join(finding.value for finding in findings)
    assert b"GET /login?next=" in kept and b"password=***" in kept
    assert b"hunter2" not in kept and b"192.0.2.9" not in kept
    assert {finding.pipeline for finding in findings} == {"score-access-log"}


@pytest.mark.parametrize("pipeline", ["score", "score-access-log"])
def test_a_new_model_begins_where_the_old_one_ended(
    settings: StreamSettings, tmp_path: Path, pipeline: str
) -> None:
    other = tmp_path / "other.onnx"
    shutil.copyfile(SHIPPED, other)
    # Everything in a sidecar enters the scoring id, such as one more line.
    other.with_suffix(".json").write_text(SHIPPED.with_suffix(".json").read_text() + "\n")
    on_lines = pipeline == "score-access-log"
    topic = settings.access_topic if on_lines else settings.requests_topic
    flags = ["--drain", *(["--access-log"] if on_lines else [])]

    def send(n: int) -> None:
        documents = [document(path=f"/products/{each}") for each in range(n)]
        produce(settings.bootstrap, topic, lines(n, seed=n) if on_lines else documents)

    send(300)
    with score_worker(settings, tmp_path, *flags) as worker:
        assert worker.wait(60) == 0, worker.tail()
    before = verdicts_of(settings, pipeline)
    send(100)
    with score_worker(settings, tmp_path, *flags, "--model", str(other)) as worker:
        assert worker.wait(60) == 2
        assert "start it with --new-definition" in worker.tail()
        assert "Traceback" not in worker.tail()
    assert verdicts_of(settings, pipeline) == before
    new = [*flags, "--new-definition", "--model", str(other)]
    with score_worker(settings, tmp_path, *new) as worker:
        assert worker.wait(60) == 0, worker.tail()

    epochs = [
        (p.definition_id, p.first_offset, p.next_offset, p.closed)
        for p in Reader(settings.ledger).positions()
        if p.pipeline == pipeline and p.partition == 0
    ]
    (old_id, *old_epoch), (new_id, *new_epoch) = epochs
    assert (old_epoch, new_epoch) == ([0, 300, True], [300, 400, False])
    exporter = Exporter(ExporterSettings(data=settings.data))
    exporter.counts.refresh()
    shown = exporter.samples()["logwarden_verdicts_total"]
    models = [scoring_id_of(each) for each in (old_id, new_id)]
    assert len(set(models)) == 2 and {model for _, _, model in shown} == set(models)
    old = {verdict: n for (_, verdict, model), n in shown.items() if model == models[0] and n}
    assert old == {verdict.decode(): n for verdict, n in before.items()}
    refused = Reader(settings.ledger).totals(pipeline, "rejected").total()
    assert sum(shown.values()) + refused == 400
    assert exporter.samples()["logwarden_records_total"][pipeline, "parsed"] == sum(shown.values())
