"""``worker score``: request documents to verdict cells."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from prometheus_client import CollectorRegistry

from exporters.worker_metrics import ScorerMetrics
from ledger.delta import DeadLetter, Delta, Finding, Pipeline
from models.scoring.scorer import Scorer
from models.scoring.tally import VerdictTally, tally_documents
from stream.settings import StreamSettings
from stream.worker.chunk import Chunk
from stream.worker.process import Job, Options, Work, work_on

Provider = Literal["auto", "cpu", "cuda"]


def score_requests(
    settings: StreamSettings, options: Options, model: Path | None, provider: Provider
) -> int:
    """Run a worker that scores request documents; returns its exit code."""
    scorer = Scorer.load(model, provider)
    registry = CollectorRegistry()
    job = Job(
        pipeline="score",
        topic=settings.requests_topic,
        chunk_records=settings.score_records,
        definition_id=scorer.id,
        work=measured(
            "score", scorer, lambda chunk: tally_documents(chunk.values, scorer), registry
        ),
    )
    return work_on(job, settings, options, registry)


def measured(
    pipeline: Pipeline,
    scorer: Scorer,
    tally: Callable[[Chunk], VerdictTally],
    registry: CollectorRegistry,
) -> Work:
    """``tally`` as a worker's work, the model's metrics taken of it."""
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
    """The chunk's delta."""
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
