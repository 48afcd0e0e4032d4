"""Explains a score by occlusion: which characters of the worst part raised it.

A span's weight is the drop of the logit when the span's characters become NEUTRAL (Zeiler & Fergus
2014, arXiv 1311.2901). Spans have several widths, because an attack often holds more evidence than
one character can take away.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.requests import decoding, parts
from models.requests.locations import Keys, place_of, secret_spans
from models.requests.parts import Part
from models.scoring.scorer import FAILED, Scorer

NEUTRAL = "x"
WIDTHS = (1, 2, 4, 8, 16)  # characters of a span
STARTS = 256  # most spans of one width: bounds the work
HIDDEN = "***"
_LEAST = 2.0**-25  # least distance of scores from 0 and 1, half a float32 step: logits within ±17.4


@dataclass(frozen=True)
class Explanation:
    """The worst part of a request, and the weight of each of its characters."""

    score: float
    verdict: str  # one of verdicts.CLASSES
    position: str | None  # path, key or value; None if the request has no part
    location: Keys  # the keys that lead to the part in the request
    text: str  # decoded, secrets masked; of a long part only its worst window
    weights: list[float]  # logit that each character added; negative if it lowered the score


class _Reading(NamedTuple):
    """One row that the model read, and the text that it was made from."""

    text: str
    lead: str  # start of the row, not occluded: its marker and the key of a value
    window: str  # the rest of the row
    at: list[int]  # place of each character of the text in the window; -1: outside


def explain(request: dict[str, Any], scorer: Scorer) -> Explanation | None:
    """Explain the worst part of a request; None if the model cannot score the request."""
    found = scorer.parts_of(request)
    if found is None:
        return None
    scores = scorer.scores_of(found)
    if not scores:
        return Explanation(0.0, _verdict(0.0, scorer), None, (), "", [])
    worst = max(scores, key=scores.__getitem__)
    score = scores[worst]
    if score == FAILED:
        return None
    place, reading = place_of(request, worst), _of_part(worst, scorer)
    # masking may miss a secret once its encoding is undone: then the whole part is hidden
    hides = reading.text != worst.text and bool(secret_spans(worst.text))
    weights = _weights(reading, scorer)
    if place.secret or hides:
        text, shown = HIDDEN, [max(weights, default=0.0)] * len(HIDDEN)
    else:
        text, shown = _shown(reading, weights)
    verdict = _verdict(score, scorer)
    return Explanation(score, verdict, worst.position, place.keys, text, shown)


def _verdict(score: float, scorer: Scorer) -> str:
    return scorer.thresholds.classify(np.array([score], np.float32))[0]


def _of_part(part: Part, scorer: Scorer) -> _Reading:
    """The worst row of a part, and its text."""
    (lead,) = parts.rows_of(part._replace(text=""))
    rows = parts.rows_of(part)
    scores = scorer.score_rows([scorer.artifact.tokenizer.encode(row) for row in rows])
    window = rows[int(scores.argmax())][len(lead) :]
    readings = decoding.readings(part.text)
    text = next(text for text in readings if window in parts.normalised(text))
    normal = parts.normalised(text)
    at = _aligned(text, normal, lru_cache(parts.normalised), normal.find(window), len(window))
    return _Reading(text, lead, window, at)


def _aligned(
    text: str, normal: str, read: Callable[[str], str], start: int, length: int
) -> list[int]:
    """Place of each character of ``text`` in normal[start : start + length], -1 if outside.

    ``normal`` holds ``read(character)`` for each character in order, except for dropped ones, such
    as all but one of a run of spaces. A dropped character has the place of the one before.
    """
    places, j = [], 0
    for character in text:
        expected = read(character)
        if expected and normal.startswith(expected, j):
            j += len(expected)
        places.append(j - 1 - start if 0 <= j - 1 - start < length else -1)
    return places


def _weights(reading: _Reading, scorer: Scorer) -> list[float]:
    """Logit that each character of the window added, averaged over the widths of spans."""
    size = len(reading.window)
    step = max(1, -(-size // STARTS))
    spans = [list(_spans(size, max(width, step), step)) for width in WIDTHS]
    variants = [reading.window, *(_occluded(reading.window, *s) for each in spans for s in each)]
    encode = scorer.artifact.tokenizer.encode
    logits = _logits(scorer.score_rows([encode(reading.lead + variant) for variant in variants]))
    lost = iter((logits[0] - logits[1:]).tolist())
    total = np.zeros(size)
    for of_width in spans:
        weight, times = np.zeros(size), np.zeros(size)
        for begin, end in of_width:
            weight[begin:end] += next(lost) / (end - begin)
            times[begin:end] += 1
        total += weight / times
    return (total / len(WIDTHS)).tolist()


def _spans(size: int, width: int, step: int) -> Iterator[tuple[int, int]]:
    for begin in range(0, size, step):
        yield begin, min(begin + width, size)


def _occluded(window: str, begin: int, end: int) -> str:
    return window[:begin] + NEUTRAL * (end - begin) + window[end:]


def _logits(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    p = scores.astype(np.float64).clip(_LEAST, 1 - _LEAST)
    return np.log(p / (1 - p))


def _shown(reading: _Reading, weights: list[float]) -> tuple[str, list[float]]:
    """The characters that the model read, and their weights.

    Each secret becomes one HIDDEN with its highest weight: it may be the attack.
    """
    begin_of = dict(secret_spans(reading.text))
    text, shown, hidden_until = "", [], 0
    for i, (character, at) in enumerate(zip(reading.text, reading.at, strict=True)):
        hidden_until = max(hidden_until, begin_of.get(i, 0))
        if at < 0:
            continue
        if i >= hidden_until:
            text += character
            shown.append(weights[at])
        elif not text.endswith(HIDDEN) or i in begin_of:
            text += HIDDEN
            shown += [weights[at]] * len(HIDDEN)
        else:
            shown[-len(HIDDEN) :] = [max(shown[-1], weights[at])] * len(HIDDEN)
    return text, shown
