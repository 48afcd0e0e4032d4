"""The scoring step: a chunk of request documents becomes verdicts in one ledger delta."""

import json
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from accesslog.tally import digest
from accesslog.window import window_start
from ledger.delta import DeadLetter, Delta, Finding
from models.scorer import Scorer
from stream.chunk import Chunk

FINDINGS = 10  # of one chunk; the ledger keeps the highest of all
MAX_EVENT_TIME = 253_402_300_799  # 9999-12-31T23:59:59Z, seconds since the epoch


def score_chunk(chunk: Chunk, scorer: Scorer) -> tuple[Delta, NDArray[np.float32]]:
    """The chunk's delta, and its scores float32 (records,) for the metrics (NaN = no score).

    Each record is either ``rejected`` under a reason (it is not a request document) or has one
    verdict: ``attack``, ``clean``, or ``unscored`` where the model failed on it alone. A document
    without a usable ``timestamp`` counts in the window that begins at 0, the epoch.
    """
    scores = scorer.score_many(chunk.values)
    cells: Counter[tuple[int, str, bytes]] = Counter()
    totals: Counter[tuple[str, bytes]] = Counter()
    dead_letters = []
    for offset, value, score in zip(chunk.offsets, chunk.values, scores, strict=True):
        dimension, key = _verdict(value, float(score), scorer)
        totals[dimension, key] += 1
        if dimension == "verdict":
            cells[window_start(event_time_of(value) or 0), dimension, key] += 1
        if dimension == "rejected" or key == b"unscored":
            dead_letters.append(DeadLetter(offset, _reason(dimension, key), value))
    delta = Delta(
        from_offset=chunk.start,
        to_offset=chunk.end,
        records=len(chunk.values),
        rejected=sum(n for (dimension, _), n in totals.items() if dimension == "rejected"),
        cells=cells,
        totals=totals,
        digest=digest(cells, totals),
        dead_letters=dead_letters,
        findings=_highest(chunk, scores),
    )
    return delta, scores


def event_time_of(document: bytes) -> int | None:
    """``timestamp`` (milliseconds) of a request document as whole seconds since the epoch."""
    try:
        milliseconds = json.loads(document)["timestamp"]
        seconds = int(milliseconds) // 1000
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    return seconds if 0 <= seconds <= MAX_EVENT_TIME else None


def _verdict(value: bytes, score: float, scorer: Scorer) -> tuple[str, bytes]:
    if np.isnan(score):
        reason = scorer.reason(value)
        return ("verdict", b"unscored") if reason == "model" else ("rejected", reason.encode())
    return "verdict", b"attack" if score >= scorer.threshold else b"clean"


def _reason(dimension: str, key: bytes) -> str:
    return key.decode() if dimension == "rejected" else "model"


def _highest(chunk: Chunk, scores: NDArray[np.float32]) -> list[Finding]:
    order = np.argsort(-np.nan_to_num(scores, nan=-1.0), kind="stable")[:FINDINGS]
    return [
        Finding(chunk.offsets[i], float(scores[i]), event_time_of(chunk.values[i]), chunk.values[i])
        for i in order
        if not np.isnan(scores[i])
    ]
