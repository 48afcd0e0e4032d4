"""The part that both scoring pipelines share: a chunk's delta, and the model's metrics."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry

from exporters.worker_metrics import ScorerMetrics
from ledger.delta import DeadLetter, Delta, Finding, Pipeline
from models.scoring.scorer import Scorer
from models.scoring.tally import VerdictTally
from stream.worker.chunk import Chunk
from stream.worker.process import Work


def measured(
    pipeline: Pipeline,
    scorer: Scorer,
    tally: Callable[[Chunk], VerdictTally],
    registry: CollectorRegistry,
) -> Work:
    """The work of a scoring worker: ``tally`` a chunk and record the model's metrics."""
    metrics = ScorerMetrics(
        registry,
        pipeline=pipeline,
        name=scorer.name,
        scoring_id=scorer.id,
        thresholds=scorer.thresholds,
        provider="cuda" if "CUDA" in scorer.provider else "cpu",
        fell_back=scorer.fell_back,
    )

    def work(chunk: Chunk) -> Delta:
        with metrics.inference_seconds.time():
            verdicts = tally(chunk)
        metrics.observe_scores(verdicts.scores.tolist())
        return verdict_delta(chunk, verdicts)

    return work


def verdict_delta(chunk: Chunk, verdicts: VerdictTally) -> Delta:
    """The delta of a chunk with these verdicts."""
    return Delta(
        from_offset=chunk.start,
        to_offset=chunk.end,
        records=verdicts.records,
        rejected=verdicts.rejected,
        cells=verdicts.cells,
        totals=verdicts.totals(),
        digest=verdicts.digest(),
        dead_letters=[
            DeadLetter(chunk.offsets[place], reason, value)
            for place, reason, value in verdicts.unread
        ],
        findings=[
            Finding(chunk.offsets[place], score, event_time, value)
            for place, score, event_time, value in verdicts.highest
        ],
    )
