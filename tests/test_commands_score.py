"""``logwarden score`` on files of every form, and what it says when it cannot."""

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands.score import _chunks, score
from models.requests.files import InputRefused, summary
from models.scoring.verdicts import CLASSES

ROOT = Path(__file__).parent.parent
ATTACK = b'{"method":"get","path":"/s","query":{"q":"<script>alert(1)</script>"}}'
NORMAL = b'{"method":"get","path":"/s\\u001b[31m?token=hunter2","query":{"q":"garden lamp"}}'
WRAPPED = json.dumps({"request": ATTACK.decode(), "label": 1}).encode()
NESTED = b'{"request":' + NORMAL + b',"label":0}'
LONG = b'{"path":"' + b"a" * 5_000_000 + b'"}'
LINES = b"\n".join([ATTACK, NORMAL, b"{not json", WRAPPED, NESTED, LONG, b"[1]"]) + b"\n"


def scored(*arguments: str, stdin: bytes = b"") -> list[dict[str, object]]:
    result = CliRunner().invoke(score, [*arguments, "--json"], input=stdin)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_plain_gz_and_stdin_give_the_same(tmp_path: Path) -> None:
    plain, packed = tmp_path / "r.jsonl", tmp_path / "r.jsonl.gz"
    plain.write_bytes(LINES)
    packed.write_bytes(gzip.compress(LINES))
    rows = scored(str(plain))
    assert rows == scored(str(packed)) == scored("-", stdin=LINES)
    assert [row["reason"] for row in rows] == [
        None, None, "json", None, None, "too_large", "not_object",
    ]  # fmt: skip
    assert rows[0]["score"] == pytest.approx(rows[3]["score"], abs=1e-6)
    assert rows[1]["score"] == pytest.approx(rows[4]["score"], abs=1e-6)
    assert rows[0]["score"] > rows[1]["score"]


def test_what_was_not_scored_is_counted_beside_json_too() -> None:
    result = CliRunner().invoke(score, ["-", "--top", "1", "--json"], input=b"{not json\n[1]\n")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("2 unscored; model requests ")


def test_lines_show_score_verdict_and_nothing_hostile_or_secret(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(LINES)
    result = CliRunner().invoke(score, [str(path)])
    lines = result.stdout.splitlines()
    assert lines[0].split()[2:] == ["attack", "GET", "/s"]
    assert lines[1].split()[2] in CLASSES
    assert lines[1].endswith("  GET /s\\x1b[31m")
    assert lines[2].split(maxsplit=2)[2] == "unscored: json"
    assert "hunter2" not in result.stdout and "\x1b" not in result.stdout
    told = Counter(line.split()[2].rstrip(":") for line in lines)
    counts = ", ".join(f"{told[name]} {name}" for name in (*CLASSES, "unscored") if told[name])
    assert result.stderr.startswith(f"{counts}; model requests ") and told["unscored"] == 3


def test_a_summary_masks_secrets_and_shows_texts_only() -> None:
    assert summary(b'{"method":"get","path":"/a;token=hunter2"}') == "GET /a;token=***"
    assert summary(b'{"method":1,"path":{"password":"hunter2"}}') == "- -"


def test_a_chunk_is_bounded_by_rows_and_by_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.score.CHUNK", 3)
    monkeypatch.setattr("commands.score.CHUNK_BYTES", 10)
    lines = [b"a", b"b", b"c", b"d" * 9, b"e", b"f" * 50, b"g"]
    chunks = list(_chunks(enumerate(lines, start=1)))
    assert [[number for number, _ in chunk] for chunk in chunks] == [[1, 2, 3], [4, 5], [6], [7]]


def test_top_gives_the_highest_first(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(NORMAL + b"\n" + b"[]\n" + ATTACK + b"\n" + ATTACK + b"\n")
    assert [row["line"] for row in scored(str(path), "--top", "3")] == [3, 4, 1]


def test_broken_gz_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl.gz"
    path.write_bytes(gzip.compress(LINES)[:-30])
    with pytest.raises(InputRefused, match="cannot read"):
        CliRunner().invoke(score, [str(path)], catch_exceptions=False)


@pytest.mark.parametrize(
    "arguments", [["missing.jsonl"], ["-", "--model", "missing.onnx"], ["."], ["-", "--top", "0"]]
)
def test_what_the_user_must_solve_exits_2_without_traceback(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "logwarden", "score", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, input="", timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) <= 4


def test_scoring_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    """ONNX Runtime would keep a device id and events for its maker there."""
    home, documents = tmp_path / "home", tmp_path / "requests.jsonl"
    home.mkdir()
    documents.write_bytes(b'{"path": "/"}\n')
    environment = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    command = [sys.executable, "-m", "logwarden", "score", str(documents)]
    subprocess.run(
        command, env=environment | {"HOME": str(home)}, check=True, capture_output=True, cwd=ROOT
    )
    assert list(home.rglob("*")) == []
