"""Measures evasions on a detector that has not seen the rows, for a table of docs/models.md.

    python -m benchmarks.detector_evasions corpus_train.jsonl.gz httpparams_train.csv

Trains without the sources of fold A, as benchmarks.detector_attempts does, and sets thresholds at
1 % and 0.1 % false positives on the fold's own normals. Every evasion then disguises the values of
some 2,000 of the fold's rows, attacks and normals alike. Takes some five minutes.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.detector_attempts import GENERATED, WIDE
from models.evaluation.calibration import threshold_at
from models.evaluation.report import under_evasions
from models.training import corpus, crossfit
from models.training.crossfit import FOLDS
from traffic.rows.evasions import EVASIONS

DISGUISED = 2_000  # rows, taken evenly from the fold


def main() -> None:
    """Print recall and false positives as sent and under each evasion."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path)
    data = parser.parse_args().data
    parts = corpus.leave_out(corpus.collect(data, GENERATED, seed=0), FOLDS[0])
    model, tokenizer = crossfit.fit_rows(parts.train, WIDE, lambda _: None)
    scores = crossfit.score_rows(model, tokenizer, parts.test)
    normals = scores[[row.label == 0 for row in parts.test]]
    limits = {f"{rate:.1%}": threshold_at(rate, [normals]) for rate in (0.01, 0.001)}
    with_value = [i for i, row in enumerate(parts.test) if row.value]
    chosen = with_value[:: max(1, len(with_value) // DISGUISED)]
    found = under_evasions(
        [parts.test[i] for i in chosen],
        np.array(scores[chosen]),
        limits,
        EVASIONS,
        lambda rows: crossfit.score_rows(model, tokenizer, rows),
    )
    print("| evasion | attacks | recall at 1 % | at 0.1 % | normals | false positives at 1 % |")
    print("|---|---|---|---|---|---|")
    for name, sides in found.items():
        attacks, normals_ = sides["attacks"], sides["normals"]
        cells = [name, attacks["rows"], _change(attacks, "1.0%"), _change(attacks, "0.1%")]
        print("|", " | ".join(map(str, [*cells, normals_["rows"], _change(normals_, "1.0%")])), "|")


def _change(side: dict[str, Any], limit: str) -> str:
    if not side["rows"]:
        return "-"
    return " → ".join(f"{side[limit][when]['value']:.1%}" for when in ("plain", "evaded"))


if __name__ == "__main__":
    main()
