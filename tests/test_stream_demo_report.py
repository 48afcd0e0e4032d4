"""The highest scores that the demo shows, for any content of the ledger."""

from pathlib import Path

import pytest
from rich.console import Console

from ledger.delta import Delta, Finding, Partition
from ledger.reader import Reader
from ledger.writer import Writer
from stream.demo.report import excerpt, show_verdicts


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (
            b'{"method": "get", "path": "/a", "query": {}, "requestPayload": {"b": 1}}',
            'get /a {"b": 1}',
        ),
        (b"GET /a HTTP/1.1", "GET /a HTTP/1.1"),
        (b'{"path": "cut', '{"path": "cut'),
        (b"17", "17"),
        (b"null", "null"),
        (b'["\x1b"]', r'["\x1b"]'),
    ],
)
def test_an_excerpt_of_anything(value: bytes, shown: str) -> None:
    assert excerpt(value) == shown


def test_only_request_documents_are_shown_as_such(tmp_path: Path) -> None:
    values = {
        "score": b'{"path": "/of-a-document"}',
        "score-access-log": b"GET /of-a-line HTTP/1.1",
    }
    for score, (pipeline, value) in enumerate(values.items()):
        writer = Writer.open(tmp_path, Partition(pipeline, "topic", "id", 0), "model")
        cells = {(0, "verdict", b"clean"): 1}
        totals = {("verdict", b"clean"): 1}
        writer.apply(Delta(0, 1, 1, 0, cells, totals, "0" * 64, [], [Finding(0, score, 60, value)]))
        writer.close()
    console = Console(width=100)
    with console.capture() as shown:
        show_verdicts(Reader(tmp_path), console)
    assert "/of-a-document" in shown.get() and "/of-a-line" not in shown.get()
