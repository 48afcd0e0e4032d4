"""No secret survives masking, in any nesting; nothing else is touched."""

import json
import re
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accesslog.redact import is_secret, mask

SECRET = "Hunter2Zz"  # not a part of any other text here
SECRET_KEYS = """
    password passwd pwd pass secret token access_token api_key apikey X-Api-Key authorization auth
    session sessionid JSESSIONID PHPSESSID cookie Set-Cookie creditCard card cardNumber cvv ssn pin
    PASSWORD newPassword user[password] client-secret dbpass X-CSRF-Token refreshToken
    signature sig X-Amz-Signature
""".split()
PLAIN_KEYS = """
    user q author passenger ping pinned discard path className assign id page
""".split()

plain_text = st.text(st.characters(exclude_characters="%", exclude_categories=["Cs"]), max_size=12)
# What a secret may be surrounded with inside its own value.
around = st.text('ab"\\{}[]:,&= %\n/é', max_size=6)
secret_value = st.builds(lambda a, b: a + SECRET + b, around, around)


def json_documents(leaf: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    member = st.tuples(st.sampled_from(SECRET_KEYS), secret_value | st.lists(secret_value)) | (
        st.tuples(st.sampled_from(PLAIN_KEYS), leaf)
    )
    return st.lists(member, max_size=4).map(dict) | st.lists(leaf, max_size=3)


documents = st.recursive(
    plain_text | st.integers() | st.booleans() | st.none(),
    lambda inner: (
        json_documents(inner)
        | json_documents(inner).map(json.dumps)  # JSON quoted inside JSON
        | json_documents(inner).map(lambda d: json.dumps(d, ensure_ascii=False))
    ),
    max_leaves=12,
)


@given(documents, st.integers(0, 400))
@settings(max_examples=150)
@example({"q": json.dumps({"password": 'a"\\' + SECRET, "x": [json.dumps({"pin": SECRET})]})}, 400)
def test_secrets_in_json_are_masked_whole_or_cut_off(document: Any, cut: int) -> None:
    for ensure_ascii in (True, False):
        text = json.dumps(document, ensure_ascii=ensure_ascii).encode()
        assert SECRET.encode() not in mask(text)
        # A secret that is cut off itself leaves nothing behind either.
        assert b"Hunter" not in mask(text[:cut])


plain_pairs = st.tuples(st.sampled_from(PLAIN_KEYS), plain_text)
secret_pairs = st.tuples(st.sampled_from(SECRET_KEYS), secret_value)


@given(st.lists(plain_pairs | secret_pairs, max_size=6), st.integers(0, 2))
@settings(max_examples=150)
def test_secrets_in_query_strings_are_masked_and_the_rest_is_kept(
    pairs: list[tuple[str, str]], times_encoded: int
) -> None:
    query = urlencode(pairs)
    for _ in range(times_encoded):
        query = urlencode({"next": "/login?" + query})
    line = f'10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /?{query} HTTP/1.1" 200 7'.encode()
    masked = mask(line)
    assert SECRET.encode() not in masked
    assert masked.startswith(line[: line.index(b"?") + 1])
    assert masked.endswith(b' HTTP/1.1" 200 7')
    if times_encoded == 0:
        kept = [f"{quote_plus(k)}={quote_plus(v)}" for k, v in pairs if k in PLAIN_KEYS]
        assert all(pair.encode() in masked for pair in kept)
    if not any(key in SECRET_KEYS for key, _ in pairs):
        assert masked == line


@pytest.mark.parametrize("key", SECRET_KEYS)
@pytest.mark.parametrize(
    "form",
    [
        "{}: {}",
        "GET /?a=1&{}={}&b=2",
        '{{"{}":"{}"}}',
        "{{'{}': '{}'}}",
        '{}: "{} and more", x',
        '{{{}: "{}", x: 1}}',
        "{} = {} x",
        "'{}' = '{} and more' x",
        '"{}" = "{} and more" x',
        r'{{"q":"{} = \"{} and more\" x"}}',
        'name="{}"\r\n\r\n{}\r\n--b',
        'name="{}"; filename="a"\nContent-Type: text/plain\n\n{}\nsecond line\n--b',
        r'{{"b":"name=\"{}\"\r\n\r\n{}\r\n--b"}}',
    ],
)
def test_every_secret_key_is_known_in_every_form(key: str, form: str) -> None:
    masked = mask(form.format(key, SECRET).encode())
    expected = re.sub(r" and more|\nsecond line", "", form).format(key, "***").encode()
    assert masked == expected
    assert mask(masked) == masked


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        (b'{"card":4111111111111111,"n":1}', b'{"card":***,"n":1}'),
        (b'{"token":{"a":["}",{"b":1}]},"n":1}', b'{"token":***,"n":1}'),
        (
            rb'{"p":"{\"pin\":\"a\\\"b\\\\\",\"n\":[\"{\\\"pwd\\\":\\\"x\\\",\\\"m\\\":2}\"]}","n":1}',
            rb'{"p":"{\"pin\":\"***\",\"n\":[\"{\\\"pwd\\\":\\\"***\\\",\\\"m\\\":2}\"]}","n":1}',
        ),
        (rb'{"p":"{\"pin\":\"cut","n":1}', rb'{"p":"{\"pin\":\"***","n":1}'),
        (b'{"pass\\u0077ord":"x"}', b'{"pass\\u0077ord":"***"}'),
        (b"pass%77ord=x&a=1", b"pass%77ord=***&a=1"),
        (b"Authorization: Bearer x\r\nHost: h", b"Authorization: ***\r\nHost: h"),
        (b"Cookie: a=b; c=d\nHost: h", b"Cookie: ***\nHost: h"),
        (b'"curl" sent bearer abc.def-1= ok', b'"curl" sent bearer *** ok'),
        (b"/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-_x?a=1", b"/reset/***?a=1"),
        (b'{"state": "eyJhbGciOiJIUzI1NiJ9.eyJzdWI', b'{"state": "***'),  # cut off
        (b"heyJude0123456789.txt", b"heyJude0123456789.txt"),
        (b"ftp://user:hunter2@host/a:b@c", b"ftp://user:***@host/a:b@c"),
        (rb'"{\x22password\x22:\x22x\x5C\x22y\x22}"', rb'"{\"password\":\"***\"}"'),
        (rb'{"p":"{\u0022pin\u0022:\u0022x\u0022}","n":1}', rb'{"p":"{\"pin\":\"***\"}","n":1}'),
        (rb'"{\x22user\x22:\x22x\x22}"', rb'"{\x22user\x22:\x22x\x22}"'),
        (
            b'{"a":"password:","b":"token=","c":["pin="]}',
            b'{"a":"password:","b":"token=","c":["pin="]}',
        ),
        (b'"GET /?pwd=" 200 "-"', b'"GET /?pwd=" 200 "-"'),
        (b'name="user"\r\n\r\nx\r\n--b', b'name="user"\r\n\r\nx\r\n--b'),
        (b'{"q":"a=1&pwd=x","n":1}', b'{"q":"a=1&pwd=***","n":1}'),
        (quote('{"pin":"x"}').encode(), quote('{"pin":"***"}', safe="*").encode()),
    ],
)
def test_known_forms(line: bytes, masked: bytes) -> None:
    assert mask(line) == masked
    assert mask(masked) == masked


def test_plain_keys_are_no_secrets() -> None:
    assert not [key for key in PLAIN_KEYS if is_secret(key.encode())]


@given(st.binary(max_size=300))
def test_bytes_without_a_separator_are_unchanged(value: bytes) -> None:
    value = re.sub(rb"[:=%]|(?i:bearer)", b"", value)
    assert mask(value) == value


HOSTILE = rb"""
    \ " = : % %25 \" "password": {"pin":[ pin:" \x22 \x5C\x22 token= "token":"\"
    bearer ://a: 'a':' %3D%26 [{" password
""".split()


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit",
    [
        *HOSTILE,
        b" ",
        b"bearer ",
        b'pin = "',
        b"pin ='",
        b"\r\n",
        b"pin=\\",
        b'name="pin"\\n\\n',
        b'name="a"',
    ],
)
def test_work_grows_no_faster_than_the_input(unit: bytes) -> None:
    """A second at most where linear, minutes where quadratic: the time limit is the judge."""
    mask(unit * (500_000 // len(unit)))


@pytest.mark.parametrize(
    "value",
    [
        b'{"headers":[{"name":"Authorization","value":"Basic dXNlcjpwYXNz"}]}',
        b'{"headers":[{"name": "Cookie", "value": "sid=dXNlcjpwYXNz"}]}',
        b"Proxy: basic dXNlcjpwYXNz",
        b"<login><user>a</user><password>dXNlcjpwYXNz</password></login>",
    ],
)
def test_a_secret_whose_key_stands_beside_it(value: bytes) -> None:
    assert b"dXNlcjpwYXNz" not in mask(value)
    assert b"***" in mask(value)
