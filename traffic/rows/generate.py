"""Generates labelled requests: values of attacks and harmless values, in many wrappers.

Deterministic in the seed, row by row: row ``i`` is the same for every ``n``.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

from traffic.rows.attacks import attack
from traffic.rows.evasions import ATTACKS_ONLY, ENCODINGS, EVASIONS
from traffic.rows.normals import NORMALS, normal
from traffic.rows.sample import Sample
from traffic.rows.wrappers import wrap

ENCODED = 0.3  # of the rows of either class are encoded
REWRITTEN = 0.1  # of the rows of either class: other case, other spaces, long harmless text around
IN_CONTEXT = 0.1  # of the rows of either class have a few harmless words before or after the value
HIDDEN = 0.1  # of the attacks of the families in HIDES have an evasion that only attacks have
HIDES = {
    "comments": ("sqli",),
    "concatenation": ("sqli", "cmdi", "code_injection", "template_injection"),
    "null_bytes": ("traversal", "file_inclusion", "xss", "sqli"),
}
SHARED = tuple(name for name in EVASIONS if name not in {*ENCODINGS, *ATTACKS_ONLY})
TEXTS = (
    NORMALS["short"]["two_words"],
    NORMALS["short"]["word"],
    NORMALS["text"]["sentence"],
)
CONTEXTS = (
    "{text} {value}",
    "{value} {text}",
    "{text}\n{value}",
    "{value}\n{text}",
    "{text}: {value}",
    "{text}={value}",
    "{text},{value}",
    '"{value}"',
    "({value})",
    "{value};{text}",
    "{text} {value} {text}",
)


def samples(n: int, seed: int, attack_share: float = 0.5) -> Iterator[Sample]:
    """Yield ``n`` values as the rules wrote them, without evasions."""
    for index in range(n):
        yield _sample(Random(f"{seed} {index} value"), attack_share)


def rows(n: int, seed: int, attack_share: float = 0.5) -> Iterator[dict[str, Any]]:
    """Yield ``n`` labelled requests (models.training.corpus); ``value`` is the text as wrapped.

    ``group`` is the family and rule. ``evasion`` has the names of the value's evasions, if any,
    joined by "+". The position "search" is a query value; "login" and "upload" are JSON leaves.
    """
    for index in range(n):
        rng = Random(f"{seed} {index} value")
        sample = _sample(rng, attack_share)
        value, hidden = _hidden(sample, rng)
        rng = Random(f"{seed} {index} row")  # these draws do not depend on the label
        value, evasion = _evaded(_in_context(value, rng), rng)
        request, position = wrap(value, rng)
        yield {
            "request": request,
            "label": sample.label,
            "family": sample.family,
            "source": "generated",
            "value": value,
            "group": f"{sample.family}/{sample.rule}",
            "evasion": "+".join(name for name in (hidden, evasion) if name),
            "position": position,
        }


def _sample(rng: Random, attack_share: float) -> Sample:
    return attack(rng) if rng.random() < attack_share else normal(rng)


def _hidden(sample: Sample, rng: Random) -> tuple[str, str]:
    names = [name for name, families in HIDES.items() if sample.label and sample.family in families]
    if not names or rng.random() >= HIDDEN:
        return sample.value, ""
    name = rng.choice(names)
    return EVASIONS[name](sample.value, rng), name


def _in_context(value: str, rng: Random) -> str:
    chosen, context, text = rng.random() < IN_CONTEXT, rng.choice(CONTEXTS), rng.choice(TEXTS)(rng)
    return context.format(text=text, value=value) if chosen else value


def _evaded(value: str, rng: Random) -> tuple[str, str]:
    place = rng.random()
    if place >= ENCODED + REWRITTEN:
        return value, ""
    name = rng.choice(ENCODINGS if place < ENCODED else SHARED)
    return EVASIONS[name](value, rng), name
