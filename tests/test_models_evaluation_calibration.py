"""Thresholds from a budget, where the truth is known because the scores were made from it."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from models.evaluation import calibration
from models.evaluation.calibration import (
    SMALL,
    Budget,
    CalibrationRefused,
    calibrate,
    lines,
    threshold_at,
)
from models.scoring.verdicts import Thresholds


def exponential(n: int, seed: int, start: float = -6.0) -> NDArray[np.float32]:
    """Scores whose logit exceeds x with probability exp(start - x)."""
    logits = np.random.default_rng(seed).exponential(1.0, n) + start
    return (1 / (1 + np.exp(-logits))).astype(np.float32)


def true_rate(threshold: float, start: float = -6.0) -> float:
    return math.exp(start - math.log(threshold / (1 - threshold)))


def test_threshold_at_weighs_each_source_the_same() -> None:
    small, large = np.tile([0.9, 0.1], SMALL // 2), np.linspace(0.2, 0.3, 5 * SMALL)
    # half of one of two sources weighs a quarter of all, however many rows the other has
    assert threshold_at(0.25, [small, large]) == pytest.approx(0.6, abs=1e-3)
    assert threshold_at(0.24, [small, large]) > 0.9
    assert threshold_at(1.0, [small, large]) == pytest.approx(0.1)


def test_a_handful_of_rows_does_not_set_a_line() -> None:
    large = np.linspace(0.01, 0.1, 10 * SMALL)
    assert threshold_at(0.01, [large, np.array([0.9])]) < 0.11


def test_one_request_over_and_over_leaves_room_above_it() -> None:
    scores = np.concatenate([np.full(500, 0.4), np.linspace(0.001, 0.01, 500)])
    found = lines({"site": scores.astype(np.float32)}, Budget())
    assert found["attack"].threshold > 0.55 and found["likely_clean"].threshold > 0.4


def test_a_line_keeps_away_from_a_score_that_many_requests_share() -> None:
    """The last bit of a score, rounded otherwise by another processor, moves no verdict."""
    scores = np.concatenate([np.full(400, 0.5), np.linspace(0.001, 0.01, 2600), [0.7] * 8])
    clean = lines({"site": scores.astype(np.float32)}, Budget())["likely_clean"]
    assert clean.threshold == pytest.approx(0.6) and not clean.extrapolated


@pytest.mark.parametrize("seed", range(5))
def test_an_extrapolated_line_keeps_the_budget_it_cannot_see(seed: int) -> None:
    normals = {str(i): exponential(5000, 100 * seed + i) for i in range(3)}
    found = lines(normals, Budget(20, 1e6))
    attack, likely, clean = found["attack"], found["likely_attack"], found["likely_clean"]
    assert attack.extrapolated and attack.reached
    assert 2e-5 / 5 < true_rate(attack.threshold) < 2e-5 * 5  # 0.3 rows of 15,000 are above it
    assert not likely.extrapolated and not clean.extrapolated
    assert true_rate(likely.threshold) == pytest.approx(1e-3, rel=0.7)
    assert true_rate(clean.threshold) == pytest.approx(0.05, rel=0.2)


def test_a_budget_that_the_rows_can_show_is_read_off_them() -> None:
    normals = {"a": exponential(10_000, 1)}
    found = lines(normals, Budget(5000, 1e6))
    assert not found["attack"].extrapolated
    assert found["attack"].threshold == threshold_at(0.005, list(normals.values()))
    assert found["likely_attack"].rate == 0.01  # 50 times the budget, but at most 1 %


def test_a_heavier_tail_moves_the_line_up() -> None:
    light = np.random.default_rng(2).exponential(1.0, 20_000) - 6
    heavy = np.random.default_rng(2).pareto(3, 20_000) - 6
    scores = [(1 / (1 + np.exp(-x))).astype(np.float32) for x in (light, heavy)]
    tails = [calibration.tail_of({"a": s}) for s in scores]
    assert tails[0].scale == pytest.approx(1.0, abs=0.15)
    assert tails[1].scale > 1.5 * tails[0].scale


def test_left_out_sources_tell_what_their_own_rows_hide() -> None:
    normals = {str(i): exponential(4000, i) for i in range(3)}
    normals["loud"] = exponential(4000, 9, start=-2.0)
    facts = calibrate(normals, Budget(1000, 1e6))
    own, unseen = facts["realised"]["loud"], facts["left_out"]["loud"]
    # a line set on the three others flags 1e-3 of them, and exp(4) times as many of the loud one
    assert unseen["attack"]["value"] == pytest.approx(1e-3 * math.exp(4), rel=0.5)
    assert own["attack"]["value"] < unseen["attack"]["value"] / 5
    assert unseen["attack"]["low"] < unseen["attack"]["value"] < unseen["attack"]["high"]
    assert facts["data_alone_shows"] == pytest.approx(3 / 16_000)


def test_left_out_is_silent_where_the_others_are_too_few() -> None:
    facts = calibrate({"a": exponential(1000, 1), "b": exponential(50, 2)}, Budget())
    assert set(facts["left_out"]) == {"b"}


@pytest.mark.parametrize("value", [0.0, 1.0, 0.5])
def test_thresholds_stay_scores_even_where_the_model_knows_only_one(value: float) -> None:
    facts = calibrate({"a": np.full(1000, value, np.float32)}, Budget())
    found = calibration.thresholds(facts)  # Thresholds refuses any other order
    assert isinstance(found, Thresholds)
    for line in (found.attack, found.likely_attack, found.likely_clean):
        assert 0 < np.float32(line) < 1 and float(np.float32(line)) == line
    if value == 1.0:
        assert not facts["lines"]["attack"]["reached"]


def test_what_cannot_be_set_is_refused_in_one_sentence() -> None:
    with pytest.raises(CalibrationRefused, match="399 normal requests are too few"):
        lines({"a": exponential(399, 1)}, Budget())
    with pytest.raises(CalibrationRefused, match="a budget of 100000 false alarms"):
        Budget(100_000, 1e6).rates()
    assert CalibrationRefused.exit_code == 2
