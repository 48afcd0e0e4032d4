"""Compares an LSTM with a plain RNN: gradients over distance, and what is remembered.

Each made-up sequence is a list of short values taken from the log's requests. One value decides the
label, all others are normal: the network must carry it to the end.
"""

import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from models.experiments.published.data import Part, need_both_classes
from models.experiments.published.network import RecipeNetwork
from models.experiments.published.padding import pad
from models.experiments.published.questions.bench import Bench
from models.experiments.published.questions.networks import PlainRNN, outputs_of
from models.experiments.published.questions.states import states
from models.experiments.published.recipes import RECIPES
from models.requests.tokens import Tokenizer

SLOTS = 8  # values in a sequence; the deciding one is in slot 0 (first) to 7 (last)


def value_of(text: str) -> str:
    """The client's values in a trimmed request: those of query and payload, or else the path."""
    request = json.loads(text)
    chosen = {**(request.get("query") or {}), **(request.get("requestPayload") or {})}
    return " ".join(map(str, chosen.values())) or str(request.get("path", ""))


def sequences(
    texts: Sequence[str], labels: Sequence[int], tokenizer: Tokenizer, length: int, seed: int
) -> tuple[Part, NDArray[np.int64]]:
    """One sequence for each text, and the slot (n,) of its deciding value."""
    random = np.random.default_rng(seed)
    width = length // SLOTS - 1  # the same, so that a slot has one distance in all sequences
    values = [value_of(text)[:width].ljust(width) for text in texts]
    normal = [value for value, label in zip(values, labels, strict=True) if label == 0]
    slots = random.permutation(np.arange(len(texts)) % SLOTS)
    rows = []
    for value, slot in zip(values, slots, strict=True):
        filled = [normal[i] for i in random.integers(len(normal), size=SLOTS)]
        filled[slot] = value
        rows.append(tokenizer.encode(" ".join(filled)))
    return Part(rows, np.array(labels, np.float32)), slots


def memory(bench: Bench, texts: Sequence[str], labels: Sequence[int]) -> dict[str, Any]:
    """Accuracy by slot; gradient norms by distance and means of states, before and after training.

    Each figure is a list with one entry for each seed. The last quarter of the texts is the test.

    Raises:
        DataRefused: one of the two parts lacks a class.
    """
    scale, tokenizer = bench.scale, bench.parts.tokenizer
    cut = len(texts) * 3 // 4
    need_both_classes("sequences to train on", labels[:cut])
    need_both_classes("sequences to test on", labels[cut:])
    train, _ = sequences(texts[:cut], labels[:cut], tokenizer, scale.length, seed=1)
    test, slots = sequences(texts[cut:], labels[cut:], tokenizer, scale.length, seed=2)
    seen = test.rows[:200]
    recipe = replace(RECIPES["2"], dropout=0.0, recurrent_dropout=0.0, length=scale.length)

    def make(name: str) -> nn.Module:
        if name == "LSTM":
            return RecipeNetwork(recipe, bench.vocabulary_size)
        return PlainRNN(bench.vocabulary_size)

    figures: dict[str, Any] = {}
    for name in ("LSTM", "plain RNN"):
        started = []  # the same networks before their training
        for seed in range(scale.seeds):
            torch.manual_seed(seed)
            started.append(make(name))
        trained = bench.train(f"{name}, memory", partial(make, name), train)
        outputs = [outputs_of(one.network, test.rows, scale.length) for one in trained]
        figures[name] = {
            "accuracy": [_accuracy(one, test.labels) for one in outputs],
            "accuracy_by_slot": [
                [_accuracy(one[slots == slot], test.labels[slots == slot]) for slot in range(SLOTS)]
                for one in outputs
            ],
        }
        networks = {"before": started, "after": [one.network for one in trained]}
        for when, nets in networks.items():
            figures[name] |= {
                f"gradient_{when}": [gradient_norms(one, seen, scale.length) for one in nets],
                f"states_{when}": [states(one, seen, scale.length) for one in nets],
            }
    return figures


def _accuracy(outputs: NDArray[np.float32], labels: NDArray[np.float32]) -> float:
    return float(((outputs > 0.5) == (labels > 0.5)).mean())


def gradient_norms(network: nn.Module, rows: Sequence[bytes], length: int) -> list[float]:
    """Mean over rows of the norm of d logit / d x, by distance 0, 1, … from the last step.

    x is the embedding of one character; the logit is the output layer's, before the sigmoid. Double
    precision, since a vanishing gradient soon falls below the smallest float32 (1e-45).
    """
    network = deepcopy(network).double().eval()
    kept: dict[str, torch.Tensor] = {}

    def keep_leaf(_module: nn.Module, _inputs: Any, x: torch.Tensor) -> torch.Tensor:
        kept["x"] = x.detach().requires_grad_()
        return kept["x"]

    def keep(_module: nn.Module, _inputs: Any, logit: torch.Tensor) -> None:
        kept["logit"] = logit

    layers = dict(network.named_children())
    layers["embedding"].register_forward_hook(keep_leaf)
    layers["output"].register_forward_hook(keep)
    network(torch.from_numpy(pad(rows, length)))
    (gradient,) = torch.autograd.grad(kept["logit"].sum(), kept["x"])  # (b, length, embedding)
    return gradient.norm(dim=2).mean(dim=0).flip(0).tolist()
