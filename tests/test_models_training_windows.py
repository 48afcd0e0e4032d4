"""The windows of texts from which the n-grams learn."""

import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.training.fit import padded  # noqa: E402
from models.training.fit_wide import _fit, ngram_counts  # noqa: E402
from models.training.windows import (  # noqa: E402
    NORMAL_SHARE,
    Excerpt,
    Pieces,
    whole_texts,
    with_windows,
)
from tests.helpers.tiny_models import TOKENIZER, network  # noqa: E402

MODEL = network()
WIDTH = MODEL.config.window
RANDOM = np.random.default_rng(1)
TEXTS = [
    lead + "".join(RANDOM.choice([*"ab01 <'=-;", *runs], 256))[:n]
    for n in (1, WIDTH, WIDTH + 1, 100, 130, 200)
    for lead in ("\x06name=", "\x04/")
    for runs in 5 * ([], ["a" * 20] * 5)  # long words are short in the shape
]
ROWS = [TOKENIZER.encode(text) for text in TEXTS]


def pieces(labels: list[int]) -> tuple[Pieces, NDArray[np.float32]]:
    """The pieces, whole texts and then windows, and the regression's logit of each."""
    shares = np.where(labels, 0.1, 0.02)
    texts = whole_texts(ROWS, labels, shares, MODEL.config)
    weights = MODEL.wide.weight.numpy().ravel()
    found = with_windows(ROWS, texts, weights, MODEL.config)
    logits = ngram_counts(found, MODEL.config) @ weights + found.offsets
    return found, float(MODEL.wide_scale) * logits


def windows(found: Pieces) -> list[bytes]:
    """The windows' texts, without the characters that only end n-grams."""
    return [row[:begun] for row, begun in found.excerpts[0][len(ROWS) :]]


def test_an_attack_is_fitted_by_the_window_by_which_it_is_judged() -> None:
    found, logits = pieces([1] * (len(ROWS) - 1) + [0])
    judged = MODEL.wide_logit(*padded(ROWS)).numpy()
    long = [i for i, row in enumerate(ROWS[:-1]) if len(row) > WIDTH]
    assert len(long) > 5
    for k, i in enumerate(long, start=len(ROWS)):
        assert windows(found)[k - len(ROWS)] in ROWS[i]
        assert judged[i] == pytest.approx(max(logits[i], logits[k]), abs=1e-4)


def test_of_a_normal_text_windows_are_taken_all_along() -> None:
    found, logits = pieces([0] * (len(ROWS) - 1) + [1])
    judged = MODEL.wide_logit(*padded(ROWS)).numpy()
    left = list(zip(windows(found), logits[len(ROWS) :], found.shares[len(ROWS) :], strict=True))
    for i, row in enumerate(ROWS[:-1]):
        if len(row) <= WIDTH:
            continue
        own = [*range(0, len(row) - WIDTH, WIDTH // 2), len(row) - WIDTH]
        taken, left = left[: len(own)], left[len(own) :]
        assert [text for text, _, _ in taken] == [row[at : at + WIDTH] for at in own]
        assert max(logit for _, logit, _ in taken) <= judged[i] + 1e-4
        drawn = sum(share for _, _, share in taken) / found.shares[i]
        assert drawn == pytest.approx(NORMAL_SHARE)


def test_classes_are_drawn_as_often_as_before() -> None:
    found, _ = pieces([0, 1] * (len(ROWS) // 2))
    assert found.shares[found.labels == 1].sum() == pytest.approx(0.1 * len(ROWS) / 2)
    assert found.shares[found.labels == 0].sum() == pytest.approx(0.02 * len(ROWS) / 2)


def test_texts_no_longer_than_a_window_are_fitted_as_they_are_judged() -> None:
    texts = whole_texts(ROWS, [0] * len(ROWS), np.ones(len(ROWS)), MODEL.config)
    weights = float(MODEL.wide_scale) * MODEL.wide.weight.numpy().ravel()
    logits = ngram_counts(texts, MODEL.config) @ weights
    short = [i for i, row in enumerate(ROWS) if len(row) <= WIDTH]
    judged = MODEL.wide_logit(*padded([ROWS[i] for i in short])).numpy()
    assert judged == pytest.approx(logits[short], abs=1e-4)


def test_the_fit_adds_the_offsets() -> None:
    """Windows have no n-grams, and half are attacks: only the bias makes up for the offset."""
    n, offset = 12_000, -0.3
    empty = [[Excerpt(b"", 0)] * n for _ in MODEL.config.views]
    labels = np.arange(n, dtype=np.float32) % 2
    windows = Pieces(empty, labels, np.full(n, 1 / n), np.full(n, offset, np.float32))
    _, bias = _fit(windows, 1, MODEL.config, np.random.default_rng(0))
    assert float(bias) == pytest.approx(-offset, abs=0.08)
