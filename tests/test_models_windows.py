"""The windows of texts from which the n-grams learn."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.detector import Detector  # noqa: E402
from models.training import padded  # noqa: E402
from models.windows import NORMAL_SHARE, STEP, Pieces, with_windows  # noqa: E402
from tests.tiny_models import network  # noqa: E402

RANDOM = np.random.default_rng(1)
ROWS = [RANDOM.integers(1, 40, n, np.uint8).tobytes() for n in (5, 64, 65, 96, 130, 200)] * 2
LABELS = np.repeat(np.array([0, 1], np.float32), len(ROWS) // 2)
WIDTH = 64


@pytest.fixture(scope="module")
def model() -> Detector:
    found = network("parts")
    assert isinstance(found, Detector)
    return found


@pytest.fixture(scope="module")
def pieces(model: Detector) -> Pieces:
    shares = np.where(LABELS == 1, 0.1, 0.02)
    texts = Pieces(ROWS, np.arange(len(ROWS)), LABELS, shares)
    weights = model.wide.weight.numpy().ravel()
    return with_windows(texts, weights, model.config.ngrams, model.config.views[0])


def taken(pieces: Pieces, i: int) -> list[int]:
    """Windows of a text, behind the text itself."""
    whole, *windows = (k for k, of in enumerate(pieces.of) if of == i)
    assert pieces.rows[whole] == ROWS[i] and {pieces.labels[k] for k in windows} <= {LABELS[i]}
    return windows


def test_of_an_attack_it_is_the_window_by_which_it_is_judged(
    model: Detector, pieces: Pieces
) -> None:
    text = model.config.views[0]
    for i in np.flatnonzero(LABELS == 1):
        found = [pieces.rows[k] for k in taken(pieces, int(i))]
        tokens, lengths = padded([ROWS[i]])
        logits = []
        for start in range(len(ROWS[i]) - WIDTH + 1) if len(ROWS[i]) > WIDTH else []:
            begun = [
                model.wide.weight[ids + j * text.buckets].ravel()
                for j, n in enumerate(model.config.ngrams)
                for ids in [model._ngram_ids(tokens, n, text.buckets)[0, start : start + WIDTH]]
            ]
            terms = torch.cat(begun)
            logits.append(float(terms.sum() / (len(terms) + text.evidence) ** 0.5))
        best = [int(np.argmax(logits))] if logits else []
        assert found == [ROWS[i][start : start + WIDTH] for start in best]
        judged = float(model._ngrams_logit(text, tokens, lengths)[0])
        assert not logits or judged >= max(logits) - 1e-5


def test_of_a_normal_text_they_are_taken_all_along(pieces: Pieces) -> None:
    for i in np.flatnonzero(LABELS == 0):
        windows = taken(pieces, int(i))
        starts = range(0, len(ROWS[i]) - WIDTH + 1, STEP) if len(ROWS[i]) > WIDTH else []
        assert [pieces.rows[k] for k in windows] == [ROWS[i][at : at + WIDTH] for at in starts]
        if windows:
            drawn = pieces.shares[windows].sum() / pieces.shares[i]
            assert drawn == pytest.approx(NORMAL_SHARE)


def test_classes_are_drawn_as_often_as_before(pieces: Pieces) -> None:
    assert pieces.shares[pieces.labels == 1].sum() == pytest.approx(0.6)
    assert pieces.shares[pieces.labels == 0].sum() == pytest.approx(0.12)
