"""Counts verdicts of the requests in access-log lines."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np

from accesslog.parser import AccessRecord, MalformedLine, Parser
from models.requests.access_line import request_document
from models.scoring.scorer import Scorer
from models.scoring.tally import MODEL, Scored, VerdictTally
from models.scoring.verdicts import UNSAMPLED, UNSCORED

NO_REQUEST = "no_request"  # the reason for a connection that sent no request (`-`)


def tally_lines(
    lines: Sequence[bytes], chosen: Collection[int], parser: Parser, scorer: Scorer
) -> VerdictTally:
    """Verdicts of the lines at the indices ``chosen``; other lines are ``unsampled`` and not read.

    A chosen line is rejected under the parser's reason, or ``unscored`` (no request in it, or the
    model failed on it), or has a class of models.scoring.verdicts. Equal requests are scored once.
    Only the request field of a scored line is kept, not its client.
    """
    tally = VerdictTally(len(lines))
    tally.verdict(UNSAMPLED, None, len(lines) - len(chosen))
    found = list(_requests(lines, chosen, parser, tally))
    requests = {record.request: document for _, record, document in found}
    score_of = dict(zip(requests, scorer.score_requests(list(requests.values())), strict=True))
    scores = np.array([score_of[record.request] for _, record, _ in found], np.float32)
    verdicts = scorer.thresholds.classify(scores)
    for (place, record, _), verdict in zip(found, verdicts, strict=True):
        if verdict == UNSCORED:
            tally.unscored(place, MODEL, record.request, record.time)
        else:
            tally.verdict(verdict, record.time)
    records = [
        Scored(place, float(score), record.time, record.request)
        for (place, record, _), score in zip(found, scores, strict=True)
    ]
    tally.score(scores, records)
    return tally


def _requests(
    lines: Sequence[bytes], chosen: Collection[int], parser: Parser, tally: VerdictTally
) -> Iterator[tuple[int, AccessRecord, dict[str, Any]]]:
    """(place, record, request document) of each line to score; ``tally`` counts the other ones."""
    documents: dict[bytes, dict[str, Any] | None] = {}
    for place, line in enumerate(lines):
        if place not in chosen:
            continue
        try:
            record = parser.parse(line)
        except MalformedLine as malformed:
            tally.reject(place, malformed.reason, line)
            continue
        if record.request not in documents:
            documents[record.request] = request_document(record.request)
        document = documents[record.request]
        if document is None:
            tally.unscored(place, NO_REQUEST, line, record.time)
        else:
            yield place, record, document
