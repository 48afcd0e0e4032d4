"""The three published networks, as data; ``network`` builds them."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Recipe:
    """One network and its training; everything else is a default of Keras 2.2."""

    output: Literal["relu", "sigmoid"]
    optimiser: Literal["adam", "adadelta"]
    dropout: float  # after the embedding, the LSTM and the dense layer
    dense: int | None  # units of a relu layer between the LSTM and the output
    decides_above: float  # an output above it is reported as class 1
    embedding: int = 32
    hidden: int = 64
    recurrent_dropout: float = 0.5
    length: int = 1024  # steps, padding included
    batch: int = 128
    epochs: int = 3


RECIPES = {
    "1": Recipe(output="relu", optimiser="adam", dropout=0, dense=None, decides_above=0),
    "2": Recipe(output="sigmoid", optimiser="adam", dropout=0.5, dense=None, decides_above=0.5),
    "3": Recipe(output="sigmoid", optimiser="adadelta", dropout=0.5, dense=128, decides_above=0.5),
}

# Test figures of the experiment, on its own log. Class: precision, recall, F1.
PUBLISHED: dict[str, dict[str, Any]] = {
    "1": {"loss": 0.4435, "accuracy": 0.5751, "0": (1.00, 0.03, 0.05), "1": (0.50, 1.00, 0.66)},
    "2": {"loss": 0.1697, "accuracy": 0.9531, "0": (0.92, 0.99, 0.96), "1": (0.99, 0.91, 0.95)},
    "3": {"loss": 0.3293, "accuracy": 0.9141, "0": (0.86, 0.99, 0.92), "1": (0.99, 0.84, 0.90)},
}
