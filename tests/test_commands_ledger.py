"""The ledger's commands through the front door."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

import logwarden
from ledger.delta import DeadLetter
from ledger.writer import Writer
from tests.helpers.ledger_deltas import DEFINITION, PARTITION, delta_of

Run = Callable[..., tuple[int, str, str]]

HOSTILE = b"evil\x1b[31m[bold]\xe2\x80\xae"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    records = [(60, HOSTILE, b"404")] * 3 + [(60, b"10.0.0.1", b"500"), (3600, b"x", b"200")]
    letters = [DeadLetter(5, "request", b"\x1b]0;owned\x07 GET /?token=hunter2 x")]
    with closing(Writer.open(tmp_path / "ledger", PARTITION, DEFINITION)) as writer:
        writer.apply(delta_of(0, records, dead_letters=letters))
    monkeypatch.setenv("LOGWARDEN_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`logwarden ARGUMENTS…` as (exit code, stdout, stderr)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["logwarden", *arguments])
        with pytest.raises(SystemExit) as ended:
            logwarden.main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.mark.usefixtures("data")
def test_top(run: Run) -> None:
    code, out, _ = run("top", "--json")
    assert (code, json.loads(out)) == (
        0,
        {
            "status": [{"key": "404", "n": 3}, {"key": "200", "n": 1}, {"key": "500", "n": 1}],
            "error_ip": [{"key": r"evil\x1b[31m[bold]\u202e", "n": 3}, {"key": "10.0.0.1", "n": 1}],
            "window": None,
            "records": 6,
            "rejected": 1,
        },
    )
    code, out, _ = run("top", "--json", "--window", "5m")
    assert json.loads(out)["status"] == [{"key": "200", "n": 1}]
    code, out, _ = run("top", "--json", "--window", "24h", "--now")
    assert json.loads(out)["status"] == []
    code, out, _ = run("top")
    assert code == 0
    assert r"evil\x1b[31m[bold]\u202e" in out
    assert "\x1b[31m" not in out
    assert "6 records received, 1 rejected" in out


@pytest.mark.usefixtures("data")
def test_dead_letters(run: Run) -> None:
    code, out, _ = run("dead-letter", "list", "--json")
    [letter] = json.loads(out)
    assert letter["value"] == r"\x1b]0;owned\x07 GET /?token=*** x"
    assert (letter["offset"], letter["reason"], letter["size"]) == (5, "request", 32)
    _, out, _ = run("dead-letter", "list")
    assert "access-log/0/5" in out
    assert "owned" in out and "\x1b]0" not in out and "hunter2" not in out
    _, out, _ = run("dead-letter", "show", "access-log/0/5")
    assert letter["sha256"] in out
    code, out, err = run("dead-letter", "show", "access-log/0/6")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    _, out, _ = run("dead-letter", "list", "--reason", "time", "--json")
    assert json.loads(out) == []


def test_two_pipelines_refuse_one_record(data: Path, run: Run) -> None:
    other = replace(PARTITION, pipeline="score-access-log")
    letter = DeadLetter(5, "no_request", b"-")
    delta = replace(delta_of(0, [], dead_letters=[letter]), totals={("rejected", b"no_request"): 1})
    with closing(Writer.open(data / "ledger", other, DEFINITION)) as writer:
        writer.apply(delta)
    both = {("count", "request"), ("score-access-log", "no_request")}
    _, out, _ = run("dead-letter", "list", "--json")
    assert {(each["pipeline"], each["reason"]) for each in json.loads(out)} == both
    _, out, _ = run("dead-letter", "list")
    assert "pipeline" in out and "score-access-log" in out
    _, out, _ = run("dead-letter", "show", "access-log/0/5", "--json")
    shown = [json.loads(line) for line in out.splitlines()]
    assert {(each["pipeline"], each["reason"]) for each in shown} == both
    _, out, _ = run("dead-letter", "show", "access-log/0/5")
    assert "pipeline: count\n" in out and "pipeline: score-access-log\n" in out


def test_snapshot(data: Path, run: Run) -> None:
    out_folder = data / "snapshot"
    code, out, _ = run("snapshot", "--out", str(out_folder))
    assert (code, out.startswith("6 records of 1 partitions")) == (0, True)
    assert (out_folder / "manifest.json").exists()


@pytest.mark.parametrize(
    "command", [["top"], ["dead-letter", "list"], ["snapshot", "--out", "none"]]
)
def test_a_missing_ledger_is_one_sentence(command: list[str], tmp_path: Path, run: Run) -> None:
    missing = tmp_path / "nothing"
    code, out, err = run(*command, "--data", str(missing))
    assert (code, out) == (2, "")
    assert err.startswith("logwarden: ") and err.count("\n") == 1
    assert not missing.exists()
