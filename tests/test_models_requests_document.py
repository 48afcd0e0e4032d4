"""Features: the text read of a document, which may be of any bytes, and its integers."""

import json
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.experiments.published.padding import pad
from models.requests.document import MAX_BYTES, REASONS, REMOVED, BadDocument, decode, trim
from models.requests.tokens import LENGTH, Tokenizer

LOGIN = (
    b'{"timestamp":1502738402847,"method":"post","query":{},"path":"/login","statusCode":401,'
    b'"source":{"remoteAddress":"192.0.2.1"},"route":"/login","headers":{"host":"a:1"},'
    b'"requestPayload":{"username":"Carl2","password":"bo"},"responsePayload":{"error":"no"}}'
)
JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
)


def test_trimmed_login_is_the_published_one() -> None:
    assert trim(decode(LOGIN)) == (
        '{"method":"post","query":{},"path":"/login","statusCode":401,'
        '"requestPayload":{"username":"Carl2","password":"bo"}}'
    )


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"{}", "{}"),
        (b'\xef\xbb\xbf{"path":"/"}', '{"path":"/"}'),  # byte order mark
        (b'{"a":NaN,"b":-Infinity,"c":1e999}', '{"a":NaN,"b":-Infinity,"c":Infinity}'),
        (b'{"a":-' + b"9" * 5000 + b"}", '{"a":-Infinity}'),  # int() raises above 4,300 digits
        (b'{"a":"\\ud800","b":"\xf0\x9f\x98\x80"}', '{"a":"\\ud800","b":"\\ud83d\\ude00"}'),
        (b'{"q":"\' or 1=1","q":"x","r":{"s":1,"s":2}}', '{"q":["\' or 1=1","x"],"r":{"s":[1,2]}}'),
        (b'{"headers":1,"headers":2,"path":"/"}', '{"path":"/"}'),
        (b'{"a":' * 64 + b"0" + b"}" * 64, '{"a":' * 64 + "0" + "}" * 64),
    ],
)
def test_unusual_documents_are_read(document: bytes, expected: str) -> None:
    assert trim(decode(document)) == expected


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "json"),
        (b"{", "json"),
        (b'{"a":"\xff"}', "json"),  # not UTF-8
        ('{"a":1}'.encode("utf-16"), "json"),
        (b'{"a":1}\x00', "json"),
        (b'{"a":"\n"}', "json"),
        (b"[{}]", "not_object"),
        (b'"{}"', "not_object"),
        (b'{"a":' * 65 + b"0" + b"}" * 65, "too_deep"),
        (b'{"a":' * 900 + b"0" + b"}" * 900, "too_deep"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":"' + b"a" * MAX_BYTES + b'"}', "too_large"),
    ],
)
def test_bad_documents_have_a_reason(document: bytes, reason: str) -> None:
    with pytest.raises(BadDocument) as caught:
        trim(decode(document))
    assert caught.value.reason == reason


def test_brackets_inside_strings_are_not_depth() -> None:
    document = json.dumps({"q": "[{" * 1000}).encode()
    assert trim(decode(document)) == '{"q":"' + "[{" * 1000 + '"}'


@settings(max_examples=150)
@given(
    st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
    | JSON_LIKE.map(lambda value: json.dumps(value).encode())
    | st.dictionaries(st.sampled_from(["path", "headers", "q"]), JSON_LIKE).map(
        lambda value: json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    )
    | st.lists(st.sampled_from([b"{", b"[", b'"', b":", b",", b"9" * 500, b"\\u", b"-", b"}"])).map(
        b"".join
    )
)
@example(b'{"a":' + b"9" * 250_000 + b"}")
@example(b"{" + b",".join(b'"%d":1,"%d":1' % (n, n) for n in range(9000)) + b"}")
def test_any_bytes_give_a_text_or_a_reason(document: bytes) -> None:
    try:
        text = trim(decode(document))
    except BadDocument as bad:
        assert bad.reason in REASONS
    else:
        assert text.isascii()
        assert not set(json.loads(text)) & set(REMOVED)


def test_tokens_worked_out_by_hand() -> None:
    # b 3 times; a, c twice, a first; space and d once, space first
    tokenizer = Tokenizer.fit(["aB", "bcB ac", "d"])
    assert tokenizer.vocabulary == "bac d"
    assert list(tokenizer.encode("A dab?é")) == [2, 4, 5, 2, 1]


@given(st.lists(st.text(st.characters(max_codepoint=127)), min_size=1), st.text())
def test_tokens_are_those_of_the_keras_definition(texts: list[str], text: str) -> None:
    counts = Counter(character for text in texts for character in text.lower())
    order = list(dict.fromkeys(character for text in texts for character in text.lower()))
    ranked = sorted(order, key=lambda character: (-counts[character], order.index(character)))
    index = {character: i for i, character in enumerate(ranked, start=1)}
    expected = [index[character] for character in text.lower() if character in index]
    assert list(Tokenizer.fit(texts).encode(text)) == expected[-LENGTH:]


def test_long_texts_lose_their_left_end_and_padding_is_left() -> None:
    row = Tokenizer("ab").encode("a" + "b" * LENGTH)
    assert row == bytes([2]) * LENGTH
    assert pad([bytes([1, 2]), b""], 4).tolist() == [[0, 0, 1, 2], [0, 0, 0, 0]]
