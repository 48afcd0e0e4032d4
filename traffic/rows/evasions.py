"""Evasions, other ways to write a value: encodings, spacing, case, harmless text around it.

Percent-encoding after RFC 3986 and its overlong and %uXXXX forms, escapes after ECMA-262, character
references after the HTML Standard, rewritings after sqlmap's tamper scripts and commix.
"""

import base64
import random
import re
from collections.abc import Callable, Mapping

from traffic.grammars.words.plain import WORDS

Evasion = Callable[[str, random.Random], str]

_NAMED = {
    **{"<": "lt", ">": "gt", '"': "quot", "'": "apos", "&": "amp", "(": "lpar", ")": "rpar"},
    **{":": "colon", ";": "semi", "/": "sol", "\\": "bsol", "=": "equals", ".": "period"},
    **{"\t": "Tab", "\n": "NewLine", "!": "excl", "#": "num", "$": "dollar", "%": "percnt"},
    **{"*": "ast", "+": "plus", ",": "comma", "?": "quest", "@": "commat", "[": "lsqb"},
    **{"]": "rsqb", "{": "lcub", "}": "rcub", "|": "vert", "`": "grave", "_": "lowbar"},
}
_QUOTED = re.compile(r"(['\"])([^'\"]{2,40})\1")
_WORD = re.compile(r"[A-Za-z]{3,}")
_SPACES = (
    "\t",
    "\n",
    "\r\n",
    "\v",
    "\f",
    "\u00a0",
    "  ",
    "   ",
    "\n\n",
    " \t ",
    "\u2003",
    "\u2028",
)


def _chosen(text: str, rng: random.Random, always: str, encode: Callable[[str], str]) -> str:
    """Encode ``always`` and, by chance, all characters, the non-alphanumeric ones or a share."""
    share = rng.choice((1.0, 0.0, 0.0, rng.random()))
    return "".join(
        encode(character)
        if character in always
        or (share == 0 and not character.isalnum())
        or (share > 0 and rng.random() < share)
        else character
        for character in text
    )


def _bytes_of(character: str) -> bytes:
    return character.encode("utf-8", "surrogatepass")


def _percent(character: str, form: str) -> str:
    return "".join(form.format(octet) for octet in _bytes_of(character))


def url(text: str, rng: random.Random) -> str:
    form = rng.choice(("%{:02x}", "%{:02X}"))
    return _chosen(text, rng, "%", lambda character: _percent(character, form))


def double_url(text: str, rng: random.Random) -> str:
    return url(text, rng).replace("%", "%25")


def url_all(text: str, rng: random.Random) -> str:
    form = rng.choice(("%{:02x}", "%{:02X}"))
    return "".join(_percent(character, form) for character in text)


def _code_unit(form: str) -> Callable[[str], str]:
    """Writes a code point in ``form``; a character beyond 16 bits stays as it is."""
    return lambda character: form.format(ord(character)) if character <= "\uffff" else character


def unicode_u(text: str, rng: random.Random) -> str:
    form = rng.choice(("\\u{:04x}", "\\u{:04X}", "\\u{{{:x}}}"))
    return _chosen(text, rng, "\\", _code_unit(form))


def percent_u(text: str, rng: random.Random) -> str:
    return _chosen(text, rng, "%", _code_unit(rng.choice(("%u{:04x}", "%u{:04X}"))))


def hex_x(text: str, rng: random.Random) -> str:
    return _chosen(
        text, rng, "\\", lambda one: f"\\x{ord(one):02x}" if one <= "\xff" else f"\\u{ord(one):04x}"
    )


def html_entities(text: str, rng: random.Random) -> str:
    """References by name, in decimal or in hexadecimal, some with leading zeros or no semicolon."""
    zeros = rng.choice((0, 0, 0, 3, 6, 7))
    ended = rng.random() < 0.75
    style = rng.choice(("decimal", "hex", "Hex", "name", "any"))

    def reference(character: str) -> str:
        kind = rng.choice(("decimal", "hex", "name")) if style == "any" else style
        if kind == "name" and character in _NAMED:
            return f"&{_NAMED[character]};"
        if ord(character) < 32 or ord(character) in range(127, 160):
            return character  # the standard maps these references to other characters
        point = ord(character)
        code = f"{point:0{zeros}}" if kind != "hex" else f"x{point:0{zeros}x}"
        code = f"X{point:0{zeros}X}" if kind == "Hex" else code
        return f"&#{code}\0"  # the place of a semicolon

    written = _chosen(text.replace("\0", ""), rng, "&", reference)
    return re.sub(r"\0(?![0-9a-fA-F;])", "" if not ended else ";", written).replace("\0", ";")


def full_width(text: str, rng: random.Random) -> str:
    def wide(character: str) -> str:
        if "!" <= character <= "~":
            return chr(ord(character) + 0xFEE0)
        return "\u3000" if character == " " else character

    return _chosen(text, rng, "", wide)


def overlong_utf8(text: str, rng: random.Random) -> str:
    three = rng.random() < 0.25

    def overlong(character: str) -> str:
        point = ord(character)
        if point > 127:
            return _percent(character, "%{:02x}")
        tail = f"%{0xC0 | point >> 6:02x}%{0x80 | point & 0x3F:02x}"
        return f"%e0%{0x80 | point >> 6:02x}%{0x80 | point & 0x3F:02x}" if three else tail

    return _chosen(text, rng, "%", overlong)


def base64_whole(text: str, rng: random.Random) -> str:
    """Base64 (RFC 4648), standard or URL-safe; a short or non-ASCII text stays as it is."""
    octets = text.encode()
    if len(octets) < 12 or not text.isascii():
        return text
    encode = rng.choice((base64.b64encode, base64.b64encode, base64.urlsafe_b64encode))
    digits = encode(octets).decode()
    return digits.rstrip("=") if rng.random() < 0.3 else digits


def case(text: str, rng: random.Random) -> str:
    share = rng.choice((0.2, 0.5, 0.5, 1.0))
    return "".join(one.swapcase() if rng.random() < share else one for one in text)


def whitespace(text: str, rng: random.Random) -> str:
    spaces = rng.choices(_SPACES, k=rng.randint(1, 3))
    return re.sub(" ", lambda _: rng.choice(spaces), text)


def plus(text: str, rng: random.Random) -> str:
    return text.replace(" ", "+") if rng.random() < 0.7 else url(text, rng).replace("%20", "+")


def null_bytes(text: str, rng: random.Random) -> str:
    null = rng.choice(("%00", "\0", "%2500", "\\0", "\\x00"))
    places = sorted(rng.choices(range(len(text) + 1), k=rng.randint(1, 3)), reverse=True)
    for place in places:
        text = text[:place] + null + text[place:]
    return text


def comments(text: str, rng: random.Random) -> str:
    """SQL comments in place of most spaces; a text without a space stays as it is."""
    word = rng.choice(WORDS)
    forms = (
        "/**/",
        "/**/",
        f"/*{word}*/",
        "/*!*/",
        f"/*!{rng.randint(0, 59999):05}*/",
        f"--{word}\n",
    )
    form = rng.choice(forms)
    return re.sub(" ", lambda _: form if rng.random() < 0.9 else " ", text)


def concatenation(text: str, rng: random.Random) -> str:
    """Split a quoted text, or else a word, into two pieces that the interpreter joins again."""
    quoted = list(_QUOTED.finditer(text))
    words = [match for match in _WORD.finditer(text) if not match[0].isupper()]
    if not quoted and not words:
        return text
    match = rng.choice(quoted or words)
    body = match[2] if quoted else match[0]
    cut = rng.randint(1, len(body) - 1)
    first, second = body[:cut], body[cut:]
    if quoted:
        quote = match[1]
        joint = rng.choice(("+", "||", " ", ".", " + ", " || ", "%2b", "/**/"))
        whole = f"{quote}{first}{quote}{joint}{quote}{second}{quote}"
        if rng.random() < 0.2:
            whole = f"concat({quote}{first}{quote},{quote}{second}{quote})"
    else:
        whole = first + rng.choice(("''", '""', "\\", "$@", "'+'", "'||'", '"+"', "/**/")) + second
    return text[: match.start()] + whole + text[match.end() :]


def harmless_text(rng: random.Random) -> str:
    """200 to 3,000 characters of words in sentences."""
    length, text = rng.randint(200, 3000), ""
    while len(text) < length:
        sentence = " ".join(rng.choices(WORDS, k=rng.randint(3, 18)))
        text += sentence.capitalize() + rng.choice((". ", ". ", ", ", "? ", ".\n"))
    return text[:length]


def long_before(text: str, rng: random.Random) -> str:
    return harmless_text(rng) + rng.choice(("", " ", " ", "\n")) + text


def long_after(text: str, rng: random.Random) -> str:
    return text + rng.choice(("", " ", " ", "\n")) + harmless_text(rng)


def mixed(text: str, rng: random.Random) -> str:
    """Two evasions one after the other, an encoding last."""
    first = rng.choice((case, whitespace, plus, unicode_u, html_entities, full_width, hex_x, url))
    second = rng.choice([way for way in _OUTER if way is not first])
    return second(first(text, rng), rng)


_OUTER: tuple[Evasion, ...] = (url, url_all, percent_u, html_entities, unicode_u, overlong_utf8)

EVASIONS: Mapping[str, Evasion] = {
    "url": url,
    "double_url": double_url,
    "url_all": url_all,
    "unicode_u": unicode_u,
    "percent_u": percent_u,
    "html_entities": html_entities,
    "full_width": full_width,
    "overlong_utf8": overlong_utf8,
    "hex_x": hex_x,
    "base64": base64_whole,
    "case": case,
    "whitespace": whitespace,
    "plus": plus,
    "null_bytes": null_bytes,
    "comments": comments,
    "concatenation": concatenation,
    "long_before": long_before,
    "long_after": long_after,
    "mixed": mixed,
}

# undone by models.requests.decoding; for values of both classes alike
ENCODINGS = (
    *("url", "double_url", "url_all", "unicode_u", "percent_u", "html_entities", "full_width"),
    *("overlong_utf8", "hex_x", "base64"),
)
# they hide an attack from a filter, and make no sense in a harmless value
ATTACKS_ONLY = ("comments", "concatenation", "null_bytes")
