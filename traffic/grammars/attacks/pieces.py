"""A small template grammar, and the pieces that every family of attacks is written with.

A template is text with slots: ``‹name›`` is one of a symbol's alternatives, ``‹name?›`` the same or
nothing, ``‹a¦b¦›`` one of the texts, ``‹name#1›`` the same text wherever it stands in one value.
Slots nest.

>>> import random
>>> Grammar({"who": ("admin", "root")}).rule("‹who#1› is ‹who#1›")(random.Random(1))
'admin is admin'
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from traffic.grammars.words.plain import NAMES, WORDS

Rule = Callable[[random.Random], str]
Symbols = Mapping[str, Sequence[str] | Rule]  # a symbol's alternatives
Finish = Callable[[str, random.Random], str]  # a last touch on a rule's text

_SLOT = re.compile(r"‹([^‹›]*?)(#\d)?›")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_HEX = "0123456789abcdef"
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_RANGES = ((0, 9), (10, 99), (100, 9999), (10_000, 9_999_999))


def letters(least: int, most: int, alphabet: str = _LETTERS) -> Rule:
    return lambda rng: "".join(rng.choices(alphabet, k=rng.randint(least, most)))


_letters_of_a_name = letters(2, 8)


def number(rng: random.Random) -> str:
    return str(rng.randint(*rng.choice(_RANGES)))


def ident(rng: random.Random) -> str:
    """A name as a programmer gives it: a word, two words, or a few letters."""
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(WORDS)
    if kind < 0.6:
        return rng.choice(WORDS) + rng.choice(("_", "")) + number(rng)
    if kind < 0.8:
        return rng.choice(WORDS) + "_" + rng.choice(WORDS)
    return _letters_of_a_name(rng)


def ip(rng: random.Random) -> str:
    return ".".join(str(rng.randint(1, 254)) for _ in range(4))


def words(rng: random.Random) -> str:
    """One to eight harmless words, at most 60 characters."""
    text = " ".join(rng.choices(WORDS, k=rng.randint(1, 8)))[:60].rstrip()
    return text.capitalize() if rng.random() < 0.3 else text


def harmless(rng: random.Random) -> str:
    """A value as visitors send it: at most 60 characters."""
    return rng.choice(_HARMLESS)(rng)


def _name(rng: random.Random) -> str:
    name = rng.choice(NAMES)
    return rng.choice((name, name.capitalize(), f"{name} {rng.choice(NAMES)}".title()))


def _mail(rng: random.Random) -> str:
    word = rng.choice(WORDS)
    ending = rng.choice(
        (f"@{word}.com", f".{rng.choice(NAMES)}@{word}.org", f"{number(rng)}@{word}.net")
    )
    return rng.choice(NAMES) + ending


def _file(rng: random.Random) -> str:
    word, other = rng.choice(WORDS), rng.choice(WORDS)
    stem = rng.choice((word, f"{word}-{number(rng)}", f"{word}_{other}"))
    return f"{stem}.{rng.choice(('pdf', 'jpg', 'html', 'png', 'docx', 'csv'))}"


def _slug(rng: random.Random) -> str:
    picked = rng.choices(WORDS, k=rng.randint(2, 4))
    return rng.choice(("-".join(picked), f"/{picked[0]}/{number(rng)}", "/".join(picked)))


def _date_or_price(rng: random.Random) -> str:
    date = f"20{rng.randint(10, 29)}-0{rng.randint(1, 9)}-{rng.randint(10, 28)}"
    return rng.choice(
        (date, f"{number(rng)}.{rng.randint(0, 99):02}", "0", "1", "-1", "true", "null")
    )


_HARMLESS = (number, words, words, ident, _name, _mail, _file, _slug, _date_or_price)

COMMON: Symbols = {
    "n": number,
    "d": letters(1, 1, "123456789"),
    "nn": lambda rng: str(rng.randint(10, 99999)),
    "secs": lambda rng: str(rng.choice((1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 45, 60))),
    "id": ident,
    "rnd": letters(3, 10),
    "abc": letters(1, 4),
    "rand": letters(4, 12, _LETTERS + "0123456789"),
    "big": letters(3, 10, _LETTERS.upper() + _LETTERS + "0123456789"),
    "hex": letters(2, 24, _HEX),
    "hex2": letters(2, 2, _HEX),
    "hex4": letters(4, 4, _HEX),
    "hex8": letters(8, 8, _HEX),
    "b64": letters(16, 80, _BASE64),
    "b64s": letters(6, 24, _BASE64),
    "word": lambda rng: rng.choice(WORDS),
    "words": words,
    "name": lambda rng: rng.choice(NAMES),
    "val": harmless,
    "ip": ip,
    "lan": (
        "127.0.0.1",
        "localhost",
        "10.‹d›.‹d›.‹d›",
        "192.168.‹d›.‹n8›",
        "172.1‹d›.0.‹n8›",
    ),
    "n8": lambda rng: str(rng.randint(1, 254)),
    "port": lambda rng: str(
        rng.choice((80, 443, 1337, 4444, 5555, 8000, 8080, 9001, rng.randint(1024, 65535)))
    ),
    "tld": (
        "com",
        "net",
        "org",
        "io",
        "ru",
        "cn",
        "me",
        "xyz",
        "fun",
        "site",
        "co.uk",
        "dev",
        "to",
    ),
    "evil": (
        "evil.‹tld›",
        "attacker.‹tld›",
        "‹word›.‹tld›",
        "‹rnd›.‹tld›",
        "‹word›-‹rnd›.‹tld›",
        "‹rand›.oast.‹fun¦pro¦live¦site¦me¦online›",
        "‹rand›.burpcollaborator.net",
        "‹rand›.oastify.com",
        "‹rand›.interact.sh",
        "‹rand›.dnslog.cn",
        "‹rand›.ceye.io",
        "‹rand›.ngrok.io",
        "bxss.me",
        "‹rand›.bxss.me",
        "xss.rocks",
        "www.‹rnd›.‹tld›",
        "example.‹com¦org¦net›",
        "‹ip›",
        "‹ip›:‹port›",
        "‹word›.‹tld›:‹port›",
        "{{interactsh-url}}",
    ),
    "scheme": ("http", "https"),
    "url": (
        "‹scheme›://‹evil›",
        "‹scheme›://‹evil›/",
        "‹scheme›://‹evil›/‹id›",
        "‹scheme›://‹evil›/‹abc›",
        "‹scheme›://‹evil›/‹id›?‹abc›=‹rand›",
    ),
    "sp": (" ", " ", " ", " ", " ", "  ", "\t", "\n"),
}


class Grammar:
    """Symbols, added to COMMON; the rules made from it end with ``finish``."""

    def __init__(self, symbols: Symbols, finish: Finish | None = None) -> None:
        self._symbols = {**COMMON, **symbols}
        self._finish = finish

    def rule(self, *templates: str) -> Rule:
        def write(rng: random.Random) -> str:
            text = self._expand(rng.choice(templates), rng, {})
            return self._finish(text, rng) if self._finish else text

        return write

    def rules(self, **templates: Sequence[str]) -> dict[str, Rule]:
        return {name: self.rule(*each) for name, each in templates.items()}

    def _expand(self, template: str, rng: random.Random, bound: dict[str, str]) -> str:
        def fill(slot: re.Match[str]) -> str:
            body, tag = slot[1], slot[2]
            if not tag:
                return self._choose(body, rng)
            if slot[0] not in bound:
                bound[slot[0]] = self._expand(self._choose(body, rng), rng, bound)
            return bound[slot[0]]

        while "‹" in template:
            template = _SLOT.sub(fill, template)
        return template

    def _choose(self, body: str, rng: random.Random) -> str:
        if "¦" in body:
            return rng.choice(body.split("¦"))
        if body.endswith("?"):
            body = body[:-1]
            if rng.random() < 0.5:
                return ""
        symbol = self._symbols[body]
        return symbol(rng) if callable(symbol) else rng.choice(symbol)


def among_words(share: float = 0.35, glue: Sequence[str] = (" ", " ", "")) -> Finish:
    """Puts this share of the texts before, after or between harmless values."""

    def place(text: str, rng: random.Random) -> str:
        if rng.random() >= share:
            return text
        where = rng.random()
        before = harmless(rng) + rng.choice(glue) if where < 0.7 else ""
        after = rng.choice(glue) + harmless(rng) if where > 0.5 else ""
        return before + text + after

    return place


def after_value(share: float = 0.4, glue: Sequence[str] = ("",)) -> Finish:
    """Puts this share of the texts behind a harmless value, as an injection follows one."""

    def place(text: str, rng: random.Random) -> str:
        return harmless(rng) + rng.choice(glue) + text if rng.random() < share else text

    return place
