"""Encodings are undone as servers and browsers undo them, and harmless text stays as it is."""

import base64
import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.requests.decoding import base64_text, decoded, readings

PLAIN = "<script>alert('x')</script> ../../etc/passwd"
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="%\\&"))


@given(ASCII)
def test_three_rounds_of_percent_encoding_are_undone(text: str) -> None:
    encoded = text
    for _ in range(3):
        encoded = quote(encoded, safe="")
        assert decoded(encoded) == text


@given(ASCII)
def test_other_encodings_are_undone(text: str) -> None:
    assert decoded("".join(f"\\u{ord(c):04x}" for c in text)) == text
    assert decoded("".join(f"%u{ord(c):04X}" for c in text)) == text
    assert decoded("".join(f"\\x{ord(c):02x}" for c in text)) == text
    assert decoded("".join(f"&#x{ord(c):x};" for c in text)) == text
    assert decoded(html.escape(text)) == text


@pytest.mark.parametrize(
    ("encoded", "plain"),
    [
        ("%c0%ae%c0%ae%c0%af", "../"),  # overlong UTF-8 (CVE-2000-0884)
        ("%e0%80%af", "/"),
        ("%%32%65", "."),  # half of it is decoded first
        ("%252e%252e%252f", "../"),
        ("%26lt%3bsvg%26gt%3b", "<svg>"),  # one encoding in another
        ("\uff1c\uff53\uff43\uff52\uff49\uff50\uff54\uff1e", "<script>"),  # full-width
        ("caf%E9 caf%C3%A9", "cafe cafe"),  # Latin-1 and UTF-8
        ("\\u{3c}b", "<b"),
        ("&#60b&#x3e", "<b>"),  # references need no semicolon in HTML
        ("&#" + "0" * 5000 + "60;&#x" + "0" * 5000 + "3c;", "<<"),
        ("&ltscript&gt &quot&amp", '<script> "&'),
        ("\\u{" + "0" * 50 + "3c}\\U0000003c", "<<"),
        ("\\uD83D\\uDE00 %uD83D%uDE00 \\ud83dx", "\U0001f600 \U0001f600 \ufffdx"),
        ("<scr\u200bi\u200c\u200dp\ufefft\u00ad>", "<script>"),
    ],
)
def test_known_tricks(encoded: str, plain: str) -> None:
    assert decoded(encoded) == plain


@pytest.mark.parametrize(
    "text",
    [
        "100% sure",
        "5 % 3",
        "a=1&copy=2&lt=3",
        "C:\\users\\x",
        "AT&T",
        "%zz",
        "\\u12",
        "\\U003c",
        "日本語",
        "&#;",
    ],
)
def test_what_is_not_encoded_stays(text: str) -> None:
    assert decoded(text) == text


@given(st.text(max_size=300))
def test_any_text_is_decoded_without_an_error_and_bounded(text: str) -> None:
    assert len(decoded(text)) <= 24 * len(text) + 24
    base64_text(text)


def test_base64_of_text_is_read_and_of_anything_else_is_not() -> None:
    assert base64_text("PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==") == "<script>alert(1)</script>"
    assert base64_text("data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg") is not None
    assert base64_text("9758a232b35111efbf8f4e013e2ddde4") is None  # decodes to no text
    assert base64_text(json.dumps(PLAIN)) is None
    assert base64_text("configuration1234") is None
    assert base64_text("these are plain words with no other sign in them") is None


def test_base64_is_read_to_its_end_broken_or_twice() -> None:
    lines = base64.encodebytes(PLAIN.encode() * 500).decode()
    assert base64_text(lines) == PLAIN * 500
    assert base64_text(base64.b64encode(PLAIN.encode() + b"\xff").decode()) == PLAIN
    once = base64.b64encode("é ＜svg onload=x＞".encode())
    twice = base64.b64encode(once)
    thrice = base64.b64encode(twice)
    assert readings(twice.decode())[-1] == readings(once.decode())[-1] == "e <svg onload=x>"
    assert readings(thrice.decode())[-1] == once.decode()
