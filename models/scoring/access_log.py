"""Scores the requests of access-log lines, or of a share of them."""

from collections.abc import Sequence

from accesslog.definition import definition_id
from accesslog.parser import Parser
from models.requests.access_line import REVISION
from models.scoring.definition import scoring_definition
from models.scoring.sample import Sample
from models.scoring.scorer import Scorer
from models.scoring.tally import VerdictTally
from models.scoring.tally_lines import tally_lines


class NoRequestField(Exception):
    """The log format has no request to score."""

    exit_code = 2


class AccessScoring:
    """A parser, a model and a sample.

    ``definition_id`` changes with the model, with how lines are read, and with the share.

    Raises:
        NoRequestField: the log format has no request field.
    """

    def __init__(self, parser: Parser, scorer: Scorer, sample: Sample) -> None:
        if not any(token.field == "request" for g in parser.grammars for token in g.tokens):
            raise NoRequestField(
                f'the log format {parser.log_format!r} has no request to score: it needs a "%r"'
            )
        self._parser = parser
        self._scorer = scorer
        self._sample = sample
        self.definition_id = scoring_definition(
            scorer.id, f"{definition_id(parser)}-{REVISION}", repr(sample.share)
        )

    def tally(
        self, topic_id: str, partition: int, offsets: Sequence[int], lines: Sequence[bytes]
    ) -> VerdictTally:
        """Verdicts of the lines at these offsets of a partition."""
        sampled = self._sample.offsets(topic_id, partition, offsets)
        chosen = {place for place, offset in enumerate(offsets) if offset in sampled}
        return tally_lines(lines, chosen, self._parser, self._scorer)
