"""``worker score``: request documents to verdict cells."""

from pathlib import Path

from prometheus_client import CollectorRegistry

from models.scoring.scorer import Provider, Scorer
from models.scoring.tally import tally_documents
from stream.pipelines.verdicts import measured
from stream.settings import StreamSettings
from stream.worker.process import Job, Options, work_on


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
