"""Rows left out of training are left out whole, copies included."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.labelled.rows import Row
from models.requests.parts import MARKERS
from models.training import corpus
from models.training.bags import examples
from models.training.corpus import Fold

ROWS = st.builds(
    lambda value, label, family, source: Row({"query": {"q": value}}, label, family, source, value),
    st.sampled_from(["x", "X ", "y1", "y22", "%79%31", "z"]),
    st.integers(0, 1),
    st.sampled_from(["xss", "sqli"]),
    st.sampled_from(["one", "two", "three"]),
)
FOLD = Fold("f", ("one",), ("two",), ("sqli",))


@given(st.lists(ROWS, max_size=40))
def test_nothing_that_is_tested_is_trained_on(rows: list[Row]) -> None:
    parts = corpus.leave_out(rows, FOLD)
    assert all(FOLD.leaves_out(row) for row in parts.test)
    assert not any(FOLD.leaves_out(row) for row in parts.train)
    both = [{(row.label, corpus.likeness(row)) for row in part} for part in parts]
    assert not both[0] & both[1]
    assert len(parts.test) == sum(FOLD.leaves_out(row) for row in rows)


def test_near_duplicates_are_one() -> None:
    values = ["Id=1 or 2", "id=%31%30 OR 33", "id= 5\tor 6"]
    rows = [Row({"query": {"q": value}}, 1, "sqli", "s", value) for value in values]
    assert corpus.distinct(rows) == rows[:1]


def test_generated_rows_come_after_the_collected_ones(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"request": {"path": "/"}, "label": 0}))
    rows = corpus.collect([path], generated=50, seed=3)
    assert rows[0].source == "rows.jsonl"
    assert {row.source for row in rows[1:]} == {corpus.GENERATED}
    assert {row.label for row in rows[1:]} == {0, 1}
    assert rows == corpus.collect([path], generated=50, seed=3)


def test_without_value_blanks_every_place() -> None:
    request = {"path": "/a<b>", "query": {"<b>": ["x<b>", "c"]}, "n": 5}
    row = Row(request, 1, "xss", "s", "<b>")
    assert corpus.without_value(row).request == {"path": "", "query": {"": ["", "c"]}, "n": 5}


def test_an_attack_is_a_bag_of_the_parts_that_hold_it() -> None:
    request = {"path": "/shop", "query": {"q": "<b>", "page": "two"}}
    marker = MARKERS["value"]
    known, unknown = (Row(request, 1, "xss", "s", value) for value in ("<b>", None))
    assert [example.texts for example in examples([known])] == [(f"{marker}q=<b>",)]
    assert len(examples([unknown])[0].texts) == 5
    normal = examples([known._replace(label=0)])
    assert sorted(example.texts[0][1:] for example in normal) == [
        "/shop", "page", "page=two", "q", "q=<b>",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "value", "held"),
    [
        ({"path": "/x?q=%3Cb%3E+c"}, "<B> c", ["q=<b> c"]),
        ({"path": "/shop", "query": {"a": "one", "user": {"$ne": "two"}}}, '{"user":{"$ne":"two"}}',
         ["user", "user[$ne", "$ne=two"]),
        ({"path": "/a/b.php?inc=http://h/", "query": {"z": "z"}}, "/a/b.php?inc=http://h/",
         ["/a/b.php", "inc", "inc=http://h/"]),
        ({"path": "/shop/wso.asp?cmd=net+user+xtb", "query": {"z": "z"}},
         "/shop/wso.asp?cmd=net+user+xtb", ["/shop/wso.asp", "cmd", "cmd=net user xtb"]),
        ({"path": "/old//shop/wso.asp?cmd=net+user+xtb/edit", "query": {"z": "cm"}},
         "/shop/wso.asp?cmd=net+user+xtb", ["/old//shop/wso.asp", "cmd", "cmd=net user xtb/edit"]),
        ({"path": "/x?q=1+or+2&r=on"}, "1+or+2", ["q=1 or 2"]),
        ({"path": "/graphql", "requestPayload": {"query": '{ user(id: "1 or 2")', "a": "b"}},
         '{"query": "{ user(id: \\"1 or 2\\")"}', ["query", 'query={ user(id: "1 or 2")']),
        ({"query": {"a": "one", "data": "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="}},
         "<script>alert(1)</script>",
         ["data=phnjcmlwdd5hbgvydcgxktwvc2nyaxb0pg==", "data=<script>alert(1)</script>"]),
    ],
)  # fmt: skip
def test_the_value_is_found_however_it_was_sent(
    request_: dict[str, Any], value: str, held: list[str]
) -> None:
    (found,) = examples([Row(request_, 1, "f", "s", value)])
    assert [text[1:] for text in found.texts] == held
