"""The parts that are read of a request, and those that never are."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.requests.parts import SHARED, WINDOW, Part, normalised, parts_of, rows_of

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=400)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
REQUESTS = st.dictionaries(
    st.sampled_from(["method", "path", "query", "requestPayload", "statusCode", "headers", "x"]),
    VALUES,
)


def texts(request: dict[str, Any]) -> list[str]:
    return [part.text for part in parts_of(request)]


@given(REQUESTS)
def test_any_request_becomes_bounded_ascii_rows(request: dict[str, Any]) -> None:
    for part in parts_of(request):
        for row in rows_of(part):
            assert 0 < len(row) <= WINDOW and row.isascii() and row == row.lower()


@given(REQUESTS, VALUES, VALUES)
def test_the_answer_and_the_client_change_nothing(
    request: dict[str, Any], status: Any, headers: Any
) -> None:
    told = {"statusCode": status, "headers": headers, "source": {}, "responsePayload": status}
    kept = {key: value for key, value in request.items() if key not in told}
    assert parts_of({**kept, **told}) == parts_of(kept)


@pytest.mark.parametrize(
    "request_",
    [
        {"path": "/find?a=EVIL"},
        {"path": "/EVIL"},
        {"query": {"a": "EVIL"}},
        {"query": "b=1&a=EVIL"},
        {"query": {"EVIL": 1}},
        {"requestPayload": "a=EVIL&b=2"},
        {"requestPayload": "some EVIL text"},
        {"requestPayload": {"a": [[{"b": "EVIL"}]]}},
        {"requestPayload": {"a": json.dumps({"b": ["EVIL"]})}},
        {"requestPayload": json.dumps({"a": json.dumps(["EVIL"])})},
        {"method": "EVIL"},
        {"method": ["EVIL"], "path": {"EVIL": 1}},
        {"something": {"else": "EVIL"}},
    ],
)
def test_a_value_is_read_wherever_it_stands(request_: dict[str, Any]) -> None:
    assert any("EVIL" in text for text in texts(request_))


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ('{"a": "x=1&y=2", "a": "EVIL"}', "EVIL"),
        ('{"a=b": 1, "c": "EVIL&d"}', "EVIL&d"),
        ("<a href=x>EVIL&y", "<a href=x>EVIL&y"),
        ("a=EV&IL", "a=EV&IL"),  # a form or not, an attack in it cannot be cut in two
        ("a=1&id=1'+EVIL", "1' EVIL"),
        ("&&debug&id=1'+EVIL", "1' EVIL"),
        ("user[name]=EVIL", "EVIL"),
        ("user[$ne]=EVIL", "EVIL"),
        (f"a=1&{'k' * 200}=EVIL", "EVIL"),
    ],
)
def test_a_string_body_is_read_as_what_it_is(body: str, value: str) -> None:
    assert value in texts({"requestPayload": body})


def test_markup_and_programs_are_no_forms() -> None:
    for body in ('<a href="x=1&y">', "if(a)b=1&c", "let x=1&y", "'a=b&c", "$x=1&y"):
        assert texts({"requestPayload": body}) == texts({"query": body}) == [body]


def test_values_carry_their_key_and_a_query_its_spaces() -> None:
    assert parts_of({"path": "/?first+name=a+b%2B"}) == [
        Part("path", "/"),
        Part("key", "first name"),
        Part("value", "a b%2B", "first name"),
    ]
    assert rows_of(Part("value", "X", "A%42"))[0] == "\x06ab=x"


def test_an_operator_is_read_with_what_it_stands_under() -> None:
    found = parts_of({"requestPayload": {"k" * 10_000: {"$ne": "x"}, "$or": [{"a": "y"}]}})
    rows = [row for part in found for row in rows_of(part) if part.position == "key"]
    assert rows[-3:] == [f"\x05{'k' * 24}[$ne", "\x05$or", "\x05a"]


@given(st.integers(0, 3000), st.text(max_size=40))
def test_no_text_is_too_long_to_be_seen_whole(before: int, key: str) -> None:
    """A piece as long as windows share is in one window, wherever it stands."""
    needle = ("<needle" + "abc" * SHARED)[: SHARED - 1] + ">"
    filler = "harmless words " * 200
    rows = rows_of(Part("value", f"{filler[:before]}{needle}{filler}", key))
    assert any(needle in row for row in rows)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A \t\x0b\xa0 B", "a b"),
        ("a\r\n\r\nb", "a\nb"),
        ("\x00<\x00s\x00v\x00g", "<svg"),
        ("a\x00b\x07", "a\x01b\x01"),
        ("Жé日", "\x02\x02\x02"),
        ("a€", "a\x03"),
        ("x" * 5000, "x" * 64),
    ],
)
def test_the_alphabet_is_small(text: str, plain: str) -> None:
    assert normalised(text) == plain
