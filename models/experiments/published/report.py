"""Judges a trained recipe on the test part: figures, text and pictures beside published ones."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import classification_report, confusion_matrix, roc_auc_score, roc_curve

from models.experiments.published import pictures
from models.experiments.published.data import Part, Parts
from models.experiments.published.network import RecipeNetwork, predict
from models.experiments.published.recipes import PUBLISHED
from models.experiments.published.training import History, evaluate

WEAKNESSES = (
    "the tokenizer is fitted on all rows, those of the test too",
    "the rows are split at random, and equal requests recur, so test requests were trained on",
    "the status code, which the server's answer gives, is part of the text",
    "padding is not masked: the network reads up to 1,024 zeros before each text",
)
WEAKNESSES_OF = {
    "1": (
        "the output is a relu, which is no probability: a threshold of 0.5 means nothing for it",
        "class 1 is reported wherever the output is not exactly 0, however small it is",
    )
}
SAME_LOG = (
    "The published figures are those of the experiment on its own log: the two columns can be "
    "compared only where this log is that one."
)


@dataclass(frozen=True)
class Report:
    """Figures (JSON-ready) and PNG files by name."""

    figures: dict[str, Any]
    pictures: dict[str, bytes]


def report(name: str, network: RecipeNetwork, parts: Parts, history: History) -> Report:
    """Judge recipe ``name``'s ``network`` on the test part."""
    recipe = network.recipe
    outputs = predict(network, parts.test.rows)
    loss, accuracy = evaluate(network, parts.test)
    decided = {"reported": recipe.decides_above} | {"at_0.5": 0.5}
    classes = {key: _classes(parts.test, outputs, above) for key, above in decided.items()}
    rates, recall, _ = roc_curve(parts.test.labels, outputs)
    auc = float(roc_auc_score(parts.test.labels, outputs))
    seen = set(parts.train.rows)
    figures = {
        "test": {
            "loss": loss,
            "accuracy": accuracy,
            "auc": auc,
            "decides_above": recipe.decides_above,
            **classes,
            "outputs_exactly_0": float((outputs == 0).mean()),
            "rows_also_in_training": float(np.mean([row in seen for row in parts.test.rows])),
        },
        "published": PUBLISHED[name],
        "weaknesses": WEAKNESSES + WEAKNESSES_OF.get(name, ()),
        "history": history,
    }
    title = f"Recipe {name}, test part"
    images = {
        "confusion.png": pictures.confusion(classes["reported"]["confusion"], title),
        "roc.png": pictures.roc(rates, recall, auc, title),
        "loss.png": pictures.curves(history, f"Recipe {name}"),
    }
    return Report(figures, images)


def _classes(part: Part, outputs: NDArray[np.float32], above: float) -> dict[str, Any]:
    predicted = (outputs > above).astype(int)
    true = part.labels.astype(int)
    options: dict[str, Any] = {"labels": [0, 1], "zero_division": 0}
    return {
        "confusion": confusion_matrix(true, predicted, labels=[0, 1]).tolist(),
        "text": classification_report(true, predicted, digits=4, **options),
        **classification_report(true, predicted, output_dict=True, **options),
    }


def text(name: str, figures: dict[str, Any]) -> str:
    """The content of report.txt, from the figures of report.json."""
    test, published, seconds = figures["test"], figures["published"], figures["seconds"]
    above = test["decides_above"]
    rule = "not exactly 0" if above == 0 else f"above {above}"
    lines = [
        f"Recipe {name} on the test part; an output {rule} is reported as class 1.",
        "",
        test["reported"]["text"],
        f"{'':22}{'here':>8}{'published':>11}",
        *(
            f"{key + (' (threshold 0.5)' if key == 'accuracy' else ''):22}"
            f"{test[key]:8.4f}{published[key]:11.4f}"
            for key in ("loss", "accuracy")
        ),
        *(
            f"{f'class {label} {metric}':22}{test['reported'][label][metric]:8.2f}{value:11.2f}"
            for label in ("0", "1")
            for metric, value in zip(
                ("precision", "recall", "f1-score"), published[label], strict=True
            )
        ),
        "",
        SAME_LOG,
        "",
        f"AUC {test['auc']:.4f}; of the test rows {test['rows_also_in_training']:.1%} have the "
        "very text of a training row.",
        f"Seconds: reading {seconds['reading']:.0f}, training {seconds['training']:.0f} (CPU "
        f"{seconds['training_cpu']:.0f}), validation {seconds['validation']:.0f}, "
        f"test and report {seconds['test_and_report']:.0f}.",
        "Weaknesses of the experiment, kept:",
        *(f"- {weakness}" for weakness in figures["weaknesses"]),
    ]
    return "\n".join(lines) + "\n"
