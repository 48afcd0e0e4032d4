"""The tables of docs/models.md, made from the sidecar of the shipped model.

``python -m tests.helpers.model_card`` fills the page; a test holds page and sidecar equal.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.scoring.artifact import SHIPPED
from models.scoring.verdicts import CLASSES
from tests.helpers.page_blocks import Tables, filled

FACTS = json.loads(SHIPPED.with_suffix(".json").read_text())
PAGE = Path(__file__).parent.parent.parent / "docs" / "models.md"
MODELS = {"detector": "", "LSTM": "deep_alone", "n-grams": "wide_alone", "TF-IDF": "baseline"}


def ranking() -> Iterator[str]:
    yield "| fold | model | AUC | recall at 1 % | at 0.1 % | at 0.01 % |"
    yield "|---|---|---|---|---|---|"
    means = {model: [0.0, 0.0] for model in MODELS}
    for name, found in FACTS["tests"].items():
        for model, figures in ((model, found.get(key, found)) for model, key in MODELS.items()):
            told = [figures["recall_at"][rate] for rate in ("0.01", "0.001", "0.0001")]
            recalls = [_percent(at["macro"]) if "macro" in at else "too few" for at in told]
            auc = figures["auc"]["rows"]["value"]
            yield f"| {name} | {model} | {auc:.4f} | {' | '.join(recalls)} |"
            for i, at in enumerate(told[:2]):
                means[model][i] += at["macro"]["value"] / len(FACTS["tests"])
    for model, recalls_at in means.items():
        yield f"| **mean** | {model} | | {' | '.join(f'{at:.1%}' for at in recalls_at)} | |"


def classes() -> Iterator[str]:
    yield (
        "| class | from | recall, rows | recall, families "
        "| false positives, all left-out normals (hard negatives too) |"
    )
    yield "|---|---|---|---|---|"
    for name, line in FACTS["calibration"]["lines"].items():
        at = FACTS["left_out"]["at"][name]
        rates = [_percent(at[key]) for key in ("recall", "recall_macro")]
        rates.append(_percent(at["false_positive_rate"], 2))
        yield f"| {name.replace('_', ' ')} | {line['threshold']:.5f} | {' | '.join(rates)} |"


def other_sites() -> Iterator[str]:
    yield "| source | normals | attack | likely attack | likely clean |"
    yield "|---|---|---|---|---|"
    for source, rates_of in FACTS["calibration"]["left_out"].items():
        rates = [_percent(rates_of[name], 2) for name in CLASSES[:3]]
        yield f"| {source} | {FACTS['calibration']['normals'][source]:,} | {' | '.join(rates)} |"


def families() -> Iterator[str]:
    yield "| attack family or source | rows | attack | likely attack |"
    yield "|---|---|---|---|"
    for by in ("by_family", "by_source"):
        for name, share in FACTS["left_out"][by]["attacks"].items():
            rates = [_percent(share[limit]) for limit in CLASSES[:2]]
            yield f"| {name} | {share['rows']:,} | {' | '.join(rates)} |"


TABLES: Tables = {one.__name__: one for one in (ranking, classes, other_sites, families)}


def _percent(figure: dict[str, Any], digits: int = 1) -> str:
    return (
        f"{figure['value']:.{digits}%} ({figure['low']:.{digits}%} to {figure['high']:.{digits}%})"
    )


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(), TABLES))
