"""``worker score``: request documents to verdict cells."""

from pathlib import Path
from typing import Literal

from prometheus_client import CollectorRegistry

from exporters.worker_metrics import ScorerMetrics
from ledger.delta import Delta
from models.scorer import Scorer
from stream.chunk import Chunk
from stream.scoring import score_chunk
from stream.settings import StreamSettings
from stream.worker import NOWHERE, Listen, work_on


def score_requests(
    settings: StreamSettings,
    model: Path | None,
    provider: Literal["auto", "cpu", "cuda"],
    *,
    drain: bool = False,
    static: bool = False,
    new_definition: bool = False,
    listen: Listen = NOWHERE,
) -> int:
    """``worker score``: request documents to verdict cells. Returns the exit code."""
    scorer = Scorer.load(model, provider)
    registry = CollectorRegistry()
    metrics = ScorerMetrics(
        registry,
        name=scorer.name,
        scoring_id=scorer.id,
        threshold=scorer.threshold,
        provider="cuda" if "CUDA" in scorer.provider else "cpu",
        fell_back=scorer.fell_back,
    )

    def work(chunk: Chunk) -> Delta:
        with metrics.inference_seconds.time():
            delta, scores = score_chunk(chunk, scorer)
        metrics.observe_scores(scores.tolist())
        return delta

    return work_on(
        "score",
        settings,
        settings.requests_topic,
        settings.score_records,
        scorer.id,
        work,
        registry,
        drain=drain,
        static=static,
        new_definition=new_definition,
        listen=listen,
    )
