"""The honest split and the figures, against plain definitions."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import corpus, metrics
from models.corpus import Row

ROWS = st.builds(
    lambda path, status, label, source, value: Row(
        {"path": path, "statusCode": status}, label, "f", source, value
    ),
    st.sampled_from(["/a", "/b", "/c", "/A"]),
    st.sampled_from([200, 404]),
    st.integers(0, 1),
    st.sampled_from(["test", "calibration", "one", "two"]),
    st.sampled_from([None, "x", "X ", "y", "z"]),
)
SCORES = st.lists(st.integers(0, 20), min_size=1, max_size=60).map(
    lambda numbers: np.array(numbers, np.float32) / 32
)


@settings(max_examples=200)
@given(st.lists(ROWS, max_size=60), st.integers(0, 3))
def test_no_request_value_or_held_out_source_is_in_two_parts(rows: list[Row], seed: int) -> None:
    parts = corpus.split(rows, ["test"], ["calibration"], seed)
    assert {row.source for row in parts.unlike_sources} <= {"test"}
    assert {row.source for row in parts.calibration} <= {"calibration"}
    assert not {row.source for row in parts.train + parts.same_sources} & {"test", "calibration"}
    assert all(row.label == 0 for row in parts.calibration)
    texts = [row.request["path"].lower() for part in parts for row in part]
    assert len(set(texts)) == len(texts)  # one of equal requests, whatever their status
    values = [{row.value.lower().strip() for row in part if row.value} for part in parts]
    assert sum(map(len, values)) == len(set().union(*values))


def test_labelled_lines_are_read_in_every_documented_form(tmp_path: Path) -> None:
    lines = [
        {"request": {"path": "/", "headers": {}}, "label": 1, "family": "xss", "source": "s"},
        {"request": '{"path":"/"}', "label": 0},
    ]
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    assert corpus.read([path]) == [
        Row({"path": "/"}, 1, "xss", "s", None),
        Row({"path": "/"}, 0, "0", "rows.jsonl.gz", None),
    ]
    path.write_bytes(gzip.compress(b'{"request": {"path": "/"}, "label": 2}'))
    with pytest.raises(corpus.CorpusRefused, match=r"rows.jsonl.gz, line 1: not a line"):
        corpus.read([path])


def test_without_value_blanks_every_place() -> None:
    request = {"path": "/x<b>", "query": {"q": ["<b>", 1]}, "requestPayload": None}
    blanked = corpus.without_value(Row(request, 1, "xss", "s", "<b>")).request
    assert blanked == {"path": "", "query": {"q": ["", 1]}, "requestPayload": None}


@given(SCORES, SCORES)
def test_auc_is_the_share_of_pairs_in_order(attacks: np.ndarray, normals: np.ndarray) -> None:
    pairs = [(a > n) + (a == n) / 2 for a in attacks for n in normals]
    assert metrics.auc(attacks, normals) == pytest.approx(np.mean(pairs))


@given(st.lists(SCORES, min_size=1, max_size=3), st.sampled_from([0.0, 0.01, 0.1, 0.5]))
def test_threshold_is_the_lowest_that_keeps_the_rate(parts: list[np.ndarray], rate: float) -> None:
    def realised(threshold: float) -> float:
        return float(np.mean([(part >= threshold).mean() for part in parts]))

    threshold = metrics.threshold_at(rate, parts)
    assert realised(threshold) <= rate + 1e-6
    lower = [score for part in parts for score in part if score < threshold]
    assert not lower or realised(max(lower)) > rate
