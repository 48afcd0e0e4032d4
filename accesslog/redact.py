"""Masking of secrets before anything is stored or shown.

A hostile sender can hide their own text from this; what must not leak are the passwords and
tokens of everybody else, in the forms in which programs really write them: JSON (also broken,
cut off, or quoted inside other JSON), query strings and forms (also percent-encoded inside
others), header lines, bearer tokens, JSON Web Tokens (RFC 7519) and user information in URLs. Where
the end of a secret is in doubt, too much is masked. Every rule walks forward once: linear time on
any input.
"""

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes

REPLACEMENT = b"***"

# Secret wherever they stand in a key, separators and case ignored: client_secret, X-CSRF-Token.
_PARTS = re.compile(
    rb"passw|passphrase|passcode|pwd|secret|token|apikey|accesskey|privatekey|authorization"
    rb"|credential|cookie|session|sessid|creditcard|cardnumber|cardno"
)
# Secret only as a whole word of a key: `pin`, not `ping`; `auth`, not `author`.
_WORDS = frozenset(
    b"pass pw auth oauth card cvv cvc ssn pin sid jwt otp iban sig signature".split()
)
_WORD = re.compile(rb"[A-Z]++(?![a-z])|[A-Z]?[a-z]++")
_MAX_KEY = 128
_UNICODE_ESCAPE = re.compile(rb"\\u00([0-9a-fA-F]{2})")


def is_secret(key: bytes) -> bool:
    """Whether a key's value is masked: `password`, `X-Api-Key`, `creditCard`, `pass%77ord`."""
    plain = _UNICODE_ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), unquote_to_bytes(key))
    words = [word.lower() for word in _WORD.findall(plain)]
    return bool(_PARTS.search(b"".join(words))) or any(
        word in _WORDS or (len(word) < 9 and word.endswith(b"pass")) for word in words
    )


def mask(value: bytes) -> bytes:
    """The value with every secret replaced by `***`; bytes that are no secret stay as they are."""
    return _mask(value, depth=3)


def _mask(value: bytes, depth: int) -> bytes:
    if b"x22" in value or b"u0022" in value:
        plain = _ESCAPED.sub(_unescaped, value)
        masked = _mask_plain(plain, depth)
        return value if masked == plain else masked
    return _mask_plain(value, depth)


def _mask_plain(value: bytes, depth: int) -> bytes:
    value = _FORM_PART.sub(_mask_named, value)
    value = _mask_members(value)
    value = _mask_pairs(value)
    value = _mask_headers(value)
    value = _CREDENTIALS.sub(rb"\1" + REPLACEMENT, value)
    for named in (_NAME_AND_VALUE, _ELEMENT):
        value = named.sub(_mask_named, value)
    value = _URL_PASSWORD.sub(rb"\1" + REPLACEMENT, value)
    value = _JWT.sub(REPLACEMENT, value)
    if depth and b"%" in value:
        value = _RUN.sub(lambda run: _mask_encoded(run[0], depth - 1), value)
    return value


# --- escaped quotes: \x22 of nginx logs, \u0022 of JSON -------------------------------------------

_ESCAPED = re.compile(rb"(?<!\\)(\\{1,4})(?:x22|u0022|(x5[cC]|u005[cC]))")


def _unescaped(match: re.Match[bytes]) -> bytes:
    """The quote or backslash itself, behind the 2 b - 1 backslashes of one level of quoting."""
    backslashes = 2 * len(match[1]) - 1
    return b"\\" * (backslashes + 1) if match[2] else b"\\" * backslashes + b'"'


# --- JSON members: "key": value -----------------------------------------------------------------

_COLON = re.compile(rb"\s*+:\s*+")
_SCALAR = re.compile(rb"[^\s,}\]\"\\]*+")
_OPENING_QUOTE = re.compile(rb'\\*+"')
_BRACKET = re.compile(rb'[\[\]{}"]')


def _mask_members(value: bytes) -> bytes:
    out, done, after_quote = [], 0, 0
    at = value.find(b'"')
    while at >= 0:
        key_end = _before_backslashes(value, at, after_quote)
        colon = _COLON.match(value, at + 1)
        if colon and is_secret(value[max(after_quote, key_end - _MAX_KEY) : key_end]):
            begin = colon.end()
            end, masked = _member_value(value, begin)
            out += [value[done:begin], masked]
            done = after_quote = end
        else:
            after_quote = at + 1
        at = value.find(b'"', after_quote)
    return b"".join(out) + value[done:]


def _member_value(value: bytes, begin: int) -> tuple[int, bytes]:
    """(end, replacement) of the JSON value at `begin`."""
    quote = _OPENING_QUOTE.match(value, begin)
    if quote:
        end = _string_end(value, quote.end(), level=_level(len(quote[0]) - 1))
        return end, quote[0] + REPLACEMENT
    if value[begin : begin + 1] in (b"{", b"["):
        return _bracket_end(value, begin), REPLACEMENT
    end = _end(_SCALAR, value, begin)
    return end, REPLACEMENT if end > begin else b""


def _level(backslashes: int) -> int:
    r"""The depth in quoted JSON of a quote behind that many backslashes.

    `"` is 0, `\"` 1, `\\\"` 2: each nesting turns b into 2 b + 1, and escaped backslashes before it
    add higher bits. So the level is the number of trailing 1 bits.
    """
    return ((backslashes + 1) & ~backslashes).bit_length() - 1


def _before_backslashes(value: bytes, quote_at: int, limit: int) -> int:
    at = quote_at
    while at > limit and value[at - 1] == 0x5C:
        at -= 1
    return at


def _string_end(value: bytes, begin: int, level: int) -> int:
    """The start of the string's closing quote with its backslashes, or the end of `value`.

    A quote of a lower level closes a string around this one: the string was cut off.
    """
    seen = begin
    while (at := value.find(b'"', seen)) >= 0:
        found = _level(at - _before_backslashes(value, at, seen))
        if found <= level:
            return at - ((1 << found) - 1)
        seen = at + 1
    return len(value)


def _bracket_end(value: bytes, begin: int) -> int:
    """The end of the object or array at `begin`, or of `value` if it is cut off."""
    depth, at = 0, begin
    while bracket := _BRACKET.search(value, at):
        at = bracket.end()
        if bracket[0] == b'"':
            level = _level(at - 1 - _before_backslashes(value, at - 1, begin))
            closing = _string_end(value, at, level)
            at = value.find(b'"', closing) + 1 or len(value)
        else:
            depth += 1 if bracket[0] in b"[{" else -1
            if depth == 0:
                return at
    return len(value)


# --- query strings and forms: key=value&key=value -------------------------------------------------

_KEY_BYTES = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-[]%+$"
# an escaped quote does not end a value; a value in single quotes may hold spaces
_PAIR_VALUE = re.compile(rb"""(?<=')[^'"&\r\n\\]*+(?=')|(?:[^&\s"\\]|\\.)*+""", re.DOTALL)
# opens a value rather than closes a string around the key
_PAIR_QUOTE = re.compile(rb'\\*+"(?![\s,}\]:"]|\\|\Z)')


def _mask_pairs(value: bytes) -> bytes:
    return _mask_after(value, b"=", b"'\"", _PAIR_QUOTE, _PAIR_VALUE)


# --- header lines and loose members: Key: value, 'key': 'value' -----------------------------------

_SPACE = re.compile(rb"[ \t]*+")
_SPACE_AND_QUOTE = re.compile(rb"[ \t]*+'?+")
_HEADER_QUOTE = re.compile(rb'"(?![\s,}\]:"]|\\|\Z)')
_HEADER_VALUE = re.compile(rb"(?<=')(?:[^'\\]|\\.)*+|(?:[^\r\n\"\\]|\\[^rn])*+", re.DOTALL)


def _mask_headers(value: bytes) -> bytes:
    return _mask_after(value, b":", b"'", _HEADER_QUOTE, _HEADER_VALUE)


def _mask_after(
    value: bytes,
    separator: bytes,
    key_quotes: bytes,
    opens: re.Pattern[bytes],
    ends: re.Pattern[bytes],
) -> bytes:
    """Mask the value behind each separator that follows a secret key.

    The value is a string if ``opens`` matches its opening quote, else the match of ``ends``. The
    key may be in ``key_quotes``. Blanks may surround the separator.
    """
    out, done = [], 0
    at = value.find(separator)
    while at >= 0:
        before = value[max(done, at - _MAX_KEY) : at].rstrip(b" \t")
        if before[-1:] in key_quotes:
            before = before[:-1]
        key = before[len(before.rstrip(_KEY_BYTES)) :]
        begin = at + 1
        if key and is_secret(key):
            if quote := opens.match(value, _end(_SPACE, value, begin)):
                begin = quote.end()
                end = _string_end(value, begin, _level(len(quote[0]) - 1))
            else:
                begin = _end(_SPACE_AND_QUOTE, value, begin)
                end = _end(ends, value, begin)
            if end > begin:
                out += [value[done:begin], REPLACEMENT]
                done = begin = end
        at = value.find(separator, begin)
    return b"".join(out) + value[done:]


def _end(pattern: re.Pattern[bytes], value: bytes, begin: int) -> int:
    """The end of the match of a pattern that also matches the empty string."""
    match = pattern.match(value, begin)
    assert match is not None
    return match.end()


# --- without a key --------------------------------------------------------------------------------

# RFC 6750 and RFC 7617: token68 behind the scheme
_CREDENTIALS = re.compile(rb"(\b(?:bearer|basic)\s++)[\w.~+/=-]++", re.IGNORECASE)
_URL_PASSWORD = re.compile(rb'(://[^/\s:@"]*+:)[^/\s@"]++(?=@)')  # RFC 3986 userinfo
# RFC 7515 and 7516, compact: base64url of a JSON object, then 2 or 4 more pieces, the last cut off
_JWT = re.compile(rb"(?<![\w-])eyJ[\w-]{10,}+(?:\.[\w-]*+){1,4}")

# --- the key beside the value: {"name": "Cookie", "value": ...} as in HAR, <password>…</password>,
# --- multipart/form-data

_NAME_AND_VALUE = re.compile(
    rb'("(?:name|key)"\s*+:\s*+"([^"\\]{1,64}+)"\s*+,\s*+"value"\s*+:\s*+")(?:[^"\\]|\\.)*+',
    re.DOTALL,
)
# RFC 7578: the header of a part, more header lines, an empty line, the content up to the boundary;
# the line ends are escaped where the body was written into a JSON string
_LINE_END = rb"(?:\r?\n|(?:\\{1,4}r)?\\{1,4}n)"
_REST = rb'(?:[^\r\n\\]{1,100}+(?:\\{1,8}+")?){0,4}+'  # of a line; its quotes may be escaped
_FORM_PART = re.compile(
    rb'(\bname=\\{0,8}"([^"\\\r\n]{1,64}+)\\{0,8}"'
    + _REST + rb"(?:" + _LINE_END + _REST + rb"){0,3}?" + _LINE_END + _LINE_END
    + rb")(?:(?!" + _LINE_END + rb"--)(?s:.))++"
)  # fmt: skip
_ELEMENT = re.compile(rb"(<([\w:.-]{1,64}+)>)[^<]++")


def _mask_named(match: re.Match[bytes]) -> bytes:
    return match[1] + REPLACEMENT if is_secret(match[2]) else match[0]


# --- percent-encoded inside others: next=%2Flogin%3Fpassword%3D... --------------------------------

_RUN = re.compile(rb'[^\s"&=\\]++')


def _mask_encoded(run: bytes, depth: int) -> bytes:
    if b"%" not in run:
        return run
    plain = unquote_to_bytes(run)
    masked = _mask(plain, depth) if plain != run else plain
    return run if masked == plain else quote_from_bytes(masked, safe="*").encode()
