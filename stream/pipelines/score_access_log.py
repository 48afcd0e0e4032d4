"""``worker score --access-log``: the requests of access-log lines to verdict cells."""

from pathlib import Path

from prometheus_client import CollectorRegistry

from accesslog.definition import definition_id
from accesslog.parser import Parser
from ledger.definitions import scoring_definition
from models.requests.access_line import REVISION
from models.scoring.sample import Sample
from models.scoring.scorer import Scorer
from models.scoring.tally import VerdictTally
from models.scoring.tally_lines import tally_lines
from stream.errors import StreamRefused
from stream.pipelines.score import Provider, measured
from stream.settings import StreamSettings
from stream.worker.chunk import Chunk
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
        work=measured("score-access-log", scorer, scoring.tally, registry),
    )
    return work_on(job, settings, options, registry)


class AccessScoring:
    """Scores the requests of access-log lines, or of a share of them.

    ``definition_id`` changes with the model, with how lines are read, and with the share.

    Raises:
        StreamRefused: the log format has no request field.
    """

    def __init__(self, parser: Parser, scorer: Scorer, sample: Sample) -> None:
        if not any(token.field == "request" for g in parser.grammars for token in g.tokens):
            raise StreamRefused(
                f'the log format {parser.log_format!r} has no request to score: it needs a "%r"'
            )
        self._parser = parser
        self._scorer = scorer
        self._sample = sample
        self.definition_id = scoring_definition(
            scorer.id, f"{definition_id(parser)}-{REVISION}", repr(sample.share)
        )

    def tally(self, chunk: Chunk) -> VerdictTally:
        """Verdicts of the chunk's lines."""
        offsets = self._sample.offsets(chunk.topic_id, chunk.partition, chunk.offsets)
        chosen = {index for index, offset in enumerate(chunk.offsets) if offset in offsets}
        return tally_lines(chunk.values, chosen, self._parser, self._scorer)
