"""The exporter's /metrics: equal to the ledger, never lower than before, whatever the clients."""

import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.openmetrics.exposition import generate_latest as open_metrics
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_open
from prometheus_client.parser import text_string_to_metric_families as parse_text

from exporters.lag import Lag, PartitionLag
from exporters.ledger_collector import LedgerCollector
from exporters.server import Exporter
from exporters.settings import ExporterSettings
from exporters.tables import MAX_LABEL, rank_series
from ledger.delta import Partition
from ledger.proof import write_proof
from tests.helpers.exporters_ledger import MINUTE, add_lines, add_verdicts

CLASSES = ("attack", "likely_attack", "likely_clean", "clean", "unscored")
ACCESS = Partition("score-access-log", "access-log", "id-1", 0)
Labels = tuple[tuple[str, str], ...]
HOSTILE = {
    b"\xff" * 256: 90,
    b"evil\r\nlogwarden_records_total 0\n": 80,
    b'"} 1\x1b[2J\xe2\x80\xae': 70,
    b"\xed\xa0\x80 a lone surrogate": 60,
    b"\\": 50,
    b"192.0.2.1": 1,
}


def exporter_of(data: Path, **settings: bool) -> Exporter:
    exporter = Exporter(ExporterSettings(data=data, **settings))
    # The lag has its own test with a real broker; here it is made up.
    exporter.lag.value = Lag((PartitionLag("count", "access-log", 0, 3, 1.5),), reachable=True)
    return exporter


def scrape(exporter: Exporter) -> dict[str, dict[Labels, float]]:
    """Every sample of the text format, after both samplers have looked at the ledger."""
    exporter.counts.refresh()
    exporter.tables.refresh()
    samples: dict[str, dict[Labels, float]] = {}
    for family in parse_text(generate_latest(exporter.registry).decode()):
        for sample in family.samples:
            samples.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
    return samples


def test_every_count_is_the_ledgers(tmp_path: Path) -> None:
    add_lines(tmp_path, {b"200": 70, b"404": 20, b"299": 1}, rejected={"status": 4}, holes=2)
    add_lines(tmp_path, {b"200": 5, b"503": 3, b"other": 1}, minute=MINUTE - 120, partition=1)
    add_lines(tmp_path, {b"200": 6}, minute=int(time.time()) + 7200, partition=1)
    add_verdicts(tmp_path, {b"attack": 2, b"clean": 9}, {"json": 3}, model="old")
    add_verdicts(tmp_path, {b"attack": 1, b"likely_clean": 2, b"unscored": 1}, {}, model="new")
    for share in ("1.0", "0.1"):  # another share is another definition of the same model
        found = {b"clean": 4, b"unsampled": 30}
        add_verdicts(tmp_path, found, {"time": 1}, f"new:lines:{share}", ACCESS)
    write_proof(tmp_path / "ledger", "equal", records=100, now=1_700_000_000)
    write_proof(tmp_path / "ledger", "differs", mismatched_keys=4, now=1_700_090_000)
    got = scrape(exporter_of(tmp_path))

    def total(name: str, **labels: str) -> float:
        return got[name][tuple(sorted(labels.items()))]

    assert {key: n for key, n in got["logwarden_responses_total"].items() if n} == {
        (("status", "200"),): 81,
        (("status", "299"),): 1,
        (("status", "404"),): 20,
        (("status", "503"),): 3,
        (("status", "other"),): 1,
    }
    assert total("logwarden_responses_total", status="418") == 0
    assert total("logwarden_records_total", pipeline="count", result="parsed") == 106
    assert total("logwarden_records_total", pipeline="count", result="rejected") == 4
    assert total("logwarden_records_total", pipeline="score", result="parsed") == 15
    on_lines = {"pipeline": "score-access-log"}
    assert total("logwarden_records_total", **on_lines, result="parsed") == 8
    assert total("logwarden_records_total", **on_lines, result="unsampled") == 60
    assert total("logwarden_records_total", **on_lines, result="rejected") == 2
    assert total("logwarden_rejected_records_total", **on_lines, reason="time") == 2
    assert total("logwarden_rejected_records_total", **on_lines, reason="status") == 0
    assert total("logwarden_rejected_records_total", pipeline="count", reason="status") == 4
    assert total("logwarden_rejected_records_total", pipeline="score", reason="json") == 3
    assert total("logwarden_rejected_records_total", pipeline="score", reason="too_deep") == 0
    assert {
        (labels["pipeline"], labels["model"], labels["verdict"]): n
        for labels, n in ((dict(key), n) for key, n in got["logwarden_verdicts_total"].items())
    } == {
        **{("score", "old", each): n for each, n in zip(CLASSES, (2, 0, 0, 9, 0), strict=True)},
        **{("score", "new", each): n for each, n in zip(CLASSES, (1, 0, 2, 0, 1), strict=True)},
        **{("score-access-log", "new", each): 8 * (each == "clean") for each in CLASSES},
    }
    assert total("logwarden_holes_total", pipeline="count") == 2
    assert total("logwarden_future_records") == 6
    assert total("logwarden_dead_letters_kept") == 1
    assert total("logwarden_newest_event_minute_timestamp_seconds") == MINUTE + 60
    assert total("logwarden_window_responses", window="1m", **{"class": "2xx"}) == 71
    assert total("logwarden_window_responses", window="5m", **{"class": "2xx"}) == 76
    assert total("logwarden_window_responses", window="5m", **{"class": "5xx"}) == 3
    assert total("logwarden_window_responses", window="1h", **{"class": "other"}) == 1
    assert (
        total("logwarden_lag_seconds", pipeline="count", topic="access-log", partition="0") == 1.5
    )
    assert total("logwarden_reconcile_result", result="differs") == 1
    assert total("logwarden_reconcile_result", result="equal") == 0
    assert total("logwarden_reconcile_last_success_timestamp_seconds") == 1_700_000_000
    assert total("logwarden_reconcile_mismatched_keys") == 4


def test_verdicts_stand_in_their_event_minutes(tmp_path: Path) -> None:
    """Windows are per pipeline, over all models; a verdict without a time is in no window."""
    add_verdicts(tmp_path, {b"attack": 7, b"unscored": 1}, {}, "new", minute=0)
    assert set(scrape(exporter_of(tmp_path))["logwarden_window_verdicts"].values()) == {0}
    add_verdicts(tmp_path, {b"attack": 5}, {}, "old", minute=MINUTE - 300)
    add_verdicts(tmp_path, {b"attack": 3}, {}, "old", minute=MINUTE - 240)
    add_verdicts(tmp_path, {b"attack": 2, b"clean": 9}, {}, "new")
    add_verdicts(tmp_path, {b"attack": 6}, {}, "new", minute=int(time.time()) + 7200)
    add_verdicts(tmp_path, {b"unsampled": 30}, {}, "new", ACCESS, minute=0)
    got = scrape(exporter_of(tmp_path))
    found = {tuple(dict(k).values()): n for k, n in got["logwarden_window_verdicts"].items() if n}
    assert found == {
        ("score", "attack", "1m"): 2,
        ("score", "attack", "5m"): 5,
        ("score", "attack", "1h"): 10,
        ("score", "attack", "24h"): 10,
        **{("score", "clean", window): 9 for window in ("1m", "5m", "1h", "24h")},
    }
    assert got["logwarden_newest_scored_minute_timestamp_seconds"] == {
        (("pipeline", "score"),): MINUTE + 60,
        (("pipeline", "score-access-log"),): 0,
    }


def test_a_recreated_topic_keeps_its_counts(tmp_path: Path) -> None:
    from ledger.writer import close_other_topic_ids

    add_lines(tmp_path, {b"200": 10}, topic_id="id-1")
    add_verdicts(tmp_path, {b"clean": 10}, {}, "model", ACCESS)  # a worker that is not run later
    exporter = exporter_of(tmp_path)
    assert scrape(exporter)["logwarden_closed_topics"] == {(): 0}
    close_other_topic_ids(tmp_path / "ledger", "count", "access-log", "id-9")
    add_lines(tmp_path, {b"200": 1}, topic_id="id-9")
    got = scrape(exporter)
    assert got["logwarden_responses_total"][("status", "200"),] == 11
    assert got["logwarden_closed_topics"] == {(): 1}
    assert exporter.counts.value is not None and exporter.counts.value.positions is not None
    open_ids = {key.pipeline: key.topic_id for key in exporter.counts.value.positions}
    assert open_ids == {"count": "id-9", "score-access-log": "id-1"}


def test_hostile_clients_leave_every_line_readable(tmp_path: Path) -> None:
    add_lines(tmp_path, {b"404": 1}, clients=HOSTILE)
    exporter = exporter_of(tmp_path)
    plain = scrape(exporter)["logwarden_top_error_client_errors"]
    text = generate_latest(exporter.registry)
    assert all(byte >= 0x20 or byte == 0x0A for byte in text) and b"\xe2\x80\xae" not in text
    assert sorted(plain.values()) == [50, 60, 70, 80, 90]
    shown = [dict(labels)["client"] for labels in plain]
    assert all(client.isprintable() and len(client) <= MAX_LABEL for client in shown)
    assert "evil\\x0d\\x0alogwarden_records_total 0\\x0a" in shown and "\\\\" in shown
    families = list(parse_open(open_metrics(exporter.registry).decode()))
    assert "logwarden_top_error_client_errors" in {family.name for family in families}


@given(st.lists(st.tuples(st.binary(max_size=256), st.integers(1)), max_size=5))
def test_any_client_is_one_of_five_series(ranked: list[tuple[bytes, int]]) -> None:
    series = rank_series(ranked)
    assert [rank for rank, _ in series] == ["1", "2", "3", "4", "5"]
    registry = CollectorRegistry()
    registry.register(LedgerCollector(lambda: {"logwarden_top_error_client_errors": series}))
    (family,) = (
        family
        for family in parse_text(generate_latest(registry).decode())
        if family.name == "logwarden_top_error_client_errors"
    )
    got = {(each.labels["rank"], each.labels["client"]): each.value for each in family.samples}
    assert got == {labels: float(value) for labels, value in series.items()}


def test_long_clients_with_one_beginning_stay_apart() -> None:
    one, two = (b"\xff" * 250 + bytes([last]) for last in (1, 2))
    labels = [client for _, client in rank_series([(one, 2), (two, 1)])]
    assert labels[0] != labels[1]
    assert labels[2:] == ["", "", ""]


def test_clients_can_be_switched_off(tmp_path: Path) -> None:
    add_lines(tmp_path, {b"404": 1}, clients={b"192.0.2.77": 1})
    exporter = exporter_of(tmp_path, clients=False)
    assert "logwarden_top_error_client_errors" not in scrape(exporter)
    assert exporter.tables.value is not None
    everything = b"".join(exporter.tables.value.documents.values())
    assert b"192.0.2.77" not in everything + generate_latest(exporter.registry)


def test_the_number_of_series_is_bounded(tmp_path: Path) -> None:
    add_lines(tmp_path, {str(code).encode(): 1 for code in range(100, 600)}, clients=HOSTILE)
    add_verdicts(tmp_path, {b"attack": 1}, {}, model="m")
    assert sum(map(len, scrape(exporter_of(tmp_path)).values())) < 700


def test_totals_never_fall(tmp_path: Path) -> None:
    """The ledger is replaced by one that counts anew: the old totals stay until it is up."""
    add_lines(tmp_path, {b"200": 100, b"404": 5}, partition=0)
    exporter = exporter_of(tmp_path)
    before = scrape(exporter)
    assert exporter.readiness() is None
    shutil.rmtree(tmp_path / "ledger")

    missing = scrape(exporter)
    assert missing["logwarden_responses_total"] == before["logwarden_responses_total"]
    assert missing["logwarden_ledger_readable"] == {(): 0}
    assert "start a worker" in str(exporter.readiness())

    add_lines(tmp_path, {b"200": 101})  # more in all than 100, but 404 is still behind
    behind = scrape(exporter)
    assert behind["logwarden_responses_total"] == before["logwarden_responses_total"]
    assert behind["logwarden_ledger_behind"] == {(): 1}
    assert behind["logwarden_ledger_readable"] == {(): 1}
    assert "lower" in str(exporter.readiness())

    add_lines(tmp_path, {b"404": 5})
    caught_up = scrape(exporter)
    assert caught_up["logwarden_responses_total"][("status", "200"),] == 101
    assert caught_up["logwarden_ledger_behind"] == {(): 0}
    assert exporter.readiness() is None


@pytest.mark.parametrize("damage", ["missing", "garbage", "newer"])
def test_an_unreadable_ledger_is_said_and_not_served_as_zero(tmp_path: Path, damage: str) -> None:
    if damage != "missing":
        add_lines(tmp_path, {b"200": 1})
        (path,) = (tmp_path / "ledger").glob("*.sqlite")
        if damage == "garbage":
            path.write_bytes(b"garbage" * 1000)
        else:
            with sqlite3.connect(path) as connection:
                connection.execute("UPDATE meta SET value = 99")
    exporter = exporter_of(tmp_path)
    got = scrape(exporter)
    assert got["logwarden_ledger_readable"] == {(): 0}
    assert "logwarden_responses_total" not in got
    assert exporter.readiness()
    assert not (tmp_path / "ledger").exists() or damage != "missing"


def test_a_bug_in_a_sampler_ends_in_red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_lines(tmp_path, {b"200": 1})
    exporter = exporter_of(tmp_path)
    scrape(exporter)
    monkeypatch.setattr("exporters.counts.read_proof", lambda _: 1 / 0)
    monkeypatch.setattr("exporters.sampler.GRACE_SECONDS", -1e9)
    got = scrape(exporter)
    assert got["logwarden_responses_total"][("status", "200"),] == 1
    assert got["logwarden_ledger_readable"] == {(): 0}
    assert "last read" in str(exporter.readiness())
