"""``worker score``: request documents, or the requests of access-log lines, to verdict cells."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from prometheus_client import CollectorRegistry

from accesslog.parser import Parser
from exporters.worker_metrics import ScorerMetrics
from ledger.delta import Delta, Pipeline
from models.scoring.scorer import Scorer
from stream.access_scoring import AccessScoring
from stream.chunk import Chunk
from stream.sampling import Sample
from stream.scoring import score_chunk
from stream.settings import StreamSettings
from stream.worker import NOWHERE, Listen, Work, work_on

Provider = Literal["auto", "cpu", "cuda"]
#: A chunk and its topic's id to the chunk's delta and its scores (NaN = no score).
Scoring = Callable[[Chunk, str], tuple[Delta, NDArray[np.float32]]]


def score_requests(
    settings: StreamSettings,
    model: Path | None,
    provider: Provider,
    *,
    drain: bool = False,
    static: bool = False,
    new_definition: bool = False,
    listen: Listen = NOWHERE,
) -> int:
    """``worker score``: request documents to verdict cells. Returns the exit code."""
    scorer = Scorer.load(model, provider)
    registry = CollectorRegistry()
    return work_on(
        "score",
        settings,
        settings.requests_topic,
        settings.score_records,
        scorer.id,
        observed("score", scorer, lambda chunk, _: score_chunk(chunk, scorer), registry),
        registry,
        drain=drain,
        static=static,
        new_definition=new_definition,
        listen=listen,
    )


def score_access_log(
    settings: StreamSettings,
    model: Path | None,
    provider: Provider,
    *,
    drain: bool = False,
    static: bool = False,
    new_definition: bool = False,
    listen: Listen = NOWHERE,
) -> int:
    """``worker score --access-log``: the requests of access-log lines to verdict cells.

    A chunk is as large as it takes to hold ``score_records`` records of the sample, up to
    ``chunk_records``.
    """
    parser = Parser(settings.log_format)
    scorer = Scorer.load(model, provider)
    scoring = AccessScoring(parser, scorer, Sample(settings.sample))
    registry = CollectorRegistry()
    return work_on(
        "score-access-log",
        settings,
        settings.access_topic,
        max(1, min(settings.chunk_records, round(settings.score_records / settings.sample))),
        scoring.definition_id,
        observed("score-access-log", scorer, scoring.score_chunk, registry),
        registry,
        drain=drain,
        static=static,
        new_definition=new_definition,
        listen=listen,
    )


def observed(
    pipeline: Pipeline, scorer: Scorer, scoring: Scoring, registry: CollectorRegistry
) -> Work:
    """``scoring`` as a worker's work, with the model's metrics taken of it."""
    metrics = ScorerMetrics(
        registry,
        pipeline=pipeline,
        name=scorer.name,
        scoring_id=scorer.id,
        thresholds=scorer.thresholds,
        provider="cuda" if "CUDA" in scorer.provider else "cpu",
        fell_back=scorer.fell_back,
    )

    def work(chunk: Chunk, topic_id: str) -> Delta:
        with metrics.inference_seconds.time():
            delta, scores = scoring(chunk, topic_id)
        metrics.observe_scores(scores.tolist())
        return delta

    return work
