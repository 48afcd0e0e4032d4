"""``logwarden simulate --form published``: the form and the kinds of rows of the published log."""

import csv
import hashlib
import io
import json
from itertools import groupby
from typing import Any

import pytest
from click.testing import CliRunner

from commands.simulate import simulate
from models.requests.document import trim
from models.requests.tokens import Tokenizer

COUNT = 26_773
SHA256 = "2c1b4dcacfd4153cd3a69e86e26d528f067b64c181522c6e7332295254bae655"


@pytest.fixture(scope="module")
def log() -> bytes:
    arguments = ["--requests", str(COUNT), "--form", "published"]
    done = CliRunner().invoke(simulate, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout_bytes


@pytest.fixture(scope="module")
def rows(log: bytes) -> list[tuple[dict[str, Any], int]]:
    lines = csv.reader(io.StringIO(log.decode(), newline=""), quotechar="|", strict=True)
    return [(json.loads(document), int(label)) for document, label in lines]


def test_the_same_bytes_everywhere(log: bytes) -> None:
    assert hashlib.sha256(log).hexdigest() == SHA256


def test_rows_have_all_keys_in_order_and_the_published_shares(
    rows: list[tuple[dict[str, Any], int]],
) -> None:
    keys = "timestamp method query path statusCode source route headers requestPayload"
    assert {tuple(request) for request, _ in rows} == {(*keys.split(), "responsePayload")}
    labels = [label for _, label in rows]
    assert len(labels) == COUNT and round(sum(labels) / COUNT, 5) == 0.49901
    assert len(list(groupby(labels))) == 16  # sorted by class in eight parts
    stamps = [request["timestamp"] for request, _ in rows]
    assert stamps == sorted(stamps)


def test_three_routes_and_what_none_answers(rows: list[tuple[dict[str, Any], int]]) -> None:
    seen = {(r["method"], r["route"], r["statusCode"], label) for r, label in rows}
    assert seen == {
        ("get", "/search", 200, 0),
        ("get", "/search", 404, 0),
        ("get", "/search", 404, 1),
        ("post", "/login", 200, 0),
        ("post", "/login", 401, 0),
        ("post", "/login", 401, 1),
        ("post", "/checkout", 200, 0),
        ("post", "/checkout", 400, 1),
        ("get", "/{p*}", 404, 1),
    }


def test_62_characters_and_no_request_of_both_classes(
    rows: list[tuple[dict[str, Any], int]],
) -> None:
    texts = {0: set[str](), 1: set[str]()}
    for request, label in rows:
        texts[label].add(trim(request))
    assert len(Tokenizer.fit(texts[0] | texts[1]).vocabulary) == 62
    assert not texts[0] & texts[1]


@pytest.mark.parametrize("more", [["--access-log", "5"], ["--out-dir", "x"], ["--requests", "0"]])
def test_what_does_not_go_with_the_form_is_refused(more: list[str]) -> None:
    done = CliRunner().invoke(simulate, ["--requests", "9", "--form", "published", *more])
    assert done.exit_code == 2 and "Error: " in done.output
