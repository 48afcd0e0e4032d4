"""What a trained recipe does on the test part: figures, text and pictures, beside the published."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import classification_report, confusion_matrix, roc_auc_score, roc_curve

from models.published import pictures
from models.published.data import Part, Parts
from models.published.network import RecipeNetwork, predict
from models.published.recipes import PUBLISHED, Recipe
from models.published.training import History, evaluate

WEAKNESSES = (
    "the tokenizer is fitted on all rows, those of the test too",
    "the rows are split at random, and equal requests recur, so test requests were trained on",
    "the status code, which the server's answer gives, is part of the text",
)
SAME_LOG = (
    "The published figures are those of the experiment on its own log: the two columns can be "
    "compared only where this log is that one."
)


@dataclass(frozen=True)
class Report:
    """Figures (JSON-ready), the text of report.txt, and PNG files by name."""

    figures: dict[str, Any]
    text: str
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
        "weaknesses": WEAKNESSES,
        "history": history,
    }
    title = f"Recipe {name}, test part"
    images = {
        "confusion.png": pictures.confusion(classes["reported"]["confusion"], title),
        "roc.png": pictures.roc(rates, recall, auc, title),
        "loss.png": pictures.curves(history, f"Recipe {name}"),
    }
    return Report(figures, _text(name, recipe, figures), images)


def _classes(part: Part, outputs: NDArray[np.float32], above: float) -> dict[str, Any]:
    predicted = (outputs > above).astype(int)
    true = part.labels.astype(int)
    return {
        "confusion": confusion_matrix(true, predicted, labels=[0, 1]).tolist(),
        "text": classification_report(true, predicted, digits=4, zero_division=0),
        **classification_report(true, predicted, output_dict=True, zero_division=0),
    }


def _text(name: str, recipe: Recipe, figures: dict[str, Any]) -> str:
    test, published = figures["test"], figures["published"]
    rule = "not exactly 0" if recipe.decides_above == 0 else f"above {recipe.decides_above}"
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
        "Weaknesses of the experiment, kept:",
        *(f"- {weakness}" for weakness in figures["weaknesses"]),
    ]
    return "\n".join(lines) + "\n"
