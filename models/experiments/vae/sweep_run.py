"""Runs a sweep: trains the missing runs, draws the figure, states the result in a sentence."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from accesslog import atomic
from models.experiments.vae import checkpoint, pictures, run
from models.experiments.vae import data as digits
from models.experiments.vae.codec import Codec
from models.experiments.vae.config import TrainingConfig
from models.experiments.vae.projection import check_enough
from models.experiments.vae.sweep_figures import FIGURES
from models.experiments.vae.sweep_result import Result, Swept
from models.experiments.vae.sweeps import SWEEPS, flags

#: (name of a training, its config, number of digits) -> the callbacks that watch it.
Watching = Callable[[str, TrainingConfig, int], AbstractContextManager[run.Watch]]


class Outcome(NamedTuple):
    """A finished sweep, with its figure and ``facts`` already written."""

    name: str
    sentence: str
    facts: dict[str, Any]
    results: dict[str, Result]


def sweep(
    names: Sequence[str], data: digits.Data, output: Path, plain: TrainingConfig, watching: Watching
) -> Iterator[Outcome]:
    """Run the named sweeps, and write NAME.png and NAME.json of each into ``output``.

    Raises:
        DataRefused: too few digits for a figure, before anything is trained.
        ResumeRefused: a training that an earlier sweep began is damaged.
    """
    if "space" in names:
        check_enough(data.held_out.labels)  # before hours of training, not after
    for name in names:
        results = {
            label: _result(output / "runs", label, config, data, watching)
            for label, config in SWEEPS[name](plain).items()
        }
        figure, sentence = FIGURES[name](Swept(results, data.held_out))
        pictures.save(figure, output / f"{name}.png")
        facts = _facts(name, sentence, results)
        atomic.replace(output / f"{name}.json", (json.dumps(facts, indent=2) + "\n").encode())
        yield Outcome(name, sentence, facts, results)


def _result(
    folder: Path, label: str, config: TrainingConfig, data: digits.Data, watching: Watching
) -> Result:
    """The result of this training, which an earlier sweep may have made or begun."""
    key = json.dumps([asdict(config), data.facts["files"]], sort_keys=True)
    place = folder / hashlib.sha256(key.encode()).hexdigest()[:12]
    with watching(label, config, len(data.train.labels)) as watch:
        begun = (place / checkpoint.FILE).exists()
        try:
            facts = run.train(place, config, data, watch, resume=begun)
        except checkpoint.ResumeRefused:
            raise checkpoint.ResumeRefused(
                f"{place / checkpoint.FILE} is not a readable checkpoint: remove that folder, and "
                "the sweep trains it anew"
            ) from None
    return Result(config, facts, Codec.load(place))


def _facts(name: str, sentence: str, results: dict[str, Result]) -> dict[str, Any]:
    return {
        "sweep": name,
        "seen": sentence,
        "runs": {
            label: {
                "options": flags(result.config),
                "seconds": result.facts["seconds"],
                "cpu_seconds": result.facts["cpu_seconds"],
                "parameters": result.facts["parameters"],
                "measured": result.measured,
            }
            for label, result in results.items()
        },
    }
