"""Passwords and passphrases: symbols anywhere, quotes and dashes among them, no statement."""

from random import Random
from string import ascii_letters, digits

from traffic.grammars.normals.base import SLOTS
from traffic.grammars.normals.grammar import Grammar, Rule
from traffic.grammars.words.north import SLOTS as NORTH
from traffic.grammars.words.romance import SLOTS as ROMANCE

SYMBOLS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
COMMON = "!@#$%^&*()-_=+.?"
LEET = str.maketrans("aeiostbgl", "4310578g1")
G = Grammar(SLOTS, NORTH, ROMANCE)
WORD = G.rule(
    "«noun»",
    "«pseudo»",
    "«first»",
    "«es_n»",
    "«adj»«noun»",
    "«fr_n»",
    "«brand»",
    "«city»",
    "«de_n»",
    "«it_n»",
    "«verb»",
    "«tech»",
    "«let5»",
)


def _random(alphabet: str, least: int, most: int) -> Rule:
    return lambda rng: "".join(rng.choices(alphabet, k=rng.randint(least, most)))


def _leet(rng: Random) -> str:
    word = WORD(rng).lower().replace(" ", "")
    return word.translate(LEET) + rng.choice(
        ["", "!", "1", "@", "#1", "$", "?", str(rng.randint(0, 9999))]
    )


def _cased(rng: Random) -> str:
    return "".join(rng.choice([c.upper(), c, c]) for c in WORD(rng).replace(" ", "")) + str(
        rng.randint(0, 99)
    )


def _broken(rng: Random) -> str:
    """Words with symbols put in at random places."""
    text = list("".join(WORD(rng) for _ in range(rng.randint(1, 2))).replace(" ", ""))
    for _ in range(rng.randint(1, 4)):
        text.insert(rng.randint(0, len(text)), rng.choice(rng.choice([SYMBOLS, COMMON, digits])))
    return "".join(text)


def _symbol_ends(rng: Random) -> str:
    left, right = (
        rng.choices(SYMBOLS, k=rng.randint(0, 2)),
        rng.choices(SYMBOLS, k=rng.randint(1, 3)),
    )
    return "".join(left) + WORD(rng) + rng.choice(["", str(rng.randint(0, 2030))]) + "".join(right)


def _joined(rng: Random) -> str:
    joint = rng.choice(
        ["-", "_", ".", " ", "", "+", "&", "*", "!", "'", "=", "/", "--", "#", "$", "%", ";", "|"]
    )
    return joint.join(WORD(rng) for _ in range(rng.randint(2, 5)))


RULES: dict[str, Rule] = {
    "random": _random(ascii_letters + digits + SYMBOLS, 6, 24),
    "random_common": _random(ascii_letters + digits + COMMON, 8, 20),
    "random_plain": _random(ascii_letters + digits, 6, 32),
    "mostly_symbols": _random(SYMBOLS + SYMBOLS + digits + ascii_letters, 6, 14),
    "leet": _leet,
    "cased": _cased,
    "broken": _broken,
    "symbol_ends": _symbol_ends,
    "passphrase": _joined,
    "word_number": G.rule(
        "«noun»«n»",
        "«Noun»«year»",
        "«Noun»«year»!",
        "«first»«year»",
        "«handle»",
        "«pseudo»«n»",
        "«verb»«noun»«n»",
        "«Adj»«Noun»«n»$",
        "qwerty«n»",
        "«NOUN»«n»",
        "«let4»«dig4»",
        "«es_n»«dig2»",
        "«dig6»",
        "«city»«n»#",
    ),
    "quoted": G.rule(
        "«noun»'«noun»",
        "p'«let2»\"«let2»«dig1»;--«dig1»",
        "«let3»'«let3»\"«dig2»",
        "'«let6»«dig2»",
        "«let4»\"«let3»'",
        "«let3»`«let4»«dig1»",
        "don't«noun»me",
        "I'm«adj»«n»",
        '"«alnum10»"',
        "«let4»--«dig3»",
        "«let3»/*«let3»*",
        "#«let4»'«dig3»",
        "«alnum5»';«alnum4»",
        "«alnum4»<«alnum4»>",
        "it's4«noun»",
        "(«alnum6»)'",
        "«Noun»=«noun»'«1..9»",
        "%«hex2»«let4»%",
        "«alnum3»&«alnum3»|«alnum3»",
        "$«let4»(«dig2»)",
        "«let3»||«dig3»",
        "{«alnum5»}!'",
    ),
    "sentence": G.rule(
        "my «adj» «noun» «verb»s «n» «nouns»",
        "«First» loves the «adj» «noun»!",
        "«noun» «noun» «noun» «noun»",
        "The «noun» ate my «noun», ok?",
        "«n» «nouns» & «n» «nouns»; that's it",
        "correct-«noun»-«noun»-«noun»",
        "«Verb»Your«Noun»«n»",
        "To «verb» or not to «verb»?",
        "«noun»,«noun»'«noun»!«n»",
    ),
}
