"""The tables of docs/published.md, made from the figures that the runs wrote.

``python -m tests.helpers.published_page FOLDER`` copies recipe-1, recipe-2, recipe-3 and questions
from a folder of runs into docs/published/ and fills the page. A test holds page and figures equal.
"""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.helpers.page_blocks import filled

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGE, FIGURES = DOCS / "published.md", DOCS / "published"
TAKEN = {
    **{f"recipe-{n}": ("report.json", "confusion.png", "roc.png", "loss.png") for n in range(1, 4)},
    "questions": ("questions.json", "gradient.png", "position.png"),
}


def recipes() -> list[str]:
    lines = ["| | loss | accuracy | class 0 P/R/F1 | class 1 P/R/F1 | AUC |", "|---|" + "---|" * 5]
    for n in range(1, 4):
        figures = _read(f"recipe-{n}/report.json")
        here, published = figures["test"], figures["published"]
        classes = (
            "/".join(
                f"{here['reported'][label][key]:.2f}" for key in ("precision", "recall", "f1-score")
            )
            for label in ("0", "1")
        )
        lines.append(
            f"| recipe {n}, here | {here['loss']:.4f} | {here['accuracy']:.4f} | "
            f"{' | '.join(classes)} | {here['auc']:.4f} |"
        )
        classes = ("/".join(f"{value:.2f}" for value in published[label]) for label in ("0", "1"))
        lines.append(
            f"| recipe {n}, published | {published['loss']:.4f} | {published['accuracy']:.4f} | "
            f"{' | '.join(classes)} | |"
        )
    return lines


def runs() -> list[str]:
    lines = [
        "| | parameters | rows | training, validation, test | test classes 0, 1 | training, CPU s "
        "| in all, s | test rows whose text was trained on |",
        "|---|" + "---|" * 7,
    ]
    for n in range(1, 4):
        figures = _read(f"recipe-{n}/report.json")
        seconds = figures["seconds"]
        whole = sum(value for key, value in seconds.items() if key != "training_cpu")
        lines.append(
            f"| recipe {n} | {figures['parameters']:,} | {figures['data']['rows']:,} | "
            f"{', '.join(f'{rows:,}' for rows in figures['rows'].values())} | "
            f"{', '.join(f'{rows:,}' for rows in figures['data']['classes_in_test'])} | "
            f"{seconds['training_cpu']:.0f} | {whole:.0f} | "
            f"{figures['test']['rows_also_in_training']:.1%} |"
        )
    return lines


def epochs() -> list[str]:
    lines = ["| | epoch | loss | accuracy | validation loss | accuracy |", "|---|" + "---|" * 5]
    for n in range(1, 4):
        for number, entry in enumerate(_read(f"recipe-{n}/report.json")["history"], start=1):
            keys = ("loss", "accuracy", "validation_loss", "validation_accuracy")
            values = " | ".join(f"{entry[key]:.4f}" for key in keys)
            lines.append(f"| recipe {n} | {number} | {values} |")
    return lines


def _question(name: str, columns: dict[str, str]) -> list[str]:
    """One line for each variant; a figure is the mean over seeds, with its range."""
    figures = _read("questions/questions.json")[name]
    lines = [f"| | {' | '.join(columns.values())} |", "|---|" + "---|" * len(columns)]
    for variant, values in figures.items():
        shown = (_mean_and_range(values[key]) for key in columns)
        lines.append(f"| {variant} | {' | '.join(shown)} |")
    return lines


def _median_and_range(norms: Sequence[float]) -> str:
    low, median, high = (
        f"{value:.0e}" for value in (min(norms), sorted(norms)[len(norms) // 2], max(norms))
    )
    return f"{median} ({low} to {high})"


def _mean_and_range(values: list[float]) -> str:
    if max(values) >= 100:
        return f"{values[0]:,.0f}"
    digits = 2 if max(values) >= 10 else 3
    low, mean, high = min(values), sum(values) / len(values), max(values)
    return f"{mean:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def output() -> list[str]:
    return _question(
        "output",
        {
            "test_loss": "test loss",
            "test_accuracy": "accuracy",
            "exactly_0": "outputs exactly 0",
            "no_gradient": "rows without a gradient",
        },
    )


def dropout() -> list[str]:
    return _question(
        "dropout",
        {
            "train_loss": "training loss",
            "test_loss": "test loss",
            "test_accuracy": "accuracy",
            "on_in_test_accuracy": "accuracy, dropout left on",
            "mean_of_passes_accuracy": "accuracy, mean of 20 such passes",
            "spread_of_passes": "spread of a probability over them",
        },
    )


def convolution() -> list[str]:
    return _question(
        "convolution",
        {
            "parameters": "parameters",
            "test_loss": "test loss",
            "test_accuracy": "accuracy",
            "seconds_per_epoch": "CPU s per epoch",
        },
    )


def memory() -> list[str]:
    figures = _read("questions/questions.json")["memory"]
    slots = range(len(next(iter(figures.values()))["accuracy_by_slot"][0]))
    after = " | ".join(f"{slot} after" for slot in slots)
    lines = [f"| accuracy | all | {after} |", "|---|" + "---|" * (1 + len(slots))]
    for name, one in figures.items():
        seeds = zip(one["accuracy"], one["accuracy_by_slot"], strict=True)
        for seed, (whole, by_slot) in enumerate(seeds):
            shown = " | ".join(f"{value:.2f}" for value in reversed(by_slot))
            lines.append(f"| {name}, seed {seed} | {whole:.3f} | {shown} |")
    return lines


def gradients() -> list[str]:
    distances = (0, 10, 25, 50, 100, 150)
    heads = " | ".join(f"at {distance}" for distance in distances)
    lines = [f"| norm of d logit / d x | {heads} |", "|---|" + "---|" * len(distances)]
    for name, one in _read("questions/questions.json")["memory"].items():
        for when in ("before", "after"):
            by_distance = list(zip(*one[f"gradient_{when}"], strict=True))
            shown = " | ".join(_median_and_range(by_distance[distance]) for distance in distances)
            lines.append(f"| {name}, {when} training | {shown} |")
    return lines


def states() -> list[str]:
    lines = ["| | before training | after |", "|---|---|---|"]
    for name, one in _read("questions/questions.json")["memory"].items():
        for key in one["states_before"][0]:
            shown = (
                _mean_and_range([seed[key] for seed in one[f"states_{when}"]])
                for when in ("before", "after")
            )
            lines.append(f"| {name}: {key} | {' | '.join(shown)} |")
    return lines


TABLES = {
    one.__name__: one
    for one in (recipes, runs, epochs, output, dropout, convolution, memory, gradients, states)
}


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FIGURES / name).read_text())
    return read


def main() -> None:
    """Copy the figures of the runs in FOLDER, then fill the page."""
    for run, names in TAKEN.items():
        for name in names:
            source = Path(sys.argv[1]) / run / name
            if source.exists():
                (FIGURES / run).mkdir(parents=True, exist_ok=True)
                shutil.copy(source, FIGURES / run / name)
    PAGE.write_text(filled(PAGE.read_text(), TABLES))


if __name__ == "__main__":
    main()
