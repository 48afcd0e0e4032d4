"""Hashed n-grams and shapes stand three times, in numpy, torch and ONNX: the copies are equal."""

import copy
import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.detector.graph import detector_graph  # noqa: E402
from models.detector.ngrams import hashed  # noqa: E402
from models.detector.shapes import classes_of, shape_of  # noqa: E402
from models.requests.parts import MARKERS  # noqa: E402
from models.scoring.batching import feeds  # noqa: E402
from models.scoring.session import open_session  # noqa: E402
from models.training.fit import padded  # noqa: E402
from tests.helpers.tiny_models import TOKENIZER, network  # noqa: E402

CLASSES = classes_of(TOKENIZER)
# Mostly what decides: markers, the sign behind a key, letters and digits in runs.
SIGNS = "".join(MARKERS.values()) + "=aabb01 '<\x02"
TEXTS = st.text(SIGNS, max_size=12) | st.text(SIGNS, min_size=30, max_size=140)
ROWS = st.lists(TEXTS.map(TOKENIZER.encode), min_size=1, max_size=12)


def wide_alone() -> torch.nn.Module:
    """The tiny detector with the LSTM's logit at 0."""
    model = copy.deepcopy(network())
    with torch.no_grad():
        model.output.weight.zero_()
        model.output.bias.zero_()
    return model


MODEL = wide_alone()
WINDOW = MODEL.config.window
AROUND_A_WINDOW = [
    TOKENIZER.encode(("\x06a=1' b<" * 20)[:length])
    for length in (1, 5, WINDOW - 1, WINDOW, WINDOW + 1, WINDOW + 5, 140)
]
SESSION = open_session(detector_graph(MODEL))


def by_definition(row: bytes) -> float:
    """The logit of the n-grams of the whole text, or of the window where it is greatest.

    A window has the n-grams that begin in it; its logit is lowered by log(length / window).
    """
    weights, width = MODEL.wide.weight.squeeze(1).double().numpy(), WINDOW
    shape = shape_of(row, CLASSES)
    begun = []  # by view, the weights of the n-grams that begin at each place
    for view, read in zip(MODEL.config.views, (row, shape.row), strict=True):
        found: list[list[float]] = [[] for _ in read]
        for ids in hashed(read, MODEL.config.ngrams, view.buckets):
            for at, column in enumerate(ids):
                found[at].append(weights[column + view.first])
        begun.append(found)
    places = (range(len(row) + 1), shape.places)
    logits = []
    for first in (None, *range(len(row) - width + 1)):
        logit = 0.0
        for view, found, at in zip(MODEL.config.views, begun, places, strict=True):
            own = found if first is None else found[at[first] : at[first + width]]
            terms = [weight for of_place in own for weight in of_place]
            logit += sum(terms) / (len(terms) + view.evidence) ** 0.5
        logits.append(logit - (0.0 if first is None else math.log(len(row) / width)))
    return float(MODEL.wide_scale) * max(logits)


@given(ROWS)
@example(AROUND_A_WINDOW)
def test_a_text_is_as_bad_as_its_worst_window_in_torch_and_onnx(rows: list[bytes]) -> None:
    expected = [by_definition(row) for row in rows]
    for steps in (max(8, *map(len, rows)), 200):  # whatever it is padded to
        inputs = feeds(rows, steps)
        with torch.no_grad():
            found = MODEL.wide_logit(*map(torch.from_numpy, inputs.values()))
        assert found.numpy() == pytest.approx(expected, abs=1e-4)
        probability = SESSION.run(None, inputs)[0].astype(np.float64)
        assert np.log(probability / (1 - probability)) == pytest.approx(expected, abs=1e-3)


@given(ROWS)
@example(AROUND_A_WINDOW)
def test_torch_sees_the_same_shapes_in_any_batch(rows: list[bytes]) -> None:
    tokens, lengths = padded(rows)
    shapes, sizes, places = MODEL.shapes(tokens, lengths.unsqueeze(1))
    for i, row in enumerate(rows):
        shape = shape_of(row, CLASSES)
        assert bytes(shapes[i, : sizes[i, 0]].tolist()) == shape.row
        assert places[i, : len(row) + 1].tolist() == shape.places.tolist()
        begun = [len(shape_of(row[:n], CLASSES).row) for n in range(len(row) + 1)]
        assert shape.places.tolist() == begun
