"""Reads the ledger's exact totals, and keeps the promise that a served one never goes down."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from accesslog.escape import printable
from accesslog.parser import REASONS as LINE_REASONS
from accesslog.window import window_start
from exporters.lag import PartitionKey
from exporters.ledger_collector import Labels, Samples, went_backwards
from exporters.status_codes import REGISTERED
from ledger.delta import PIPELINES, Pipeline
from ledger.errors import LedgerError
from ledger.proof import Proof, read_proof
from ledger.reader import Reader
from ledger.records import Position
from models.requests.document import REASONS as DOCUMENT_REASONS
from models.scoring.definition import scoring_id_of
from models.scoring.verdicts import CLASSES, UNSAMPLED, UNSCORED

SCORING: tuple[Pipeline, ...] = ("score", "score-access-log")
REASONS: Mapping[Pipeline, tuple[str, ...]] = {
    "count": LINE_REASONS,
    "score": DOCUMENT_REASONS,
    "score-access-log": LINE_REASONS,
}
STATUSES = (*(str(code).encode() for code in REGISTERED), b"other")
VERDICTS = (*CLASSES, UNSCORED)
RESULTS = ("equal", "differs", "could_not_run")


@dataclass(frozen=True)
class Counts:
    """One reading of the ledger: the samples to serve, and the next offsets of open positions.

    Before the first reading ``positions`` is None and ``samples`` is empty: a 0 instead of an
    unknown total would be lower than what an earlier process served. ``behind``: the ledger's
    totals are lower than the samples. ``problem`` says why they are not current.
    """

    samples: Samples
    positions: Mapping[PartitionKey, int] | None
    readable: bool
    behind: bool = False
    problem: str | None = None


class CountSource:
    """Reads a ledger folder repeatedly; call ``sample`` from one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reader = Reader(folder)
        self._served = Counts({}, None, readable=False)
        self._seen: object = None

    def sample(self) -> Counts:
        """The current totals, or those served last if the ledger is unreadable or behind them."""
        try:
            positions = self._reader.positions()
            if not positions:
                problem = f"there are no counts in {self._folder} yet: start a worker"
                return self._keep(self._served.positions, problem, readable=False)
            proof = read_proof(self._folder)
            seen = (positions, proof, window_start(int(time.time())))
            if self._served.problem is None and seen == self._seen:
                return self._served
            samples = self._read(positions, proof)
        except LedgerError as error:
            return self._keep(self._served.positions, str(error), readable=False)
        open_at = {
            PartitionKey(p.pipeline, p.topic, p.topic_id, p.partition): p.next_offset
            for p in positions
            if not p.closed
        }
        if went_backwards(self._served.samples, samples):
            problem = "the ledger's totals are lower than those served, which stay until it is up"
            return self._keep(open_at, problem, readable=True)
        self._seen = seen
        self._served = Counts(samples, open_at, readable=True)
        return self._served

    def _keep(
        self, positions: Mapping[PartitionKey, int] | None, problem: str, *, readable: bool
    ) -> Counts:
        self._served = Counts(self._served.samples, positions, readable, readable, problem)
        return self._served

    def _read(self, positions: list[Position], proof: Proof | None) -> Samples:
        """All totals.

        A sum is computed from the same reading as its parts (parsed is the sum of the responses).
        So they agree in every scrape, also while chunks are being committed.
        """
        status = self._reader.totals("count", "status")
        rejected = {each: self._reader.totals(each, "rejected") for each in PIPELINES}
        records: dict[Labels, float] = {("count", "parsed"): status.total()}
        verdicts: dict[Labels, float] = {}
        for pipeline in SCORING:
            found = self._reader.totals_by_definition(pipeline, "verdict")
            unsampled = sum(
                found.pop(each) for each in list(found) if each[1] == UNSAMPLED.encode()
            )
            ids = {p.definition_id for p in positions if p.pipeline == pipeline}
            verdicts |= _by_model(pipeline, ids, found)
            records[pipeline, "parsed"] = found.total()
            if pipeline == "score-access-log":
                records[pipeline, "unsampled"] = unsampled
        records |= {(each, "rejected"): rejected[each].total() for each in PIPELINES}
        return {
            "logwarden_records_total": records,
            "logwarden_responses_total": {
                (printable(code),): status[code] for code in dict.fromkeys([*STATUSES, *status])
            },
            "logwarden_rejected_records_total": _rejections(rejected),
            "logwarden_verdicts_total": verdicts,
            "logwarden_holes_total": _by_pipeline(positions, "holes"),
            "logwarden_lost_records_total": _by_pipeline(positions, "lost"),
            "logwarden_closed_topics": {(): _closed_topics(positions)},
            **_proof_samples(proof),
        }


def _by_model(
    pipeline: str, definitions: set[str], found: Counter[tuple[str, bytes]]
) -> Mapping[Labels, float]:
    """Counts of each class and model, summed over the definitions that share the model."""
    models = sorted({scoring_id_of(each) for each in definitions | {each for each, _ in found}})
    counts: Counter[Labels] = Counter()
    for (definition, verdict), n in found.items():
        counts[pipeline, printable(verdict), scoring_id_of(definition)] += n
    none = {(pipeline, verdict, model): 0 for model in models for verdict in VERDICTS}
    return none | counts


def _rejections(rejected: Mapping[Pipeline, Counter[bytes]]) -> Mapping[Labels, float]:
    samples: dict[Labels, float] = {
        (pipeline, reason): 0 for pipeline in PIPELINES for reason in REASONS[pipeline]
    }
    for pipeline, counts in rejected.items():
        samples |= {(pipeline, printable(reason)): n for reason, n in counts.items()}
    return samples


def _by_pipeline(positions: list[Position], field: str) -> Mapping[Labels, float]:
    return {
        (each,): sum(getattr(p, field) for p in positions if p.pipeline == each)
        for each in PIPELINES
    }


def _closed_topics(positions: list[Position]) -> int:
    """Number of topic ids on which a pipeline has closed positions only: another id followed.

    A pipeline that no longer runs leaves its positions open, even if the topic is re-created.
    """
    still_open = {(p.pipeline, p.topic_id) for p in positions if not p.closed}
    return len({p.topic_id for p in positions if (p.pipeline, p.topic_id) not in still_open})


def _proof_samples(proof: Proof | None) -> Samples:
    last = proof.result if proof else None
    success = proof.last_success if proof else None
    return {
        "logwarden_reconcile_result": {(each,): float(each == last) for each in RESULTS},
        "logwarden_reconcile_last_success_timestamp_seconds": {(): success or 0},
        "logwarden_reconcile_mismatched_keys": {(): proof.mismatched_keys if proof else 0},
    }
