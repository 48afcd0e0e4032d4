"""``worker score --access-log``: the requests of access-log lines to verdict cells."""

from pathlib import Path

from prometheus_client import CollectorRegistry

from accesslog.parser import Parser
from models.scoring.access_log import AccessScoring
from models.scoring.sample import Sample
from models.scoring.scorer import Provider, Scorer
from stream.pipelines.verdicts import measured
from stream.settings import StreamSettings
from stream.worker.process import Job, Options, work_on


def score_access_log(
    settings: StreamSettings, options: Options, model: Path | None, provider: Provider
) -> int:
    """Run a worker that scores the requests of access-log lines; returns its exit code.

    A chunk is as large as it takes to hold ``score_records`` records of the sample, up to
    ``chunk_records``.
    """
    parser = Parser(settings.log_format)
    scorer = Scorer.load(model, provider)
    scoring = AccessScoring(parser, scorer, Sample(settings.sample))
    registry = CollectorRegistry()
    job = Job(
        pipeline="score-access-log",
        topic=settings.access_topic,
        chunk_records=max(
            1, min(settings.chunk_records, round(settings.score_records / settings.sample))
        ),
        definition_id=scoring.definition_id,
        work=measured(
            "score-access-log",
            scorer,
            lambda chunk: scoring.tally(
                chunk.topic_id, chunk.partition, chunk.offsets, chunk.values
            ),
            registry,
        ),
    )
    return work_on(job, settings, options, registry)
