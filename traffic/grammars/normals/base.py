"""The slots that every theme shares: words, names, identifiers, numbers, addresses."""

from random import Random

from traffic.grammars.normals.grammar import Rule, Slots
from traffic.grammars.words.en import (
    ADJECTIVES,
    ADVERBS,
    BRANDS,
    CITIES,
    DOMAINS,
    EXTENSIONS,
    FIRST,
    LANGS,
    LAST,
    MAILERS,
    NOUNS,
    SYLLABLES,
    TECH,
    VERBS,
)
from traffic.grammars.words.plain import NAMES, WORDS


def pseudo(rng: Random) -> str:
    """A word nobody has used yet."""
    word = "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4)))
    return word + rng.choice(["", "", "n", "s", "r", "k", "l", "t", "x"])


def handle(rng: Random) -> str:
    """A user name as people choose them."""
    first, last = rng.choice(FIRST), rng.choice(LAST)
    word = rng.choice([pseudo(rng), rng.choice(NOUNS), rng.choice(ADJECTIVES) + rng.choice(NOUNS)])
    core = rng.choice(
        [
            first,
            word,
            first[0] + last,
            first + "." + last,
            first + "_" + last,
            first + last[:2],
            word,
        ]
    )
    number = rng.choice(["", "", str(rng.randint(1, 99)), str(rng.randint(1950, 2025)), "_", "_x"])
    return (core + number) if rng.random() < 0.2 else (core + number).lower()


def _identifier(joint: str, capitals: str) -> Rule:
    def rule(rng: Random) -> str:
        parts = rng.choices(TECH, k=rng.choice([1, 2, 2, 2, 3]))
        if capitals == "camel":
            return parts[0] + "".join(part.title() for part in parts[1:])
        if capitals == "pascal":
            return "".join(part.title() for part in parts)
        return joint.join(parts)

    return rule


SECRETS = ("credential", "password", "secret", "token")  # of TECH: no search filters by one


def _public(rule: Rule) -> Rule:
    """``rule``, drawn anew while it names a secret."""

    def draw(rng: Random) -> str:
        while any(secret in (name := rule(rng)).lower() for secret in SECRETS):
            pass
        return name

    return draw


SLOTS: Slots = {
    "noun": [*NOUNS, *WORDS],  # what attacks are padded with is no sign of one
    "nouns": [
        noun + "es" if noun.endswith(("s", "x", "ch", "sh")) else noun + "s" for noun in NOUNS
    ],
    "verb": VERBS,
    "adj": ADJECTIVES,
    "adv": ADVERBS,
    "tech": TECH,
    "first": [*FIRST, *(name.title() for name in NAMES)],
    "last": LAST,
    "city": CITIES,
    "brand": BRANDS,
    "lang": LANGS,
    "domain": DOMAINS,
    "mailer": MAILERS,
    "ext": EXTENSIONS,
    "pseudo": pseudo,
    "handle": handle,
    "snake": _identifier("_", ""),
    "kebab": _identifier("-", ""),
    "dotted": _identifier(".", ""),
    "camel": _identifier("", "camel"),
    "pascal": _identifier("", "pascal"),
    "n": ["«0..9»", "«1..99»", "«1..999»", "«1..99999»"],
    "year": ["«1950..2030»"],
    "day": ["«10..28»", "0«1..9»"],
    "mon": ["0«1..9»", "10", "11", "12"],
    "date": ["«1990..2030»-«mon»-«day»"],
    "clock": ["«10..23»:«10..59»", "0«0..9»:«10..59»"],
    "stamp": [
        "«date»T«clock»:«10..59»Z",
        "«date»T«clock»:«10..59».«dig3»Z",
        "«date»T«clock»:00+02:00",
    ],
    "uuid": ["«hex8»-«hex4»-4«hex3»-a«hex3»-«hex12»"],
    "email": ["«handle»@«mailer»", "«handle»@«domain»", "«handle»+«tech»@«mailer»"],
    "url": ["https://«domain»/«kebab»", "https://«domain»/«kebab»/«n»", "http://«domain»/"],
    "semver": [
        "«0..20».«0..30».«0..40»",
        "v«0..9».«0..20».«0..9»",
        "«0..5».«0..20».«0..9»-«alpha|beta|rc».«1..9»",
    ],
    "ip": ["10.«0..255».«0..255».«1..254»", "192.168.«0..255».«1..254»", "203.0.113.«1..254»"],
    "money": [
        "«1..999».«dig2»",
        "«1..99»,«dig2»",
        "$«1..999».«dig2»",
        "«1..9»,«dig3».00",
        "€«1..999»",
    ],
    "env": ["prod", "production", "staging", "dev", "test", "qa", "local", "preview", "eu-west-1"],
    "person": ["«first» «last»"],
}
PUBLIC: Slots = {  # names of fields that a search may compare: an operator under a secret is none
    "tech": [name for name in TECH if name not in SECRETS],
    "snake": _public(_identifier("_", "")),
    "kebab": _public(_identifier("-", "")),
    "dotted": _public(_identifier(".", "")),
    "camel": _public(_identifier("", "camel")),
    "pascal": _public(_identifier("", "pascal")),
}
