"""Request documents as a gateway writes them, with a label beside each."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from traffic.grammars.simulate import attacks, normals
from traffic.simulate import pools
from traffic.simulate.broken import broken_document
from traffic.simulate.encodings import encoded
from traffic.simulate.traffic import Traffic
from traffic.simulate.wrappers import WRAPPERS, Wrapper, filled

LOOKALIKES = ("hn_sql_talk", "hn_markup", "hn_math", "hn_code", "hn_shell")
# slot -> (attack families, normal families); a family named twice is drawn twice as often
SLOTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "text": (
        ("sqli", "xss", "cmdi", "ssti", "lfi", "nosqli", "crlf", "ssrf"),
        ("text", "text", "text", "name", "identifier", *LOOKALIKES),
    ),
    "name": (
        ("sqli", "sqli", "xss", "nosqli", "ssti", "cmdi"),
        ("name", "name", "hn_password", "hn_password", "identifier", "text", "hn_sql_talk"),
    ),
    "id": (
        ("sqli", "lfi", "cmdi", "nosqli", "ssrf", "crlf"),
        ("identifier", "identifier", "name", "text", "hn_math", "rest"),
    ),
    "path": (("scanner", "scanner", "lfi_path", "xss_path"), ("rest",)),
    "url": (("redirect", "redirect", "ssrf", "ssrf", "lfi", "crlf", "xss"), ("url",)),
    "body": (("xxe", "xxe", "ssti", "xss", "cmdi"), ("body",)),
    "object": (("nosqli_object",), ("filter",)),
}
REASON = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
CONTENT_TYPES = {"body": "application/xml"}


class Labelled(NamedTuple):
    """One request document: the line as shipped, and what only the simulator knows about it.

    ``label`` is 1 for an attack, 0 for a harmless document, None for a broken one.
    """

    line: bytes
    label: int | None
    family: str
    value: str


def request_documents(count: int, traffic: Traffic) -> Iterator[Labelled]:
    """``count`` documents, ``traffic.attack_share`` of them attacks."""
    rng = Random(traffic.seed)
    users = [(pools.visitor(rng), rng.choice(pools.USER_AGENTS)) for _ in range(500)]
    rogues = [(pools.attacker(rng), rng.choice(pools.USER_AGENTS)) for _ in range(12)]
    for index in range(count):
        clock = traffic.start * 1000 + int(index * 1000 / traffic.rate)
        if rng.random() < traffic.late:
            clock -= rng.randrange(60_000, 5_400_000)
        wrapper = rng.choice(WRAPPERS)
        attack = rng.random() < traffic.attack_share
        family, value, written = _value(rng, wrapper.slot, attack)
        source = rng.choice(rogues if attack and rng.random() < 0.8 else users)
        request = document(rng, wrapper, written, clock, source)
        line = json.dumps(request, separators=(",", ":")).encode()
        if rng.random() < traffic.malformed:
            yield Labelled(broken_document(rng, line), None, "broken", "")
        else:
            yield Labelled(line, int(attack), family, value)


def _value(rng: Random, slot: str, attack: bool) -> tuple[str, str, Any]:
    """(family, the value as text, the value in the JSON)."""
    family = rng.choice(SLOTS[slot][0 if attack else 1])
    if slot == "object":
        value = attacks.attack(rng, family) if attack else normals.normal(rng, family)
        return family.removesuffix("_object"), value, json.loads(value)
    if slot == "path":
        return _path(rng, family, attack)
    value = attacks.attack(rng, family) if attack else normals.normal(rng, family)
    value = encoded(rng, value)
    return family, value, value


def _path(rng: Random, family: str, attack: bool) -> tuple[str, str, Any]:
    family = family.removesuffix("_path")
    path = attacks.attack(rng, family) if attack else normals.normal(rng, family)
    path = "/" + encoded(rng, path.removeprefix("/"))
    return family, path, path


def document(
    rng: Random, wrapper: Wrapper, value: Any, clock: int, source: tuple[str, str]
) -> dict[str, Any]:
    """The whole document around ``value``, keys in the gateway's order; ``clock`` is epoch ms."""
    client, agent = source
    path = filled(rng, wrapper.path, value)
    payload = filled(rng, wrapper.payload, value)
    status = rng.choice(wrapper.statuses)
    referer = {"referer": "https://shop.example/"} if rng.random() < 0.3 else {}
    return {
        "timestamp": clock,
        "method": wrapper.method,
        "query": filled(rng, wrapper.query, value),
        "path": path,
        "statusCode": status,
        "source": {"remoteAddress": client} | referer,
        "route": path,
        "headers": {
            "host": "shop.example",
            "user-agent": agent,
            "accept": "*/*",
            "accept-language": rng.choice(("en-GB", "de-DE,de;q=0.9", "es", "en-US,en;q=0.8")),
            "content-type": CONTENT_TYPES.get(wrapper.slot, "application/json"),
            "cookie": f"session={rng.getrandbits(64):016x}",
        },
        "requestPayload": payload,
        "responsePayload": _response(status),
    }


def _response(status: int) -> dict[str, Any]:
    if status < 400:
        return {"statusCode": status}
    return {"statusCode": status, "error": REASON.get(status, "Error"), "message": "Try again"}
