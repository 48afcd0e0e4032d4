"""Made-up identifiers: what documentation, tests and masks put where a real one would stand."""

import base64
from random import Random

from traffic.grammars.normals.base import pseudo
from traffic.grammars.normals.grammar import Rule

_GROUPS = (8, 4, 4, 4, 12)  # of a UUID (RFC 9562)
_SPELLED = ("dead", "beef", "cafe", "babe", "face", "feed", "1234", "abcd", "0123", "ffff")


def _same(rng: Random) -> str:
    """One character, as a filler: 0000, xxxx, AAAA, ****."""
    return rng.choice("000011119fFaAxXxX*-_.#?")


def _uuid(rng: Random) -> str:
    filler = _same(rng)
    groups = [filler * size for size in _GROUPS]
    for _ in range(rng.randint(0, 2)):
        i = rng.randrange(5)
        spelled = rng.choice(_SPELLED)
        groups[i] = (spelled * 3)[: _GROUPS[i]] if rng.random() < 0.6 else groups[i][:-1] + "1"
    return rng.choice(("{}", "{}", "{}", "fn-{}", "id_{}", "urn:uuid:{}")).format("-".join(groups))


def _counted(rng: Random) -> str:
    first = rng.randint(1, 9)
    middle = "-".join(f"{(first + i) % 10}" * 4 for i in (1, 2, 3))
    return f"{first}" * 8 + f"-{middle}-{rng.randint(1, 999):012}"


def _run(rng: Random) -> str:
    return _same(rng) * rng.randint(3, 40)


def _masked(rng: Random) -> str:
    mark = rng.choice("*xX•#")
    digits = "".join(rng.choices("0123456789", k=4))
    return rng.choice(
        (
            f"{mark * 4}-{mark * 4}-{mark * 4}-{digits}",
            f"{mark * rng.randint(4, 12)}{digits}",
            f"sk_live_{mark * 20}{digits}",
            f"{digits[:2]}{mark * 6}{digits[2:]}",
            f"({mark * 3}) {mark * 3}-{digits}",
            f"{pseudo(rng)[0]}{mark * 5}@{pseudo(rng)}.com",
        )
    )


def _binary(rng: Random) -> str:
    """Base64 of a record with runs of zero bytes, as cursors and protocol buffers have."""
    parts = [
        rng.randbytes(rng.randint(1, 9)) + bytes(rng.randint(2, 14))
        for _ in range(rng.randint(1, 6))
    ]
    return base64.b64encode(b"".join(parts)).decode().rstrip("=" if rng.random() < 0.5 else "")


def _cursor(rng: Random) -> str:
    key = rng.choice(("after", "before", "cursor", "next", "values", "token"))
    return rng.choice(('{{"{}":"{}"}}', "{}:{}", "{}={}")).format(key, _binary(rng))


def _in_path(rng: Random) -> str:
    steps = "/".join(pseudo(rng) for _ in range(rng.randint(1, 4)))
    last = rng.choice((_uuid, _counted, _run, _binary))(rng)
    root, tail = (
        rng.choice(("api/v1", "v2", "rest", "api")),
        rng.choice(("", "", f"/{pseudo(rng)}")),
    )
    return f"/{root}/{steps}/{last}{tail}"


def _template(rng: Random) -> str:
    """A path parameter of an API description that nobody filled in (OpenAPI, RFC 6570)."""
    name = rng.choice(("{%s}", ":%s", "<%s>", "{{%s}}", "%%7B%s%%7D", "[%s]", "${%s}", "YOUR_%s"))
    word = rng.choice(
        (f"{pseudo(rng)}_id", f"{pseudo(rng)}Id", "id", pseudo(rng), "api_key", "name")
    )
    return f"/{pseudo(rng)}/{name % word}{rng.choice(('', f'/{pseudo(rng)}s'))}"


RULES: dict[str, Rule] = {
    "uuid": _uuid,
    "counted": _counted,
    "run": _run,
    "masked": _masked,
    "binary": _binary,
    "cursor": _cursor,
    "in_path": _in_path,
    "template": _template,
}
