"""Undoes the encodings that disguise an attack, as a server or a browser would.

Percent-encoding (RFC 3986, with overlong UTF-8 as old servers read it, and the %uXXXX of old IIS),
the escapes ``\\uXXXX``, ``\\u{X}`` and ``\\xXX`` of JavaScript and JSON, HTML character references,
and compatibility forms of Unicode (full-width letters; UAX #15). Accents of Latin letters and
invisible characters are dropped. Other text stays as it is, ``+`` included: only a query string's
parser knows whether it is a space.
"""

import base64
import functools
import html
import re
import unicodedata

ROUNDS = 3  # nested encodings undone; each round reads the text once
LONGEST_BASE64 = 256 * 1024  # characters decoded, white space left out
BASE64_ROUNDS = 2  # base64 in base64
READABLE = 0.85  # least share of printable characters for decoded base64 to count as text

_PERCENT = re.compile(r"%u([0-9a-f]{4})|((?:%[0-9a-f]{2})+)", re.IGNORECASE)
_ESCAPE = re.compile(  # case matters: \u and \x are JavaScript's, \U is Python's
    r"\\u\{0*([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\U([0-9a-fA-F]{8})"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = frozenset("\u200b\u200c\u200d\ufeff\u00ad")  # zero-width, and the soft hyphen
_REFERENCE = re.compile(
    r"&(?:#x0*([0-9a-f]{1,6});?|#0*([0-9]{1,7});?"
    r"|[a-z][a-z0-9]{1,31};|(?:lt|gt)(?!=)|(?:quot|amp)(?![a-z0-9=]))",
    re.IGNORECASE,
)
_OVERLONG = re.compile(
    rb"[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xf0[\x80-\x8f][\x80-\xbf]{2}"
)
_BASE64 = re.compile(r"(?:data:[^,]{0,99};base64,)?([A-Za-z0-9+/_-]{16,})={0,2}")


def decoded(text: str) -> str:
    """``text`` with its encodings undone, at most ROUNDS deep. Never raises.

    >>> decoded("%253Cscript%253E &#x27; \\\\u003c %c0%ae")
    "<script> ' < ."
    """
    for _ in range(ROUNDS):
        before = text
        if "%" in text:
            text = _PERCENT.sub(_percent, text)
        if "\\" in text:
            text = _ESCAPE.sub(_escape, text)
        if "&" in text:
            text = _REFERENCE.sub(_reference, text)
        if not text.isascii():
            if _SURROGATE.search(text):  # pairs become one character, lone ones U+FFFD
                text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            text = "".join(map(_compatible, text))
        if text == before:
            break
    return text


def readings(text: str) -> list[str]:
    """Decoded ``text``, then the decoded content of each base64 layer, at most BASE64_ROUNDS."""
    texts = [decoded(text)]
    while len(texts) <= BASE64_ROUNDS and (hidden := base64_text(texts[-1])) is not None:
        texts.append(decoded(hidden))
    return texts


def base64_text(text: str) -> str | None:
    """The readable text encoded by the whole of ``text`` as base64 (RFC 4648), or None.

    Ignores white space (RFC 2045) and a last digit that completes no byte, as lenient decoders
    do. Decoded bytes that are not UTF-8 are dropped.

    >>> base64_text("PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==")
    '<script>alert(1)</script>'
    """
    match = _BASE64.fullmatch("".join(text.split()))
    if match is None:
        return None
    digits = match[1][:LONGEST_BASE64].replace("-", "+").replace("_", "/")
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    content = base64.b64decode(digits + "=" * (-len(digits) % 4))
    characters = content.decode("utf-8", "replace")
    readable = sum(
        (character.isprintable() and character != "\ufffd") or character in "\r\n\t"
        for character in characters
    )
    return content.decode("utf-8", "ignore") if readable >= READABLE * len(characters) else None


def _percent(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    octets = bytes.fromhex(match[2].replace("%", ""))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        octets = _OVERLONG.sub(_shortest, octets)
        # bytes that are still not UTF-8 are read as Latin-1
        text = octets.decode("utf-8", "surrogateescape")
        return "".join(chr(ord(c) - 0xDC00) if "\udc80" <= c <= "\udcff" else c for c in text)


def _shortest(match: re.Match[bytes]) -> bytes:
    lead, *rest = match[0]
    code = lead & (0x1F if len(rest) == 1 else 0x0F if len(rest) == 2 else 0x07)
    for octet in rest:
        code = code << 6 | octet & 0x3F
    return chr(code).encode()


def _escape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2] or match[3] or match[4], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def _reference(match: re.Match[str]) -> str:
    if match[1] or match[2]:  # without leading zeros: int() refuses thousands of digits
        return html.unescape(f"&#x{match[1]};" if match[1] else f"&#{match[2]};")
    return html.unescape(match[0])


@functools.lru_cache(maxsize=4096)
def _compatible(character: str) -> str:
    """Its ASCII form without accents (``＜`` is <, ``é`` is e), or the character itself.

    Empty for an invisible character.
    """
    if character in _INVISIBLE:
        return ""
    plain = unicodedata.normalize("NFKD", character)
    ascii_only = plain.encode("ascii", "ignore").decode()
    marks_only = all(c.isascii() or unicodedata.combining(c) for c in plain)
    return ascii_only if ascii_only and marks_only else character
