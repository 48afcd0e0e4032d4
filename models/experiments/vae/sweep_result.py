"""The results of a sweep's trainings."""

from typing import Any, NamedTuple

from models.experiments.vae import data as digits
from models.experiments.vae.codec import Codec
from models.experiments.vae.config import TrainingConfig


class Result(NamedTuple):
    """The outcome of one training."""

    config: TrainingConfig
    facts: dict[str, Any]  # the sidecar
    codec: Codec

    @property
    def measured(self) -> dict[str, Any]:
        """Figures on digits that training has not seen: the test's, or else the validation's."""
        found = self.facts["measured"]
        return found.get("test") or found["validation"]


class Swept(NamedTuple):
    """The data that a figure is drawn from."""

    results: dict[str, Result]  # by what is different
    held: digits.Digits  # not seen in training
