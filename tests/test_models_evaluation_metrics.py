"""Figures against values worked out by hand, and intervals against what they promise."""

import numpy as np
import pytest

from models.evaluation import metrics
from models.evaluation.intervals import wilson
from models.evaluation.metrics import Columns, figures


def columns(
    attacks: list[float],
    normals: list[float],
    cells: list[int] | None = None,
    groups: list[int] | None = None,
) -> Columns:
    n = len(attacks) + len(normals)
    return Columns(
        np.array(attacks + normals, np.float32),
        np.repeat([1, 0], [len(attacks), len(normals)]),
        np.array(cells or [0] * n),
        np.array(groups or range(n)),
    )


def test_auc_counts_ties_half_and_agrees_with_all_pairs() -> None:
    assert figures(columns([0.9, 0.5], [0.5, 0.1]), {}, 10)["auc"]["rows"]["value"] == 0.875
    rng = np.random.default_rng(1)
    attacks, normals = rng.integers(2, 9, 70) / 10, rng.integers(0, 7, 50) / 10
    pairs = (attacks[:, None] > normals) + (attacks[:, None] == normals) / 2
    found = figures(columns(list(attacks), list(normals)), {}, 10)["auc"]
    assert found["rows"]["value"] == pytest.approx(pairs.mean())
    assert found["macro"]["value"] == pytest.approx(pairs.mean())  # one cell
    assert metrics.auc(attacks, normals) == pytest.approx(pairs.mean())


def test_recall_at_a_rate_lets_no_more_normals_through_than_it_says() -> None:
    normals = [i / 100 for i in range(100)]
    found = figures(columns([0.999, 0.985, 0.98, 0.5], normals), {}, 10)["recall_at"]
    # 1 % of 100 is one normal, 0.99: the attack that ties with the second, 0.98, is not found
    assert found["0.01"]["rows"]["value"] == 0.5
    assert found["0.001"] == {"too_few_normals": 1000}
    assert found["0.0001"] == {"too_few_normals": 10000}


def test_a_macro_average_lets_a_large_family_not_speak_for_a_small_one() -> None:
    attacks, normals = [0.9] * 9 + [0.1], [0.8] * 3 + [0.2]
    cells = [0] * 9 + [1] + [2] * 2 + [3] * 2
    found = figures(columns(attacks, normals, cells), {"attack": 0.5}, 10)
    at = found["at"]["attack"]
    assert (at["recall"]["value"], at["recall_macro"]["value"]) == pytest.approx((0.9, 0.5))
    rates = at["false_positive_rate"]["value"], at["false_positive_rate_macro"]["value"]
    assert rates == pytest.approx((0.75, 0.75))  # cells of 2 of 2 and 1 of 2
    # pairs (attack cell, normal cell): 0-2 won 1, 0-3 won 1, 1-2 and 1-3 lost
    assert found["auc"]["macro"]["value"] == pytest.approx(0.5)


def test_precision_recall_and_f1_of_both_classes() -> None:
    at = figures(columns([0.9, 0.8, 0.1], [0.7, 0.2, 0.3, 0.1, 0.0]), {"attack": 0.6}, 10)["at"]
    values = {name: figure["value"] for name, figure in at["attack"].items() if name != "threshold"}
    assert values["precision"] == pytest.approx(2 / 3)  # called: two attacks and a normal
    assert values["recall"] == pytest.approx(2 / 3)
    assert values["f1"] == pytest.approx(2 / 3)
    assert values["normal_precision"] == pytest.approx(4 / 5)
    assert values["normal_recall"] == pytest.approx(4 / 5)
    assert values["normal_f1"] == pytest.approx(4 / 5)
    nothing = figures(columns([0.1], [0.2]), {"attack": 0.9}, 10)["at"]["attack"]
    assert nothing["precision"] == {"value": None, "low": None, "high": None}


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_as_published(successes: int, trials: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3."""
    assert wilson(successes, trials)[1:] == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_zero_says_what_its_groups_can_show() -> None:
    normals, groups = [0.1] * 40, [0, 1] + [i // 10 + 2 for i in range(40)]
    found = figures(columns([0.9, 0.9], normals, groups=groups), {"attack": 0.5}, 50)
    assert found["groups"] == {"attacks": 2, "normals": 4}
    rate = found["at"]["attack"]["false_positive_rate"]
    assert (rate["value"], rate["high"]) == pytest.approx((0, wilson(0, 4).high))


def test_intervals_cover_when_whole_groups_are_resampled_and_not_when_rows_are() -> None:
    """40 groups of 10 rows that are all found or all missed, in truth 60 % of them."""
    rng = np.random.default_rng(3)
    covered = {"groups": 0, "rows": 0}
    trials = 60
    for _ in range(trials):
        attacks = list(np.repeat(np.where(rng.random(40) < 0.6, 0.9, 0.1), 10))
        groups = [i // 10 for i in range(400)]
        for name, own in (("groups", [*groups, 40]), ("rows", list(range(401)))):
            at = figures(columns(attacks, [0.0], groups=own), {"attack": 0.5}, 100)["at"]
            recall = at["attack"]["recall"]
            covered[name] += recall["low"] <= 0.6 <= recall["high"]
    assert covered["groups"] / trials > 0.88
    assert covered["rows"] / trials < 0.6


def test_resamples_do_not_depend_on_how_they_are_blocked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = columns([0.9, 0.4, 0.6], [0.5, 0.1, 0.2, 0.45])
    whole = figures(data, {"attack": 0.5}, 400)
    monkeypatch.setattr("models.evaluation.intervals._CELLS", 7 * 16)
    parts = figures(data, {"attack": 0.5}, 400)
    assert whole["auc"]["rows"]["value"] == parts["auc"]["rows"]["value"]
    assert whole["auc"]["rows"]["low"] == pytest.approx(parts["auc"]["rows"]["low"], abs=0.1)
