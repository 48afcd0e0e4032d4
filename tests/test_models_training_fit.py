"""A tiny detector learns; and what training promises about rows, keys and bags."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from models.detector.network import Detector, DetectorConfig
from models.detector.shapes import classes_of
from models.requests.tokens import Tokenizer
from models.training.bags import Example
from models.training.fit import (
    TrainingConfig,
    _KeyDropper,
    fit,
    noisy_or,
    padded,
    predict,
    sampling_shares,
)
from models.training.fit_wide import SHARE, _fit, fit_wide, ngram_counts
from models.training.windows import Pieces, whole_texts

BAD = [Example((f"\x06q=x{i}", f"\x06q={i}<evil>"), 1, ("s", "a")) for i in range(40)]
GOOD = [Example((f"\x06q={i}fine<",), 0, ("s", "b")) for i in range(40)]
GOOD += [Example((f"\x06q=x{i}",), 0, ("s", "c")) for i in range(40)]
TOKENIZER = Tokenizer.fit(text for example in BAD + GOOD for text in example.texts)
NETWORK = DetectorConfig(
    len(TOKENIZER.vocabulary) + 1, 8, 16, 0.0, (2, 3), 64, classes=classes_of(TOKENIZER)
)
CONFIG = TrainingConfig(epochs=4, drawn=3000, batch=50, learning_rate=1e-2)


@pytest.fixture(scope="module")
def model() -> Detector:
    return fit(BAD + GOOD, TOKENIZER, NETWORK, CONFIG, lambda _: None)


def test_of_a_bag_the_guilty_part_is_found(model: Detector) -> None:
    guilty, innocent = predict(model, TOKENIZER, ["\x06q=99<evil>", "\x06q=x99"])
    assert guilty > 0.6 and innocent < 0.4


def test_a_score_does_not_depend_on_the_rows_beside_it(model: Detector) -> None:
    texts = ["\x06q=1<evil>", "\x06q=x" * 60, "\x06", ""]
    together = predict(model, TOKENIZER, texts)
    alone = [predict(model, TOKENIZER, [text])[0] for text in texts]
    assert np.abs(together - alone).max() < 1e-6


def test_a_bag_of_one_is_its_own_logit() -> None:
    logits = torch.tensor([-9.0, 0.0, 9.0, -200.0], requires_grad=True)
    bags = noisy_or(logits, torch.tensor([0, 1, 2, 3]), 4)
    assert torch.allclose(bags[:3], logits[:3], atol=1e-4)
    bags.sum().backward()
    assert torch.isfinite(logits.grad).all()  # type: ignore[arg-type]
    pair = noisy_or(torch.tensor([0.0, 0.0]), torch.tensor([0, 0]), 1)
    assert torch.sigmoid(pair).item() == pytest.approx(0.75)


def test_ngrams_find_an_attack_in_harmless_text_if_they_learn_from_windows() -> None:
    """The attack is at any place in texts that have most n-grams in common."""
    random = np.random.default_rng(0)
    found = []
    for window in (32, 0):
        rows, labels = [], []
        for i in range(600):
            words = " ".join("x1 1x 11 xx".split()[j] for j in random.integers(0, 4, 50))[:120]
            at, label = int(random.integers(20, 100)), i % 2
            inside = "<evil>" if label else "fine<"
            rows.append(TOKENIZER.encode("\x06q=" + words[:at] + inside + words[at:]))
            labels.append(label)
        model = Detector(replace(NETWORK, window=window)).eval()
        fit_wide(model, rows, labels, np.full(600, 1 / 600), np.random.default_rng(0))
        logits = model.wide_logit(*padded(rows)).detach().numpy()
        found.append(float(np.median(logits[1::2]) - np.median(logits[::2])))
    assert found[0] > 1.2 * found[1]


def test_the_same_seed_gives_the_same_model() -> None:
    short = replace(CONFIG, epochs=1, drawn=200)
    one, two = (fit(BAD + GOOD, TOKENIZER, NETWORK, short, lambda _: None) for _ in range(2))
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), two.parameters(), strict=True))


def test_classes_are_drawn_alike_and_groups_by_their_root() -> None:
    examples = [Example((), 1, ("s", "big"))] * 900 + [Example((), 1, ("s", "small"))] * 9
    examples += [Example((), 0, ("s", "big"))] * 50
    shares: Counter[tuple[int, str]] = Counter()
    for example, share in zip(examples, sampling_shares(examples, 0.5), strict=True):
        shares[example.label, example.group[1]] += share
    assert shares[0, "big"] == pytest.approx(0.5)
    assert shares[1, "big"] == pytest.approx(10 * shares[1, "small"])


def test_keys_are_hidden_from_values_only() -> None:
    key = _KeyDropper(TOKENIZER, 1.0, np.random.default_rng(0))
    hidden = TOKENIZER.encode("\x06=x")
    assert key.dropped(TOKENIZER.encode("\x06q=x")) == hidden
    assert key.dropped(hidden) == hidden
    assert key.dropped(TOKENIZER.encode("q=x")) == TOKENIZER.encode("q=x")


def test_ngrams_of_the_padding_do_not_count() -> None:
    model = Detector(NETWORK)
    torch.nn.init.normal_(model.wide.weight)
    tokens = torch.tensor([[1, 2, 3, 4, 5, 0, 0, 0]])
    long, short = (model(tokens[:, :steps], torch.tensor([5])) for steps in (8, 5))
    assert torch.allclose(long, short, atol=1e-6)


def test_an_attack_is_sought_with_the_weights_of_a_first_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[NDArray[np.float32]] = []

    def spy(
        _: Sequence[bytes], texts: Pieces, weights: NDArray[np.float32], __: DetectorConfig
    ) -> Pieces:
        given.append(weights)
        return texts

    monkeypatch.setattr("models.training.fit_wide.with_windows", spy)
    rows = [TOKENIZER.encode(example.texts[-1]) for example in BAD + GOOD]
    labels = [example.label for example in BAD + GOOD]
    shares = np.full(len(rows), 1 / len(rows))
    fit_wide(Detector(NETWORK), rows, labels, shares, np.random.default_rng(0))
    texts = whole_texts(rows, labels, shares, NETWORK)
    logits = ngram_counts(texts, NETWORK) @ given[0]
    assert logits[: len(BAD)].mean() > logits[len(BAD) :].mean()


def test_the_logit_of_the_ngrams_is_that_of_the_regression_in_its_share(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("models.training.fit_wide.PASSES", 1)
    rows, config = [TOKENIZER.encode(text) for text in ("<evil>", "x1")], replace(NETWORK, window=0)
    shares = np.array([0.5, 0.5])
    model = Detector(config).eval()
    before = model.output.bias.item()
    fit_wide(model, rows, [1, 0], shares, np.random.default_rng(0))
    texts = whole_texts(rows, [1, 0], shares, config)
    weights, bias = _fit(texts, 1, config, np.random.default_rng(0))
    regression = ngram_counts(texts, config) @ weights.numpy().ravel() + bias.item()
    tokens, lengths = padded(rows)
    added = model.wide_logit(tokens, lengths).detach().numpy() + model.output.bias.item() - before
    assert added == pytest.approx(SHARE * regression, abs=1e-5)
    logits = model(tokens, lengths).detach()
    model.cool(2.0)
    assert torch.allclose(model(tokens, lengths), logits / 2, atol=1e-6)


def test_ngrams_learn_from_the_rows_that_are_drawn() -> None:
    """A row with a wrong label that is never drawn teaches nothing."""
    lie = TOKENIZER.encode("\x06q=1<evil>")
    rows, labels = [lie, TOKENIZER.encode("\x06q=x1"), lie] * 500, [1, 0, 0] * 500
    logits = []
    for shares in ((0.5, 0.5, 0.0), (0.2, 0.2, 0.6)):
        model = Detector(NETWORK).eval()
        fit_wide(model, rows, labels, np.tile(shares, 500) / 500, np.random.default_rng(0))
        logits.append(model.wide_logit(*padded(rows[:2])).tolist())
    (attack, normal), (believed, _) = logits
    assert attack > normal + 1 and believed < attack - 1
