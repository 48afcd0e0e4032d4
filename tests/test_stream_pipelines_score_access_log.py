"""Access-log lines to verdicts without a broker: what of a line is scored, and which lines are."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from accesslog.parser import Parser
from ledger.delta import Delta
from models.requests.access_line import MAX_FIELDS, REVISION, request_document
from models.scoring.access_log import AccessScoring, NoRequestField
from models.scoring.sample import Sample
from models.scoring.tally import VerdictTally
from models.scoring.verdicts import Thresholds
from stream.pipelines.verdicts import verdict_delta
from stream.worker.chunk import Chunk

STAMP = "22/Nov/2026:10:05:06 +0000"
MINUTE = 1_795_341_900
# Revision -> (SHA-256 of the documents read, offsets sampled): another result is another revision.
GOLDEN = {
    1: (
        "e43ffb28351a144c6346bb7a21d82ba61205aa56956883139d3ca6a9427c7dda",
        {1000, 1009, 1010, 1015, 1017, 1030, 1041, 1043, 1046, 1054, 1056, 1060, 1067, 1076}
        | {1077, 1088, 1092},
    )
}
REQUEST_FIELDS = (
    b"GET /a%2527b?q=1+or+1&q=&&x;y=z&=v&w HTTP/1.1",
    rb"POST /\"\\\x22\t\xc0\xaf a?b HTTP/2",
    b"G(T /\xff\xc3\xa9 HTTP/1.0",
    rb"\x16\x03\x01",
    b"-",
)


class StubScorer:
    """A Scorer of a "model" whose score is the number in the request's path."""

    id = "5c0e" * 4
    thresholds = Thresholds(0.9, 0.5, 0.1)

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []

    def score_requests(self, requests: Sequence[dict[str, Any]]) -> NDArray[np.float32]:
        self.seen += requests
        return np.array([float(each["path"].strip("/")) for each in requests], np.float32)


def line(request: str, status: int = 200) -> bytes:
    return f'192.0.2.1 - - [{STAMP}] "{request}" {status} 5'.encode()


def chunk_of(lines: Sequence[bytes], start: int = 0, topic_id: str = "an id") -> Chunk:
    end = start + len(lines)
    return Chunk("access-log", topic_id, 0, start, end, range(start, end), lines, None, 0.0)


def delta_of(scoring: AccessScoring, chunk: Chunk) -> Delta:
    return verdict_delta(chunk, tally_of(scoring, chunk))


def tally_of(scoring: AccessScoring, chunk: Chunk) -> VerdictTally:
    return scoring.tally(chunk.topic_id, chunk.partition, chunk.offsets, chunk.values)


@pytest.mark.parametrize(
    ("request_field", "document"),
    [
        (b"GET / HTTP/1.1", {"method": "GET", "path": "/"}),
        (
            b"get /a%2527b?q=1+or+1&q=&&x;y=z HTTP/2",
            {"method": "get", "path": "/a%2527b", "query": {"q": ["1 or 1", ""], "x;y": "z"}},
        ),
        (b"GET /a b?c HTTP/1.0", {"method": "GET", "path": "/a b", "query": {"c": ""}}),
        (b"GET /old", {"method": "GET", "path": "/old"}),
        # The log's own escapes are undone, Apache's and nginx's; bytes that are not UTF-8 are kept.
        (rb"GET /\"\\\x22\t HTTP/1.1", {"method": "GET", "path": '/"\\"\t'}),
        (b"GET /\\xc0\\xaf\xc3\xa9 HTTP/1.1", {"method": "GET", "path": "/%C0%AF\u00e9"}),
        # No request line: the whole field is the path.
        (rb"\x16\x03\x01", {"path": "\x16\x03\x01"}),
        (b"<script> / HTTP/1.1", {"path": "<script> / HTTP/1.1"}),
        (b"GET  HTTP/1.1", {"path": "GET  HTTP/1.1"}),
    ],
)
def test_a_request_field_becomes_a_document(
    request_field: bytes, document: dict[str, object]
) -> None:
    assert request_document(request_field) == document


def test_results_cannot_change_while_the_revision_stays() -> None:
    """Each field is cut off at every byte, and has each byte replaced by a troublesome one."""
    hashed = hashlib.sha256()
    for field in REQUEST_FIELDS:
        for at in range(len(field) + 1):
            replaced = [field[:at] + other + field[at + 1 :] for other in (b"", b" ", b"?", b"\\")]
            for each in (field[:at], *replaced):
                hashed.update(repr(request_document(each)).encode())
    sampled = Sample(0.1).offsets("g0ldenVectorTopicIdAAA", 3, range(1000, 1100))
    assert GOLDEN[REVISION] == (hashed.hexdigest(), sampled)


@pytest.mark.timeout(20)  # milliseconds; an expression that tries again would take minutes
def test_nothing_of_a_request_is_lost_whatever_it_is() -> None:
    fields = "&".join(f"k{n}=v" for n in range(MAX_FIELDS + 3))
    made = request_document(f"GET /?{fields} HTTP/1.1".encode())
    assert made is not None
    query = made["query"]
    assert len(query) == MAX_FIELDS + 1
    assert query[f"k{MAX_FIELDS}"] == f"v&k{MAX_FIELDS + 1}=v&k{MAX_FIELDS + 2}=v"
    for run in (b" ", b"a=&", b"\\", b"\\x", b"?", b"\xff"):
        assert request_document(b"GET /?" + run * 60_000 + b"y HTTP/1.1")


def test_every_record_has_one_verdict_or_one_reason() -> None:
    lines = [
        line("GET /0.95 HTTP/1.1", 404),
        line("GET /0.95 HTTP/1.1"),
        line("GET /0.7?password=hunter2 HTTP/1.1"),
        line("GET /0.2 HTTP/1.1"),
        line("GET /0.0 HTTP/1.1"),
        line("GET /nan HTTP/1.1"),
        line("-", 408),
        b"not a log line",
        b"",
    ]
    scorer = StubScorer()
    scoring = AccessScoring(Parser(), scorer, Sample(1.0))  # type: ignore[arg-type]
    chunk = chunk_of(lines, 100)
    verdicts = tally_of(scoring, chunk)
    delta = verdict_delta(chunk, verdicts)
    delta.check("score-access-log")
    verdict = {key: n for (dimension, key), n in delta.totals.items() if dimension == "verdict"}
    assert verdict == {
        b"attack": 2,
        b"likely_attack": 1,
        b"likely_clean": 1,
        b"clean": 1,
        b"unscored": 2,
    }
    assert delta.cells[MINUTE, "verdict", b"attack"] == 2
    assert delta.rejected == 2
    letters = {(letter.offset, letter.reason) for letter in delta.dead_letters}
    assert letters == {(105, "model"), (106, "no_request"), (107, "time"), (108, "empty")}
    assert [found.offset for found in delta.findings] == [100, 101, 102, 103, 104]
    assert delta.findings[0].value == b"GET /0.95 HTTP/1.1"
    assert len(verdicts.scores) == 6
    assert len(scorer.seen) == 5, "equal requests are scored once"
    assert scorer.seen[0] == {"method": "GET", "path": "/0.95"}, "the answer is not shown"


def test_a_sample_is_the_same_at_every_replay() -> None:
    lines = [line(f"GET /0.{n % 10} HTTP/1.1") for n in range(4000)]
    parser, scorer = Parser(), StubScorer()
    whole = AccessScoring(parser, scorer, Sample(1.0))  # type: ignore[arg-type]
    tenth = AccessScoring(parser, scorer, Sample(0.1))  # type: ignore[arg-type]
    at_once = delta_of(tenth, chunk_of(lines))
    totals: Counter[tuple[str, bytes]] = Counter()
    for start in range(0, 4000, 160):
        part = delta_of(tenth, chunk_of(lines[start : start + 160], start))
        part.check("score-access-log")
        totals.update(part.totals)
    assert totals == at_once.totals
    assert sum(at_once.totals.values()) == at_once.records == 4000
    assert 0.08 < 1 - at_once.totals["verdict", b"unsampled"] / 4000 < 0.12
    other = delta_of(tenth, chunk_of(lines, topic_id="another id"))
    assert other.totals != at_once.totals
    few, many = Sample(0.1), Sample(0.5)
    assert few.offsets("id", 0, range(999)) < many.offsets("id", 0, range(999))
    assert tenth.definition_id != whole.definition_id
    assert tenth.definition_id.startswith(f"{scorer.id}:")


def test_a_format_without_a_request_is_refused() -> None:
    with pytest.raises(NoRequestField, match="%r"):
        AccessScoring(Parser("%h %t %>s"), StubScorer(), Sample(1.0))  # type: ignore[arg-type]
