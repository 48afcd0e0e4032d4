"""The scoring step for access-log lines: the request of each becomes a verdict."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accesslog.definition import definition_id
from accesslog.parser import AccessRecord, MalformedLine, Parser
from ledger.definitions import scoring_definition
from ledger.delta import UNSAMPLED, Delta, Finding
from models.scoring.scorer import Scorer
from models.scoring.verdicts import UNSCORED
from stream.access_request import REVISION, request_document
from stream.chunk import Chunk
from stream.errors import StreamRefused
from stream.sampling import Sample
from stream.scoring import MODEL
from stream.verdict_tally import VerdictTally, highest

NO_REQUEST = "no_request"  # the reason of a line of a connection that never sent one (`-`)


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

    def score_chunk(self, chunk: Chunk, topic_id: str) -> tuple[Delta, NDArray[np.float32]]:
        """The chunk's delta, and the scores float32 (requests scored,) for the metrics.

        Each record has one verdict, or is ``rejected`` under the parser's reason: ``unsampled``
        (not looked at, whatever it holds), ``unscored`` (no request in it, or the model failed on
        it), or a class of verdicts. So scored + unscored + unsampled + rejected = records.
        A finding keeps the request field, not the line with its client.
        """
        tally = VerdictTally()
        found = list(self._requests(chunk, topic_id, tally))
        requests = {record.request: document for _, record, document in found}
        score_of = dict(
            zip(requests, self._scorer.score_requests(list(requests.values())), strict=True)
        )
        scores = np.array([score_of[record.request] for _, record, _ in found], np.float32)
        verdicts = self._scorer.thresholds.classify(scores)
        for (offset, record, _), verdict in zip(found, verdicts, strict=True):
            if verdict == UNSCORED:
                tally.unscored(offset, MODEL, record.request, record.time)
            else:
                tally.verdict(verdict, record.time)
        findings = [
            Finding(found[i][0], float(scores[i]), found[i][1].time, found[i][1].request)
            for i in highest(scores)
        ]
        return tally.delta(chunk, findings), scores

    def _requests(
        self, chunk: Chunk, topic_id: str, tally: VerdictTally
    ) -> Iterator[tuple[int, AccessRecord, dict[str, Any]]]:
        """(offset, record, request document) of what has to be scored; ``tally`` gets the rest."""
        chosen = self._sample.offsets(topic_id, chunk.partition, chunk.offsets)
        tally.verdict(UNSAMPLED.decode(), None, len(chunk.offsets) - len(chosen))
        documents: dict[bytes, dict[str, Any] | None] = {}
        for offset, line in zip(chunk.offsets, chunk.values, strict=True):
            if offset not in chosen:
                continue
            try:
                record = self._parser.parse(line)
            except MalformedLine as malformed:
                tally.rejected(offset, malformed.reason, line)
                continue
            if record.request not in documents:
                documents[record.request] = request_document(record.request)
            document = documents[record.request]
            if document is None:
                tally.unscored(offset, NO_REQUEST, line, record.time)
            else:
                yield offset, record, document
