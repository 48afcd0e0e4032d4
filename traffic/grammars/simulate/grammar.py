"""A small context-free grammar: symbols in ``⟨angle brackets⟩``, alternatives chosen at random."""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

SYMBOL = re.compile(r"⟨(\w+)⟩")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _number(rng: Random) -> str:
    return str(rng.randrange(10 ** rng.randrange(1, 6)))


def _hexadecimal(rng: Random, digits: int) -> str:
    return f"{rng.getrandbits(4 * digits):0{digits}x}"


def _uuid(rng: Random) -> str:
    lengths = (8, 4, 4, 4, 12)
    return "-".join(_hexadecimal(rng, length) for length in lengths)


def _identifier(rng: Random) -> str:
    return "".join(rng.choices(LETTERS, k=rng.randrange(2, 9)))


TERMINALS: dict[str, Callable[[Random], str]] = {
    "n": lambda rng: str(rng.randrange(1, 10)),
    "number": _number,
    "hex": lambda rng: _hexadecimal(rng, 8),
    "sha": lambda rng: _hexadecimal(rng, 40),
    "uuid": _uuid,
    "ident": _identifier,
    "octet": lambda rng: str(rng.randrange(1, 255)),
    "space": lambda _: " ",
}


class Grammar:
    """Rules ``symbol -> alternatives``; the symbols of TERMINALS are built in."""

    def __init__(self, rules: Mapping[str, Sequence[str]]) -> None:
        # re.split with one group: literals at even places, symbols at odd ones
        self._rules = {
            symbol: [SYMBOL.split(alternative) for alternative in alternatives]
            for symbol, alternatives in rules.items()
        }

    def expand(self, rng: Random, symbol: str) -> str:
        """One random sentence of ``symbol``; KeyError for a symbol without a rule."""
        terminal = TERMINALS.get(symbol)
        if terminal is not None:
            return terminal(rng)
        parts = rng.choice(self._rules[symbol])
        return "".join(
            self.expand(rng, part) if place % 2 else part for place, part in enumerate(parts)
        )

    def fill(self, rng: Random, text: str) -> str:
        """``text`` with each symbol in it expanded."""
        return SYMBOL.sub(lambda match: self.expand(rng, match[1]), text)
