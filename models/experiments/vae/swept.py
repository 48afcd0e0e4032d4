"""What came of a sweep's trainings."""

from typing import Any, NamedTuple

from models.experiments.vae import data as digits
from models.experiments.vae.codec import Codec
from models.experiments.vae.config import TrainingConfig


class Result(NamedTuple):
    config: TrainingConfig
    facts: dict[str, Any]  # the sidecar
    codec: Codec

    @property
    def measured(self) -> dict[str, Any]:
        """On digits that training has not seen."""
        found = self.facts["measured"]
        return found.get("test") or found["validation"]


class Swept(NamedTuple):
    """What a figure is drawn from."""

    results: dict[str, Result]  # what is different -> what came of it
    held: digits.Digits  # not seen in training
