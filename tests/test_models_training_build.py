"""The whole production recipe, tiny: two sources a side, one fold, a model that scores."""

import json
import multiprocessing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from commands.display.training import training_bar
from commands.train import train
from models.evaluation.calibration import Budget, CalibrationRefused
from models.labelled.rows import LabelledRefused
from models.scoring.scorer import Scorer
from models.training import build, corpus, processes
from models.training.build import BuildConfig
from models.training.corpus import Fold
from models.training.crossfit import Recipe, fit_rows
from models.training.fit import TrainingConfig
from tests.helpers.processes import wait_until

pytestmark = pytest.mark.slow
RECIPE = Recipe(8, 8, (2, 3), TrainingConfig(epochs=4, drawn=3000, batch=50, learning_rate=1e-2))
ROWS = 900  # of each class, half of them left out
FOLD = Fold("other lists", ("other",), ("theirs",))


def line(label: int, source: str, value: str) -> str:
    request = {"method": "get", "path": "/find", "query": {"q": value}, "statusCode": 200}
    fields = {"request": request, "label": label, "source": source, "value": value}
    return json.dumps({**fields, "family": f"family {label}"})


@pytest.fixture
def config(tmp_path: Path) -> BuildConfig:
    lines = []
    for i in range(ROWS):
        word = "".join("aeioubcdf"[int(digit)] for digit in f"{i:o}")
        lines += [
            line(1, ("one", "other")[i % 2], f"<{word} onload=x>"),
            line(0, ("ours", "theirs")[i % 2], f"{word} and {word[::-1]}s"),
        ]
    data = tmp_path / "rows.jsonl"
    data.write_text("\n".join(lines))
    return BuildConfig((data,), tmp_path / "m.onnx", 0, 0, RECIPE, (FOLD,), Budget(10, 1000))


@pytest.fixture
def facts(config: BuildConfig) -> dict[str, Any]:
    return processes.run_build(config, 2, lambda _done, _loss: None)


def test_the_written_model_scores_as_its_figures_say(
    config: BuildConfig, facts: dict[str, Any]
) -> None:
    scorer = Scorer.load(config.output, "cpu")
    documents = [
        json.dumps({"path": "/other", "query": {"q": value}}).encode()
        for value in ("<zz onload=x>", "plain and simple")
    ]
    attack, normal = scorer.score_many(documents)
    assert attack > 0.5 > normal
    assert scorer.thresholds.attack == facts["calibration"]["lines"]["attack"]["threshold"]
    sidecar = json.loads(config.output.with_suffix(".json").read_text())
    assert sidecar["compared_with_torch"]["greatest_difference"] <= 1e-5
    tested = sidecar["tests"][FOLD.name]
    assert tested["attacks"] == tested["normals"] == ROWS / 2
    assert tested["auc"]["rows"]["value"] > 0.9
    assert tested["wrapper_alone_auc"] == 0.5  # every row has the same wrapper
    assert tested["baseline"]["auc"]["rows"]["value"] > 0.9
    assert sidecar["training"]["rows"] == 2 * ROWS


def test_a_fold_is_judged_by_a_model_that_has_not_seen_it(config: BuildConfig) -> None:
    result = build.run_fold(config, FOLD)
    assert {row.source for row in result.rows} == {"other", "theirs"}
    labels = [row.label for row in result.rows]
    assert {scores.shape for scores in (result.scores, *result.others.values())} == {(len(labels),)}


def test_the_recipe_decides_what_the_network_is(config: BuildConfig) -> None:
    rows = corpus.collect(config.data, 0, 0)[:50]
    recipe = replace(RECIPE, embedding=3, hidden=5, ngrams=(2, 4), shapes=False, window=7)
    made = fit_rows(rows, recipe, lambda _: None)[0].config
    assert (made.embedding, made.hidden, made.ngrams, made.classes) == (3, 5, (2, 4), ())
    assert made.window == 7


def test_a_fold_without_a_class_is_refused_before_any_training(
    config: BuildConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "ProcessPoolExecutor", None)
    bad = replace(config, folds=(FOLD, Fold("f", ("nobody",), ("theirs",))))
    with pytest.raises(LabelledRefused, match="what it leaves out lacks attacks"):
        processes.run_build(bad, 2, lambda _done, _loss: None)


@pytest.mark.parametrize("source", ["theirs", "names"])  # names: of everyday traffic
def test_too_few_normals_are_refused_before_any_training(
    config: BuildConfig, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setattr(processes, "ProcessPoolExecutor", None)
    lines = config.data[0].read_text().splitlines()
    few = [line.replace("theirs", source) for line in lines[:700]]
    many = [line for line in lines[700:] if source != "theirs"]  # not of everyday traffic
    config.data[0].write_text("\n".join(few + many))
    fold = Fold("f", ("other",), ("theirs", source))
    with pytest.raises(CalibrationRefused, match="175 normal requests are too few"):
        processes.run_build(replace(config, folds=(fold,)), 2, lambda _done, _loss: None)


@pytest.mark.timeout(60)
def test_an_error_stops_the_children_at_once(config: BuildConfig) -> None:
    def fail(_done: int, _loss: float) -> None:
        raise KeyboardInterrupt

    endless = replace(RECIPE, training=replace(RECIPE.training, epochs=1_000_000))
    with pytest.raises(KeyboardInterrupt):
        processes.run_build(replace(config, recipe=endless), 2, fail)
    wait_until(lambda: not multiprocessing.active_children(), 10, "the children have ended")


def test_what_cannot_be_built_is_refused(config: BuildConfig) -> None:
    with pytest.raises(LabelledRefused, match="what it leaves out lacks attacks or normal rows"):
        build.run_fold(config, Fold("f", ("nobody",), ("theirs",)))
    with pytest.raises(LabelledRefused, match="what is left to train on lacks attacks"):
        build.run_fold(config, Fold("f", ("one", "other"), ("theirs",)))
    with pytest.raises(CalibrationRefused, match="false alarms"):
        replace(config, budget=Budget(900, 1000)).budget.rates()


def test_training_tells_how_far_it_is_without_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with training_bar(40) as on_progress:
        for done in range(41):
            on_progress(done, 0.25)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 10
    assert told[0] == "trained 4 of 40 batches, loss 0.250"
    assert told[-1] == "trained 40 of 40 batches, loss 0.250"


def test_every_command_option_reaches_the_build(
    config: BuildConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(*asked: Any) -> dict[str, Any]:
        seen.append(asked[:2])
        return {"built": True}

    seen: list[Any] = []
    monkeypatch.setattr(processes, "run_build", build)
    output = tmp_path / "new" / "site.onnx"
    options = {
        "data": config.data[0], "output": output, "generated": 7, "seed": 5, "epochs": 3,
        "leave-out": "other/theirs", "false-alarms-per-day": 3, "requests-per-day": 5e5,
        "processes": 2,
    }  # fmt: skip
    arguments = [f"--{name}={value}" for name, value in options.items()]
    done = CliRunner().invoke(train, [*arguments, "--json"], catch_exceptions=False)
    recipe = Recipe(training=TrainingConfig(seed=5, epochs=3))
    fold = Fold("other/theirs", ("other",), ("theirs",))
    expected = BuildConfig(config.data, output, 7, 5, recipe, (fold,), Budget(3, 5e5))
    assert seen == [(expected, 2)] and json.loads(done.stdout) == {"built": True}
    assert output.parent.is_dir()
