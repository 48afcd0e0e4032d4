"""The scoring step: a chunk of request documents becomes verdicts in one ledger delta."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ledger.delta import Delta, Finding
from models.requests.document import BadDocument, decode
from models.scoring.scorer import Scorer
from models.scoring.verdicts import UNSCORED
from stream.chunk import Chunk
from stream.verdict_tally import VerdictTally, highest

MAX_EVENT_TIME = 253_402_300_799  # 9999-12-31T23:59:59Z, seconds since the epoch
MODEL = "model"  # the reason of what is a request document and yet has no score


def score_chunk(chunk: Chunk, scorer: Scorer) -> tuple[Delta, NDArray[np.float32]]:
    """The chunk's delta, and its scores float32 (records,) for the metrics (NaN = no score).

    Each record is either ``rejected`` under a reason (it is not a request document) or has one
    verdict: a class of verdicts, or ``unscored`` where the model failed on it alone. A
    document without a usable ``timestamp`` counts in the window that begins at 0, the epoch.
    """
    tally = VerdictTally()
    found = [_decoded(value) for value in chunk.values]
    requests = [each if isinstance(each, dict) else None for each in found]
    scores = scorer.score_requests(requests)
    times = [event_time_of(request or {}) for request in requests]
    for i, verdict in enumerate(scorer.thresholds.classify(scores)):
        offset, value, reason = chunk.offsets[i], chunk.values[i], found[i]
        if isinstance(reason, str):
            tally.rejected(offset, reason, value)
        elif verdict == UNSCORED:
            tally.unscored(offset, MODEL, value, times[i])
        else:
            tally.verdict(verdict, times[i])
    findings = [
        Finding(chunk.offsets[i], float(scores[i]), times[i], chunk.values[i])
        for i in highest(scores)
    ]
    return tally.delta(chunk, findings), scores


def _decoded(document: bytes) -> dict[str, Any] | str:
    """The request, or the reason why it is none."""
    try:
        return decode(document)
    except BadDocument as bad:
        return bad.reason


def event_time_of(request: dict[str, Any]) -> int | None:
    """``timestamp`` (milliseconds) of a request document as whole seconds since the epoch."""
    try:
        seconds = int(request["timestamp"]) // 1000
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    return seconds if 0 <= seconds <= MAX_EVENT_TIME else None
