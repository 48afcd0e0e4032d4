"""What the n-grams of shapes are of."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

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
        shape_of(TOKENIZER.encode(text), CLASSES).row
        for text in ("\x06id=7' or sleep(5)--", "\x06user_name=bob42' and benchmark(1000)--")
    }
    assert len(shapes) == 2  # letters and digits are told apart: 7 is not bob42
    assert shape_of(TOKENIZER.encode("\x06=\x02a\x02\x02"), CLASSES).row == bytes((3, 4, 1))
    same = ("\x06id=x1' or sleep(5)--", "\x06a_b=bob42' and benchmark(1000)--", "\x06=a0' a a(0)--")
    assert len({shape_of(TOKENIZER.encode(text), CLASSES).row for text in same}) == 1


@given(ROWS)
def test_torch_sees_the_same_shapes_in_any_batch(rows: list[bytes]) -> None:
    tokens, lengths = padded(rows)
    shapes, sizes, places = network("parts").shapes(tokens, lengths.unsqueeze(1))
    for i, row in enumerate(rows):
        shape = shape_of(row, CLASSES)
        assert bytes(shapes[i, : sizes[i, 0]].tolist()) == shape.row
        assert places[i, : len(row) + 1].tolist() == shape.places.tolist()


def test_a_text_is_as_bad_as_its_worst_window() -> None:
    """By the definition: n-grams that begin in each window, over the root of their number; less
    for a window, the more there are."""
    model = network("parts")
    weights, width = model.wide.weight.squeeze(1).double(), model.config.window
    for length in (1, 5, width - 1, width, width + 1, width + 5, 140):
        row = bytes(int(n) for n in torch.randint(5, 60, (length,)))  # no value: no key to skip
        shape = shape_of(row, CLASSES)
        assert shape.places.tolist() == [
            len(shape_of(row[:n], CLASSES).row) for n in range(length + 1)
        ]
        begun = []  # by view, the weights of the n-grams that begin at each place
        for view, read in zip(model.config.views, (row, shape.row), strict=True):
            found: list[list[float]] = [[] for _ in read]
            tokens, _ = padded([read])
            for i, n in enumerate(model.config.ngrams):
                ids = model._ngram_ids(tokens, n, view.buckets)[0] + view.first + i * view.buckets
                for at in range(len(read) - n + 1):
                    found[at].append(float(weights[ids[at]]))
            begun.append(found)
        logits = []
        for first in [None, *range(length - width + 1)]:
            logit = 0.0
            for view, found, places in zip(
                model.config.views, begun, (range(length + 1), shape.places), strict=True
            ):
                own = found if first is None else found[places[first] : places[first + width]]
                terms = [weight for at in own for weight in at]
                logit += sum(terms) / (len(terms) + view.evidence) ** 0.5
            places_like_it = 1.0 if first is None else length / width
            logits.append(logit - math.log(places_like_it))
        tokens, lengths = padded([row])
        for wider in (tokens, torch.nn.functional.pad(tokens, (0, 99))):
            assert float(model.wide_logit(wider, lengths)[0]) == pytest.approx(
                float(model.wide_scale) * max(logits), abs=1e-4
            )
