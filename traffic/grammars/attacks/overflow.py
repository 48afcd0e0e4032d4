"""Format strings and overlong values, as fuzzers send them (printf's conversions: C17 7.21.6.1)."""

import random
from string import ascii_lowercase, ascii_uppercase, digits

from traffic.grammars.attacks.pieces import Grammar, Symbols, after_value

_CONVERSIONS = (
    "%n",
    "%x",
    "%s",
    "%p",
    "%d",
    "%08x",
    "%c",
    "%i",
    "%o",
    "%u",
    "%hn",
    "%hhn",
    "%lx",
    "%#x",
    "%.16x",
    "%llx",
    "%99999s",
    "%a",
)


def _same(rng: random.Random) -> str:
    return rng.choice(_CONVERSIONS) * rng.randint(4, 40)


def _mixed(rng: random.Random) -> str:
    glue = rng.choice(("", "", ".", " ", "-", "|", ",", "_", ":"))
    return glue.join(["%n", *rng.choices(_CONVERSIONS, k=rng.randint(3, 25))])


def _positional(rng: random.Random) -> str:
    return "".join(
        f"%{rng.randint(1, 400)}${rng.choice(('n', 'hn', 's', 'x', 'p', 'hhn'))}"
        for _ in range(rng.randint(2, 8))
    )


def _padded(rng: random.Random) -> str:
    return f"%.{rng.choice((1024, 2049, 65535, 99999, rng.randint(500, 99999)))}d" * rng.randint(
        1, 6
    ) + "%n" * rng.randint(1, 8)


def _run(rng: random.Random) -> str:
    """One character, over and over."""
    return rng.choice("AAAAAaBXx01%\\<({[\"'") * rng.choice(
        (260, 300, 500, 512, 1000, 1024, 2048, rng.randint(256, 4000))
    )


_CYCLE = "".join(
    f"{upper}{lower}{digit}"
    for upper in ascii_uppercase[:4]
    for lower in ascii_lowercase
    for digit in digits
)


def _pattern(rng: random.Random) -> str:
    """A piece of the cyclic pattern of exploit writers (Metasploit's pattern_create)."""
    start = 3 * rng.choice((0, 0, 0, rng.randint(1, 300)))
    return _CYCLE[start : start + rng.randint(60, 2000)]


_SYMBOLS: Symbols = {
    "same": _same,
    "mixed": _mixed,
    "positional": _positional,
    "padded": _padded,
    "run": _run,
    "pattern": _pattern,
    "sled": lambda rng: rng.choice(("\\x90", "%90", "\x90", "%u9090")) * rng.randint(8, 200),
    "shellcode": lambda rng: "".join(
        f"\\x{rng.randint(0, 255):02x}" for _ in range(rng.randint(12, 80))
    ),
    "ucode": lambda rng: "".join(
        f"%u{rng.randint(0, 65535):04x}" for _ in range(rng.randint(8, 40))
    ),
    "nuls": lambda rng: (
        rng.choice(("%00", "\0", "\\0", "\\x00", "%ff", "%fe%ff")) * rng.randint(4, 60)
    ),
    "deep": lambda rng: rng.choice(("[", '{"a":', "(", "<a>", "[[", "{{")) * rng.randint(60, 900),
}
_GRAMMAR = Grammar(_SYMBOLS, finish=after_value(0.35))

RULES = _GRAMMAR.rules(
    repeated_conversion=("‹same›", "‹same›‹same›", "‹same›%n", "AAAA‹same›"),
    mixed_conversions=(
        "‹mixed›",
        "‹rnd›‹mixed›",
        "%s%p%x%d‹mixed›",
        "AAAA.‹mixed›",
        "BBBB|‹mixed›|",
    ),
    positional_conversions=("‹positional›", "‹rnd›‹positional›", "%‹n8›c‹positional›"),
    padded_conversions=("‹padded›", "%‹nn›c%‹n8›$hn‹rnd›", "‹padded›‹mixed›", "%.‹nn›d%n%n‹abc›"),
    long_run=("‹run›", "‹run›", "‹run›‹rnd›", "/‹run›", "‹id›=‹run›", "‹run›.‹abc›", "../‹run›"),
    cyclic=("‹pattern›", "/‹pattern›", "‹pattern›‹hex8›"),
    machine_code=(
        "‹sled›‹shellcode›",
        "‹shellcode›‹hex2›",
        "‹run›‹shellcode›",
        "/default.ida?‹run›‹ucode›=a",
        "‹sled›‹ucode›",
        "‹rnd›‹sled›/bin/sh",
    ),
    nuls=("‹nuls›", "‹rnd›‹nuls›‹rnd›", "‹nuls›‹run›"),
    nesting=("‹deep›", "‹deep›‹n›", '{"‹id›":‹deep›', '<?xml version="1.0"?>‹deep›'),
)
