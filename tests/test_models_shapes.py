"""What the n-grams of shapes are of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.ngrams import ngram_counts  # noqa: E402
from models.parts import MARKERS  # noqa: E402
from models.shapes import classes_of, shape_of  # noqa: E402
from models.training import padded  # noqa: E402
from tests.tiny_models import TOKENIZER, network  # noqa: E402

CLASSES = classes_of(TOKENIZER)
# Mostly what decides: markers, the sign behind a key, letters and digits in runs.
TEXTS = st.text("".join(MARKERS.values()) + "=aabb01 '<\x02", max_size=40)
ROWS = st.lists(TEXTS.map(TOKENIZER.encode), min_size=1, max_size=20)


def test_names_and_numbers_do_not_show_nor_does_the_key() -> None:
    shapes = {
        shape_of(TOKENIZER.encode(text), CLASSES)
        for text in ("\x06id=7' or sleep(5)--", "\x06user_name=bob42' and benchmark(1000)--")
    }
    assert len(shapes) == 2  # letters and digits are told apart: 7 is not bob42
    assert shape_of(TOKENIZER.encode("\x06=\x02a\x02\x02"), CLASSES) == bytes((3, 4, 1))  # Cyrillic
    same = ("\x06id=x1' or sleep(5)--", "\x06a_b=bob42' and benchmark(1000)--", "\x06=a0' a a(0)--")
    assert len({shape_of(TOKENIZER.encode(text), CLASSES) for text in same}) == 1


@given(ROWS)
def test_torch_sees_the_same_shapes_in_any_batch(rows: list[bytes]) -> None:
    shapes, lengths = network("parts").shapes(*padded(rows))
    for row, shape, length in zip(rows, shapes, lengths, strict=True):
        assert bytes(shape[:length].tolist()) == shape_of(row, CLASSES)


@given(ROWS)
def test_the_regression_is_fitted_to_what_the_detector_computes(rows: list[bytes]) -> None:
    model = network("parts")
    by_counts = ngram_counts(rows, np.arange(len(rows)), rows, model.config)
    logits = by_counts @ model.wide.weight.numpy().ravel()
    assert model.wide_logit(*padded(rows)).numpy() == pytest.approx(logits, abs=1e-4)
    of = np.arange(len(rows))[::-1]  # a window's shape is that of the text which it is of
    pieces = ngram_counts([row[:3] for row in rows], of, rows, model.config).toarray()
    shapes = model.config.views[1].first
    assert (pieces[:, shapes:] == by_counts.toarray()[of][:, shapes:]).all()
    shorter = ngram_counts([row[:3] for row in rows], of * 0, [b""], model.config).toarray()
    assert (pieces[:, :shapes] == shorter[:, :shapes]).all()


def test_a_text_is_as_bad_as_its_worst_window() -> None:
    """By the definition: n-grams that begin in each window, over the root of their number."""
    model = network("parts")
    text, shape = model.config.views
    weights = model.wide.weight.squeeze(1).double()
    for length in (1, 5, 63, 64, 65, 69, 140):
        row = bytes(int(n) for n in torch.randint(1, 60, (length,)))
        tokens, lengths = padded([row])
        found: list[list[float]] = [[] for _ in row]
        for i, n in enumerate(model.config.ngrams):
            ids = model._ngram_ids(tokens, n, text.buckets)[0] + i * text.buckets
            for at in range(length - n + 1):
                found[at].append(float(weights[ids[at]]))
        logits = []
        for first in [None, *range(max(1, length - text.window + 1))]:
            inside = found if first is None else found[first : first + text.window]
            terms = [weight for begun in inside for weight in begun]
            logits.append(sum(terms) / (len(terms) + text.evidence) ** 0.5)
        expected = max(logits) + float(
            model._ngrams_logit(shape, *model.shapes(tokens, lengths))[0]
        )
        for wider in (tokens, torch.nn.functional.pad(tokens, (0, 99))):
            assert float(model.wide_logit(wider, lengths)[0]) == pytest.approx(expected, abs=1e-4)
