"""One epoch and the report: which rows are shuffled, validated, tested, compared."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.experiments.published import export, report, run, training  # noqa: E402
from models.experiments.published.data import Part, Parts  # noqa: E402
from models.experiments.published.recipes import RECIPES  # noqa: E402
from models.requests.tokens import Tokenizer  # noqa: E402

torch.set_num_threads(1)  # the matrices are tiny
TINY = replace(RECIPES["2"], length=24, hidden=8, embedding=4, batch=32)


def part(first: int, rows: int) -> Part:
    """Rows of several lengths, no two of them equal."""
    texts = [
        bytes([1 + i % 2]) * (i // 5 % 20 + 1) + bytes([3 + i % 5])
        for i in range(first, first + rows)
    ]
    return Part(texts, np.arange(first, first + rows).astype(np.float32) % 2)


@pytest.fixture
def parts() -> Parts:
    return Parts(
        Tokenizer("abcdefg"), train=part(0, 70), validation=part(70, 12), test=part(82, 14)
    )


def test_an_epoch_takes_all_rows_in_an_order_of_its_own(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, orders = training._batch, ([], [])

    def recorded(part: Part, members: torch.Tensor, length: int):  # type: ignore[no-untyped-def]
        orders[len(started.history)].extend(members.tolist())
        return batch(part, members, length)

    monkeypatch.setattr(training, "_batch", recorded)
    started = training.Training.start(TINY, 8, seed=0)
    for _ in orders:
        started.epoch(parts, lambda *_: None)
    for order in orders:
        assert sorted(order) == list(range(70)) and order != list(range(70))
    assert orders[0] != orders[1]


def test_validation_rows_are_validated(parts: Parts) -> None:
    started = training.Training.start(TINY, 8, seed=0)
    started.epoch(parts, lambda *_: None)
    measured = [started.history[0][f"validation_{name}"] for name in ("loss", "accuracy")]
    assert measured == list(training.evaluate(started.network, parts.validation))
    assert measured[0] != training.evaluate(started.network, parts.test)[0]


def test_the_report_counts_test_rows_that_were_trained_on(parts: Parts) -> None:
    started = training.Training.start(TINY, 8, seed=0)
    started.epoch(parts, lambda *_: None)
    known = parts.train.rows[:7] + parts.validation.rows[:2] + parts.test.rows[9:]
    judged = report.report(
        "2", started.network, parts._replace(test=Part(known, parts.test.labels)), started.history
    )
    assert judged.figures["test"]["rows_also_in_training"] == pytest.approx(7 / 14)


def test_the_weaknesses_of_recipe_1_are_named(parts: Parts) -> None:
    started = training.Training.start(TINY, 8, seed=0)
    started.epoch(parts, lambda *_: None)
    named = {
        name: " ".join(
            report.report(name, started.network, parts, started.history).figures["weaknesses"]
        )
        for name in RECIPES
    }
    assert "relu" in named["1"] and "not exactly 0" in named["1"]
    assert "relu" not in named["2"] + named["3"]


@pytest.mark.parametrize(("compared", "taken"), [(5, 5), (13, 13), (100, 14)])
def test_onnx_is_compared_on_test_rows_of_all_lengths(
    compared: int, taken: int, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    monkeypatch.setattr(run, "COMPARED", compared)
    monkeypatch.setattr(export, "compared", lambda _net, _graph, rows: seen.extend(rows) or 0.0)
    started = training.Training.start(TINY, 8, seed=0)
    figures = dict.fromkeys(("data", "rows", "parameters", "seed", "versions"))
    run._model(run.Run("2", Path("log"), Path("out")), started, parts, figures)
    assert len(seen) == len(set(seen)) == taken and set(seen) <= set(parts.test.rows)
    lengths = sorted(map(len, parts.test.rows))
    assert (len(seen[0]), len(seen[-1])) == (lengths[0], lengths[-1])


def test_both_classes_are_reported_where_one_has_no_rows() -> None:
    one_class = Part([b"a", b"b"], np.zeros(2, np.float32))
    classes = report._classes(one_class, np.zeros(2, np.float32), above=0.5)
    assert classes["0"]["recall"] == 1 and classes["1"]["support"] == 0
