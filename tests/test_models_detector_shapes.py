"""The shapes of texts, from which n-grams are taken."""

import pytest

pytest.importorskip("torch", reason="training is an extra: pip install 'logwarden[train]'")

from models.detector.shapes import classes_of, shape_of
from tests.helpers.tiny_models import TOKENIZER

CLASSES = classes_of(TOKENIZER)


def test_names_and_numbers_do_not_show_nor_does_the_key() -> None:
    shapes = {
        shape_of(TOKENIZER.encode(text), CLASSES).row
        for text in ("\x06id=7' or sleep(5)--", "\x06user_name=bob42' and benchmark(1000)--")
    }
    assert len(shapes) == 2  # letters and digits are told apart: 7 is not bob42
    assert shape_of(TOKENIZER.encode("\x06=\x02a\x02\x02"), CLASSES).row == bytes((3, 4, 1))
    same = ("\x06id=x1' or sleep(5)--", "\x06a_b=bob42' and benchmark(1000)--", "\x06=a0' a a(0)--")
    assert len({shape_of(TOKENIZER.encode(text), CLASSES).row for text in same}) == 1
