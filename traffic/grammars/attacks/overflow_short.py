"""Format strings and numbers past a limit, in short: a few conversions, an integer that no type
holds, one character some hundred times."""

import random

from traffic.grammars.attacks.pieces import Grammar, Symbols

_CONVERSIONS = ("%s", "%n", "%x", "%p", "%d", "%08x", "%u", "%c", "%i", "%lx", "%hn", "%o")
_LIMITS = (2**31, 2**32, 2**53, 2**63, 2**64, 2**127, 2**128)


def _past(rng: random.Random) -> str:
    """Below every type's least value, or above the greatest of 64 bits."""
    limit = rng.choice(_LIMITS)
    if rng.random() < 0.5 or limit < 2**64:
        return str(-limit - rng.randint(0, 9))
    return str(limit + rng.randint(0, 9))


def _nines(rng: random.Random) -> str:
    digit = rng.choice(("9", "9", "9", "1", "8", "0", "7"))
    return rng.choice(("-", "1", "-1", "0x", "1.", "+")) + digit * rng.randint(41, 90)


def _repeated(rng: random.Random) -> str:
    one, glue = rng.choice(_CONVERSIONS), rng.choice(("", "", ".", " ", "-", "|"))
    return (one + glue) * rng.randint(4, 16)


def _numbered(rng: random.Random) -> str:
    return f"%{rng.randint(1, 99)}${rng.choice(('s', 'n', 'x', 'p', 'hn', 'lx', 'd', 'lu'))}"


def _wide(rng: random.Random) -> str:
    width = rng.choice((511, 1024, 9999, 65535, 65536, 99999, 2**31 - 1, rng.randint(500, 999_999)))
    return f"%{rng.choice(('', '0', '.', '-', '#'))}{width}{rng.choice('dxsucnf')}"


def _run(rng: random.Random) -> str:
    length = rng.choice((120, 128, 150, 200, 255, 256, 257, rng.randint(100, 600)))
    return rng.choice("AAAAAAaBXZ0") * length


# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "c": (
        "%s", "%s", "%n", "%n", "%x", "%x", "%p", "%p", "%d", "%08x", "%i", "%u", "%c", "%o", "%lx",
        "%hn", "%#x", "%f", "%e", "%a", "%lu", "%016llx",
    ),
    "hot": (
        "%n", "%n", "%p", "%x", "%08x", "%s%n", "%n%n", "%x%x", "%p%p", "%hn", "%hhn", "%lx",
        "%s%s",
    ),
    "j": ("", "", "", ".", ".", " ", "-", "|", "_", ",", ":", "%20", "+"),
    "one": _repeated, "k": _numbered, "wide": _wide, "run": _run,
    "py": (
        "{0}", "{1}", "{}", "{‹d›}", "{0!r}", "{0:‹n›}", "{‹d›:>‹nn›}", "{0:‹d›00000000}",
        "{:‹nn›d}",
    ),
    "past": _past, "nines": _nines,
    "in": (
        "", "", "", "", "‹abc›", "‹word›", "AAAA", "AAAA.", "BBBB", "‹n›", "test", "admin", "x=",
        "‹rnd›", "AAAA|", "‹name›",
    ),
    "out": ("", "", "", "", "‹abc›", ".‹abc›", "BBBB", "%n", "&‹abc›=‹d›"),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    few_conversions=(
        "‹in›‹one›‹out›", "‹in›‹hot›‹j#1›‹hot›‹j#1›‹hot›‹j#1›‹c›",
        "‹in›‹c›‹j#1›‹c›‹j#1›‹c›‹j#1›‹c›‹j#1›‹hot›", "‹in›‹hot›‹hot›‹c›‹out›", "‹in›%n%n‹c›‹c›",
        "‹in›%x%x‹c›‹hot›", "‹in›‹hot›‹out›%n",
    ),
    direct=(
        "‹in›%‹nn›$‹n¦hn¦p›", "‹in›‹k›‹j#1›‹k›", "‹in›‹k›‹j#1›‹k›‹j#1›‹k›", "‹in›‹k›%n", "‹hot›‹k›",
        "‹in›%‹nn›c‹k›", "‹wide›‹k›",
    ),
    wide=(
        "‹in›‹wide›", "‹in›‹wide›‹hot›", "‹wide›‹j›‹wide›", "‹in›‹wide›‹out›", "%.‹nn›f%n",
        "%*‹nn›d‹hot›",
    ),
    braces=(
        "‹py›‹py›‹py›‹py›‹j›", "{0.__class__}‹py›‹in›", "‹in›{0:‹d›0000000000}",
        "{‹id›.__init__.__globals__}", "{0.__‹class__.__mro__¦dict__¦init__¦doc__›}‹in›",
        "{0.__‹abc›__}‹out›", "{‹d›:‹nn›000000d}",
        "‹in›{0.__‹class__¦init__›.__‹name__¦globals__›[‹id›]}", "{:>‹nn›00000000}‹in›",
        "{‹id›.__class__.__‹init__¦base__›}",
    ),
    past_limits=(
        "‹past›", "‹nines›", "‹nines›", "‹past›.‹n›", "‹nines›e‹nn›", "-‹nines›", "(‹past›)",
        "‹past›e‹nn›",
    ),
    run_short=("‹run›", "‹in›‹run›", "‹run›‹out›", "‹id›=‹run›", "/‹run›", "‹run›%n"),
)
