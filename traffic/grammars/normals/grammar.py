"""A small grammar for generated texts: templates with ``«symbols»``, compiled once.

A symbol is one of
``name``          an alternative of the slot ``name`` (a sequence of templates or a function)
``Name``, ``NAME``  the same, its first letter or all of it in capitals
``name?``         the same or nothing
``name*2-5:, ``   two to five of them, joined by what follows the colon (may be empty)
``a|b|c``         one of these literal texts
``3..99``         a whole number in this range
``x=name``        as ``name``, and remembered under one letter; ``$x`` and ``$X`` repeat it
``hex8 dig4 let5 alnum20 base64_40 url64_22``  that many random characters of an alphabet
"""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from string import ascii_letters, ascii_lowercase, digits
from typing import Any

Rule = Callable[[Random], str]
Slots = Mapping[str, Sequence[str] | Rule]
_Piece = Callable[[Random, dict[str, str]], str]

SYMBOL = re.compile(r"«([^«»]+)»")
RANGE = re.compile(r"(-?\d+)\.\.(\d+)")
REPEATED = re.compile(r"(\w+)\*(\d+)-(\d+):(.*)", re.DOTALL)
REMEMBERED = re.compile(r"([a-z])=(.+)", re.DOTALL)
RANDOM = re.compile(r"(hex|dig|let|alnum|base64_|url64_)(\d+)")
ALPHABETS = {
    "hex": "0123456789abcdef",
    "dig": digits,
    "let": ascii_lowercase,
    "alnum": ascii_letters + digits,
    "base64_": ascii_letters + digits + "+/",
    "url64_": ascii_letters + digits + "-_",
}


class Grammar:
    """Slots by name; a later mapping of slots hides an earlier one's names."""

    def __init__(self, *slots: Slots) -> None:
        self._slots: dict[str, Any] = {}
        for some in slots:
            self._slots |= some
        self._compiled: dict[str, list[str | _Piece]] = {}

    def rule(self, *templates: str) -> Rule:
        """A rule that expands one of ``templates``, drawn alike."""
        return lambda rng: self.text(rng, rng.choice(templates))

    def text(self, rng: Random, template: str, memory: dict[str, str] | None = None) -> str:
        """``template`` with its symbols expanded. KeyError: a symbol without a slot."""
        pieces = self._compiled.get(template)
        if pieces is None:
            parts = SYMBOL.split(template)
            pieces = [self._piece(part) if place % 2 else part for place, part in enumerate(parts)]
            self._compiled[template] = pieces
        known: dict[str, str] = {} if memory is None else memory
        return "".join(p if isinstance(p, str) else p(rng, known) for p in pieces)

    def _slot(self, rng: Random, name: str) -> str:
        alternatives = self._slots[name]
        if callable(alternatives):
            return str(alternatives(rng))
        chosen: str = rng.choice(alternatives)
        return self.text(rng, chosen) if "«" in chosen else chosen

    def _piece(self, symbol: str) -> _Piece:
        """What expands one symbol (see the module's list)."""
        if found := REMEMBERED.fullmatch(symbol):
            return self._remembered(found[1], self._piece(found[2]))
        if found := REPEATED.fullmatch(symbol):
            name, least, most, joint = found[1], int(found[2]), int(found[3]), found[4]
            one = self._piece(name)
            return lambda rng, known: joint.join(
                one(rng, known) for _ in range(rng.randint(least, most))
            )
        if "|" in symbol:
            literals = symbol.split("|")
            return lambda rng, _: rng.choice(literals)
        if found := RANGE.fullmatch(symbol):
            low, high = int(found[1]), int(found[2])
            return lambda rng, _: str(rng.randint(low, high))
        if found := RANDOM.fullmatch(symbol.lower()):
            alphabet, length = ALPHABETS[found[1]], int(found[2])
            return _cased(symbol, lambda rng, _: "".join(rng.choices(alphabet, k=length)))
        if symbol.startswith("$"):
            return _cased(symbol[1:], lambda _, known: known[symbol[1:].lower()])
        if symbol.endswith("?"):
            one = self._piece(symbol[:-1])
            return lambda rng, known: one(rng, known) if rng.random() < 0.5 else ""
        return _cased(symbol, lambda rng, _: self._slot(rng, symbol.lower()))

    def _remembered(self, key: str, piece: _Piece) -> _Piece:
        def expand(rng: Random, known: dict[str, str]) -> str:
            known[key] = piece(rng, known)
            return known[key]

        return expand


def _cased(name: str, piece: _Piece) -> _Piece:
    """``piece`` in the case that ``name`` is written in."""
    if name.isupper() and len(name) > 1:
        return lambda rng, known: piece(rng, known).upper()
    if name[0].isupper():

        def capitalised(rng: Random, known: dict[str, str]) -> str:
            text = piece(rng, known)
            return text[:1].upper() + text[1:]

        return capitalised
    return piece
