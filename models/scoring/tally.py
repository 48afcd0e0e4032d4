"""Counts verdicts of one list of records: each record has one verdict or one reason.

The counterpart of accesslog.tally for verdicts: every count and recount calls the same code.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from accesslog.tally import REJECTED, digest
from accesslog.window import window_start
from models.requests.document import BadDocument, decode
from models.requests.event_time import event_time_of
from models.scoring.scorer import Scorer
from models.scoring.verdicts import UNSCORED

VERDICT = "verdict"  # the dimension
MODEL = "model"  # the reason why a readable request document has no score
FINDINGS = 10  # highest scores kept of one list; the ledger keeps the highest of all lists


class Unread(NamedTuple):
    """A record without a score: it could not be read, or the model failed on it."""

    place: int  # index in the list
    reason: str
    value: bytes


class Scored(NamedTuple):
    """A record and its score."""

    place: int  # index in the list
    score: float
    event_time: int | None  # seconds since the epoch
    value: bytes


class VerdictTally:
    """Verdict counts of ``records`` records, collected in any order.

    scored + unscored + unsampled + rejected = records.
    """

    def __init__(self, records: int) -> None:
        self.records = records
        self.cells: Counter[tuple[int, str, bytes]] = Counter()  # (window start, dimension, key)
        self.unread: list[Unread] = []
        self.highest: list[Scored] = []  # at most FINDINGS, the highest first
        self.scores: NDArray[np.float32] = np.zeros(0, np.float32)  # of the requests; NaN: no score
        self._rejected: Counter[bytes] = Counter()

    @property
    def rejected(self) -> int:
        """Records that could not be read."""
        return self._rejected.total()

    def verdict(self, name: str, event_time: int | None, n: int = 1) -> None:
        """Count ``n`` records of a class; without an event time, in the window at 0, the epoch."""
        if n:
            self.cells[window_start(event_time or 0), VERDICT, name.encode()] += n

    def unscored(self, place: int, reason: str, value: bytes, event_time: int | None) -> None:
        """Count a readable record without a score."""
        self.verdict(UNSCORED, event_time)
        self.unread.append(Unread(place, reason, value))

    def reject(self, place: int, reason: str, value: bytes) -> None:
        """Count a record that could not be read."""
        self._rejected[reason.encode()] += 1
        self.unread.append(Unread(place, reason, value))

    def score(self, scores: NDArray[np.float32], records: Sequence[Scored]) -> None:
        """Keep the scores (n,) and the FINDINGS highest-scored records; NaN is no score."""
        self.scores = scores
        self.highest = [records[i] for i in _highest(scores)]

    def totals(self) -> Counter[tuple[str, bytes]]:
        """(dimension, key) -> n over all windows, with "rejected" keyed by reason."""
        totals = Counter({(REJECTED, reason): n for reason, n in self._rejected.items()})
        for (_, dimension, key), n in self.cells.items():
            totals[dimension, key] += n
        return totals

    def digest(self) -> str:
        """SHA-256, in hexadecimal; see accesslog.tally.digest."""
        return digest(self.cells, self.totals())


def tally_documents(documents: Sequence[bytes], scorer: Scorer) -> VerdictTally:
    """Verdicts of request documents.

    Each is either rejected under a reason of models.requests.document or has one verdict: a class
    of models.scoring.verdicts, or ``unscored`` if the model failed on it. A document without a
    usable ``timestamp`` counts in the window that begins at 0, the epoch.
    """
    tally = VerdictTally(len(documents))
    found = [_decoded(document) for document in documents]
    requests = [each if isinstance(each, dict) else None for each in found]
    scores = scorer.score_requests(requests)
    records = [
        Scored(i, float(scores[i]), event_time_of(request or {}), documents[i])
        for i, request in enumerate(requests)
    ]
    for record, reason, verdict in zip(
        records, found, scorer.thresholds.classify(scores), strict=True
    ):
        if isinstance(reason, str):
            tally.reject(record.place, reason, record.value)
        elif verdict == UNSCORED:
            tally.unscored(record.place, MODEL, record.value, record.event_time)
        else:
            tally.verdict(verdict, record.event_time)
    tally.score(scores, records)
    return tally


def _decoded(document: bytes) -> dict[str, Any] | str:
    """The request, or the reason why it is none."""
    try:
        return decode(document)
    except BadDocument as bad:
        return bad.reason


def _highest(scores: NDArray[np.floating[Any]]) -> list[int]:
    order = np.argsort(-np.nan_to_num(scores, nan=-1.0), kind="stable")[:FINDINGS]
    return [int(i) for i in order if not np.isnan(scores[i])]
