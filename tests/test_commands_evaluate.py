"""``logwarden evaluate`` and ``calibrate`` on a scorer whose scores are known."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from click import Command
from click.testing import CliRunner, Result
from numpy.typing import NDArray

from commands.calibrate import calibrate
from commands.display.tables import cell
from commands.evaluate import evaluate
from models.evaluation.report import AS_SENT, limits_of, under_evasions
from models.labelled.rows import LabelledRefused, Row, plain_request
from models.requests.tokens import Tokenizer
from models.scoring import artifact
from models.scoring.artifact import Artifact
from models.scoring.verdicts import Thresholds
from traffic.rows.evasions import EVASIONS

THRESHOLDS = Thresholds(0.9, 0.5, 0.1)


class KnownScorer:
    """The score of a request is the number in its parameter q; NaN where there is none."""

    name, id, thresholds = "known", "0" * 16, THRESHOLDS

    def __init__(self, found: Artifact | None = None) -> None:
        self.artifact = found

    def score_many(self, documents: Sequence[bytes]) -> NDArray[np.float32]:
        def score(text: str) -> float:
            try:
                return float(text)
            except ValueError:
                return float("nan")

        return np.array([score(json.loads(d)["query"]["q"]) for d in documents], np.float32)


@pytest.fixture(autouse=True)
def scorer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> KnownScorer:
    path = tmp_path / "known.onnx"
    tokenizer = Tokenizer("ab")
    artifact.write(path, b"onnx", 17, tokenizer, THRESHOLDS, {"training": {"x": 1}})
    known = KnownScorer(Artifact.read(path))
    loader = SimpleNamespace(Scorer=SimpleNamespace(load=lambda *_: known))
    monkeypatch.setitem(__import__("sys").modules, "models.scoring.scorer", loader)
    return known


def row(score: object, label: int, **fields: Any) -> Row:
    value = str(score)
    return Row(
        plain_request(value), label, **({"family": "f", "source": "s", "value": value} | fields)
    )


ROWS = [
    row(0.95, 1, family="sqli", group="sqli/1"),
    row(0.94, 1, family="sqli", group="sqli/1"),
    row(0.6, 1, family="xss", source="t", evasion="case"),
    row(0.05, 1, family="rce", source="t"),
    row(0.2, 0, family="prose"),
    row(0.01, 0, family="prose"),
    row(0.55, 0, family="names", source="t"),
    row("-", 0, family="names", source="t"),
]  # fmt: skip


def file_of(path: Path, rows: Sequence[Row]) -> Path:
    path.write_text("".join(json.dumps(r._asdict()) + "\n" for r in rows))
    return path


def run(command: Any, *arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(
        command, [str(argument) for argument in arguments], catch_exceptions=False
    )


def test_json_has_the_figures_of_a_set_worked_out_by_hand(tmp_path: Path) -> None:
    found = json.loads(
        run(evaluate, "--data", file_of(tmp_path / "r.jsonl", ROWS), "--json").stdout
    )
    assert found["model"] == {"name": "known", "id": "0" * 16}
    assert (found["attacks"], found["normals"]) == (4, 3)  # one normal row is unscored
    assert found["groups"] == {"attacks": 3, "normals": 3}
    assert found["classes"] == {
        "attack": {"attacks": 2, "normals": 0},
        "likely_attack": {"attacks": 1, "normals": 1},
        "likely_clean": {"attacks": 0, "normals": 1},
        "clean": {"attacks": 1, "normals": 1},
        "unscored": {"attacks": 0, "normals": 1},
    }
    likely = found["at"]["likely_attack"]
    assert likely["recall"]["value"] == 0.75 and likely["recall_macro"]["value"] == pytest.approx(
        2 / 3
    )
    assert likely["false_positive_rate"]["value"] == pytest.approx(1 / 3)
    assert likely["false_positive_rate_macro"]["value"] == 0.5
    assert found["by_family"]["attacks"]["rce"]["likely_attack"]["value"] == 0.0
    assert found["by_source"]["normals"]["t"]["rows"] == 1
    assert found["by_evasion"]["attacks"]["case"]["likely_attack"]["value"] == 1.0
    assert found["by_evasion"]["attacks"][AS_SENT]["rows"] == 3


def test_tables_fit_100_columns_and_say_what_was_left_out(
    shared_data: Path, scorer: KnownScorer
) -> None:
    def even(documents: Sequence[bytes]) -> NDArray[np.float32]:
        return np.linspace(0.01, 0.99, len(documents), dtype=np.float32)

    scorer.score_many = even  # type: ignore[method-assign]
    result = run(evaluate, "--data", shared_data / "crs")
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert "sqli (attacks)" in result.stdout and "…" not in result.stdout
    assert "left out: 340, rules about the protocol\n" in result.stderr


def test_by_source_and_by_family_tell_what_they_say(tmp_path: Path) -> None:
    path = file_of(tmp_path / "r.jsonl", ROWS)
    assert "By source" in run(evaluate, "--data", path, "--by", "source").stdout
    assert "prose (normals)" in run(evaluate, "--data", path).stdout


@pytest.mark.parametrize(("label", "missing"), [(0, "attacks"), (1, "normal requests")])
def test_one_class_alone_is_refused(tmp_path: Path, label: int, missing: str) -> None:
    path = file_of(tmp_path / "r.jsonl", [r for r in ROWS if r.label == label])
    with pytest.raises(LabelledRefused, match=f"no {missing} that can be scored"):
        run(evaluate, "--data", path)


def test_evasions_have_a_table_of_their_own(tmp_path: Path) -> None:
    path = file_of(tmp_path / "r.jsonl", ROWS)
    assert "Evasions" not in run(evaluate, "--data", path).stdout
    table = run(evaluate, "--data", path, "--evasions").stdout.partition("Evasions")[2]
    rows = {line.split()[1]: line for line in table.splitlines() if line.startswith("│ ")}
    assert set(rows) == set(EVASIONS)
    # Two of the four attacks were above the line; the stub reads no score of a disguised value.
    assert [cell.strip() for cell in rows["url"].split("│")[2:4]] == ["4", "50.0 → 0"]


def test_evasions_are_judged_on_the_rows_they_change() -> None:
    rows = [
        Row({"query": {"q": "0.2"}}, 1, "f", "s", None),
        Row({"query": {"q": "0.95"}, "requestPayload": [{"a": "x0.95y"}]}, 1, "f", "s", "0.95"),
        Row({"query": {"q": "7"}}, 0, "f", "s", "7"),
    ]
    seen: list[Row] = []

    def score(changed: Sequence[Row]) -> NDArray[np.float32]:
        seen.extend(changed)
        return np.array([0.3] * len(changed), np.float32)

    def halve(value: str, _: object) -> str:
        return value.replace("0.95", "0.30")

    limits = limits_of(THRESHOLDS)
    scores = np.array([0.2, 0.95, 0.2], np.float32)
    found = under_evasions(rows, scores, limits, {"halve": halve}, score)["halve"]
    assert [r.request for r in seen] == [
        {"query": {"q": "0.30"}, "requestPayload": [{"a": "x0.30y"}]}
    ]
    assert found["attacks"]["rows"] == 1 and found["normals"] == {"rows": 0}
    attack = found["attacks"]["attack"]
    assert (attack["plain"]["value"], attack["evaded"]["value"]) == (1.0, 0.0)
    assert found["attacks"]["likely_clean"]["evaded"]["value"] == 1.0


def normals(n: int, seed: int) -> list[dict[str, Any]]:
    logits = np.random.default_rng(seed).exponential(1.0, n) - 6
    return [plain_request(f"{1 / (1 + np.exp(-x)):.9f}") for x in logits]


def test_calibrate_writes_a_model_of_another_id_and_leaves_the_old_alone(
    tmp_path: Path, scorer: KnownScorer
) -> None:
    paths = [tmp_path / f"site{i}.jsonl" for i in range(3)]
    for i, path in enumerate(paths):
        path.write_text("".join(json.dumps(d) + "\n" for d in normals(2000, i)))
    file_of(tmp_path / "more.jsonl", [row(0.99, 1), row("-", 0)])
    before = (tmp_path / "known.json").read_bytes()
    output = tmp_path / "new" / "site.onnx"
    data = [part for path in [*paths, tmp_path / "more.jsonl"] for part in ("--data", path)]
    result = run(calibrate, *data, "--output", output)
    assert "left out: 1, attacks\n" in result.stderr
    assert "left out: 1, cannot be scored\n" in result.stderr
    assert "their tail, extrapolated" in result.stdout and "rule of three" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100

    assert scorer.artifact is not None
    old, new = scorer.artifact, Artifact.read(output)
    assert (tmp_path / "known.json").read_bytes() == before
    assert new.onnx == old.onnx and new.id != old.id and new.facts["training"] == {"x": 1}
    logit = np.log(new.thresholds.attack / (1 - new.thresholds.attack))
    assert 2e-5 / 8 < np.exp(-6 - logit) < 2e-5 * 8
    assert new.facts["calibration"]["normals"] == {path.name: 2000 for path in paths}
    assert set(new.facts["calibration"]["left_out"]) == {path.name for path in paths}
    assert sorted(p.name for p in output.parent.iterdir()) == ["site.json", "site.onnx"]


def test_calibrate_without_output_only_tells(tmp_path: Path) -> None:
    path = tmp_path / "site.jsonl"
    path.write_text("".join(json.dumps(d) + "\n" for d in normals(600, 1)))
    files = sorted(tmp_path.iterdir())
    arguments = (path, "--false-alarms-per-day", 100, "--requests-per-day", 1e4, "--json")
    facts = json.loads(run(calibrate, "--data", *arguments).stdout)
    assert facts["lines"]["attack"]["rate"] == 0.01
    assert sorted(tmp_path.iterdir()) == files
    assert run(calibrate, "--data", path, "--output", "model.json").exit_code == 2


def test_a_name_from_a_file_is_shown_and_does_nothing() -> None:
    shown = cell("[/red]\x1b[2J\u202e")
    assert shown.plain.startswith("[/red]") and not {"\x1b", "\u202e"} & set(shown.plain)


@pytest.mark.parametrize("command", [evaluate, calibrate])
def test_of_data_that_the_model_was_trained_on_one_is_warned(
    command: Command, scorer: KnownScorer, tmp_path: Path
) -> None:
    trained, other = tmp_path / "trained.csv", tmp_path / "other.csv"
    rows = [f"0.{n:03},{n % 2}" for n in range(900)]
    trained.write_text("value,label\n" + "\n".join(rows))
    other.write_text("value,label\n" + "\n".join(reversed(rows)))
    digest = hashlib.sha256(trained.read_bytes()).hexdigest()
    scorer.artifact.facts["training"] = {"data": [{"file": "t.csv", "sha256": digest}]}
    told = CliRunner().invoke(command, ["--data", str(trained), "--data", str(other)])
    assert told.exit_code == 0, told.output
    warned = [line for line in told.stderr.splitlines() if line.startswith("warning: ")]
    assert len(warned) == 1 and str(trained) in warned[0]
