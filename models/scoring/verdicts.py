"""Verdicts: four classes of scores, separated by thresholds that an alert budget sets."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CLASSES = ("attack", "likely_attack", "likely_clean", "clean")  # from the worst to the best
UNSCORED = "unscored"
UNSAMPLED = "unsampled"  # the verdict of a record left out of the sample: neither read nor scored


@dataclass(frozen=True)
class Thresholds:
    """The lowest score of each class but ``clean``; set by models.evaluation.calibration.

    Raises:
        ValueError: they are not in 0 < likely_clean <= likely_attack <= attack < 1.
    """

    attack: float
    likely_attack: float
    likely_clean: float

    def __post_init__(self) -> None:
        if not 0.0 < self.likely_clean <= self.likely_attack <= self.attack < 1.0:
            raise ValueError(
                "thresholds must rise from likely_clean over likely_attack to attack within 0 "
                f"and 1, and are {self.likely_clean}, {self.likely_attack}, {self.attack}"
            )

    def classify(self, scores: NDArray[np.floating]) -> list[str]:
        """The class of each score, or UNSCORED where it is NaN.

        >>> Thresholds(0.9, 0.5, 0.1).classify(np.array([0.9, 0.4, np.nan]))
        ['attack', 'likely_clean', 'unscored']
        """
        return [_NAMES[i] for i in self._ranks(scores)]

    def _ranks(self, scores: NDArray[np.floating]) -> Sequence[int]:
        bounds = np.array([self.likely_clean, self.likely_attack, self.attack])
        ranks = len(bounds) - np.searchsorted(bounds, scores.astype(np.float64), "right")
        return np.where(np.isnan(scores), len(CLASSES), ranks).tolist()


_NAMES = (*CLASSES, UNSCORED)
