"""Wraps a value in a request; the wrapper is drawn without a look at the label.

The draw depends on the value in two ways: only one that begins with a slash can be the whole path,
and one longer than LONG is no path segment and no key. Other draws are the same for every value.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

from traffic.grammars.normals.base import SLOTS
from traffic.grammars.normals.grammar import Grammar, Rule
from traffic.rows.normals import NORMALS

LONG = 120  # characters
WHOLE_PATH = 0.6  # how often a value that could be a whole path is one
STRANGE = 0.1  # of the neighbours are drawn from all normal rules
STATUS_CODES = (200, 200, 200, 200, 201, 204, 302, 304, 400, 401, 403, 404, 404, 422, 429, 500)
Parts = dict[str, Any]  # of a request: path, query, requestPayload, each optional
Shape = Callable[[str, Random], Parts]

G = Grammar(SLOTS)
FIELD = G.rule("«camel»", "«snake»", "«tech»", "«tech»", "«kebab»", "«noun»")
OPERATION = G.rule("«tech».«verb»", "«camel»", "«tech»_«verb»", "«verb»«Tech»")
USUAL: tuple[Rule, ...] = tuple(
    rule
    for family in ("short", "identifiers", "quantities", "api", "text", "uploads", "forms_romance")
    for rule in NORMALS[family].values()
)
ANY: tuple[Rule, ...] = tuple(rule for rules in NORMALS.values() for rule in rules.values())
KEYS = tuple(NORMALS["keys"].values())
PATHS = tuple(NORMALS["paths"].values())


def wrap(value: str, rng: Random) -> tuple[dict[str, Any], str]:
    """A request document with ``value`` in it, and the position of the value (a key of SHAPES)."""
    whole_path, place = rng.random() < WHOLE_PATH, rng.random()
    position = POSITIONS[int(place * len(POSITIONS))]
    if whole_path and value.startswith("/"):
        position = "path"
    elif len(value) > LONG and position in ("path_segment", "query_key", "json_key"):
        position = "json_leaf"
    parts = SHAPES[position](value, rng)
    has_payload = "requestPayload" in parts
    method = rng.choice(
        ("post", "post", "put", "patch") if has_payload else ("get",) * 8 + ("delete",)
    )
    path = rng.choice(PATHS)(rng)
    return {
        "method": method,
        "query": parts.get("query", _query(rng, rng.choice((0, 0, 1, 2)))),
        "path": parts.get("path", path),
        "statusCode": rng.choice(STATUS_CODES),
        "requestPayload": parts.get("requestPayload"),
    }, position


def _neighbour(rng: Random) -> str:
    """A harmless value, at most LONG characters of it."""
    return rng.choice(ANY if rng.random() < STRANGE else USUAL)(rng)[:LONG]


def _scalar(rng: Random) -> Any:
    return rng.choice((None, True, False, rng.randint(0, 99_999), *(_neighbour(rng),) * 5))


def _query(rng: Random, size: int) -> dict[str, Any]:
    return {rng.choice(KEYS)(rng): _neighbour(rng) for _ in range(size)}


def _members(rng: Random, size: int) -> dict[str, Any]:
    return {FIELD(rng): _scalar(rng) for _ in range(size)}


def _among(rng: Random, others: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """``others`` with one more member at a random place."""
    items = [(name, other) for name, other in others.items() if name != key]
    items.insert(rng.randint(0, len(items)), (key, value))
    return dict(items)


def _nested(rng: Random, inner: Any, depth: int) -> Any:
    """``inner`` below ``depth`` levels of objects, some of them in arrays."""
    for _ in range(depth):
        inner = _among(rng, _members(rng, rng.randint(0, 3)), FIELD(rng), inner)
        if rng.random() < 0.2:
            inner = [_members(rng, 2)] * rng.randint(0, 1) + [inner]
    return inner


def _whole_path(value: str, _: Random) -> Parts:
    return {"path": value}


def _path_segment(value: str, rng: Random) -> Parts:
    before, after = rng.choice(PATHS)(rng).rstrip("/"), rng.choice(("", "", "/", "/" + FIELD(rng)))
    written = _percent(value) if rng.random() < 0.6 else value
    return {"path": f"{before}/{written}{after}"}


def _path_query(value: str, rng: Random) -> Parts:
    """A path with its query string, as a gateway logs the raw request target."""
    pairs = _among(rng, _query(rng, rng.randint(0, 2)), FIELD(rng), value)
    return {"path": rng.choice(PATHS)(rng) + "?" + _form(pairs), "query": {}}


def _query_value(value: str, rng: Random) -> Parts:
    wrapped = [value, _neighbour(rng)] if rng.random() < 0.1 else value
    return {"query": _among(rng, _query(rng, rng.randint(0, 4)), rng.choice(KEYS)(rng), wrapped)}


def _search(value: str, rng: Random) -> Parts:
    key = rng.choice(
        ("q", "query", "search", "s", "term", "keyword", "text", "filter", "id", "name")
    )
    others = {"page": str(rng.randint(1, 40))} if rng.random() < 0.4 else {}
    return {"query": _among(rng, others, key, value)}


def _query_key(value: str, rng: Random) -> Parts:
    other = rng.choice(("", "", "1", _neighbour(rng)))
    return {"query": _among(rng, _query(rng, rng.randint(0, 2)), value, other)}


def _form_value(value: str, rng: Random) -> Parts:
    others = {rng.choice(KEYS)(rng): _neighbour(rng) for _ in range(rng.randint(0, 6))}
    return {"requestPayload": _among(rng, others, rng.choice(KEYS)(rng), value)}


def _json_leaf(value: str, rng: Random) -> Parts:
    return {"requestPayload": _nested(rng, value, rng.randint(1, 5))}


def _json_key(value: str, rng: Random) -> Parts:
    inner = _among(rng, _members(rng, rng.randint(0, 3)), value, _scalar(rng))
    return {"requestPayload": _nested(rng, inner, rng.randint(0, 2))}


def _array_element(value: str, rng: Random) -> Parts:
    elements = [_neighbour(rng) for _ in range(rng.randint(0, 4))]
    elements.insert(rng.randint(0, len(elements)), value)
    return {"requestPayload": _nested(rng, elements, rng.randint(0, 3))}


def _string_body(value: str, rng: Random) -> Parts:
    name = FIELD(rng)
    xml = f"<soap:Envelope><soap:Body><{name}>{escape(value)}</{name}></soap:Body></soap:Envelope>"
    pairs = _among(rng, _query(rng, rng.randint(0, 3)), name, value)
    return {"requestPayload": rng.choice((value, value, _form(pairs), xml))}


def _json_in_string(value: str, rng: Random) -> Parts:
    text = json.dumps(_nested(rng, value, rng.randint(1, 3)), ensure_ascii=rng.random() < 0.5)
    where: dict[str, Any] = _among(rng, _members(rng, rng.randint(0, 2)), FIELD(rng), text)
    return rng.choice(({"requestPayload": text}, {"requestPayload": where}, {"query": where}))


def _login(value: str, rng: Random) -> Parts:
    user, secret = NORMALS["hn_name"]["user"], NORMALS["hn_password"]["word_number"]
    fields = {
        rng.choice(("username", "email", "login", "user")): user(rng),
        rng.choice(("password", "pass", "pwd", "passwd")): secret(rng),
    }
    fields[rng.choice(tuple(fields))] = value
    path = rng.choice(("/login", "/signin", "/api/auth/login", "/session", "/oauth/token"))
    return {"path": path, "requestPayload": fields}


def _graphql(value: str, rng: Random) -> Parts:
    variables = _nested(rng, value, rng.randint(1, 2))
    query = NORMALS["api"]["graphql"](rng)
    return {"path": "/graphql", "requestPayload": {"query": query, "variables": variables}}


def _rpc(value: str, rng: Random) -> Parts:
    call = {
        "jsonrpc": "2.0",
        "method": OPERATION(rng),
        "params": [value],
        "id": rng.randint(1, 999),
    }
    step = {"method": "POST", "path": rng.choice(PATHS)(rng), "body": _nested(rng, value, 1)}
    return {"requestPayload": rng.choice((call, [call], {"requests": [step]}))}


def _upload(value: str, rng: Random) -> Parts:
    size, kind = rng.randint(1, 9_999_999), rng.choice(("image/png", "text/csv"))
    fields = {"filename": "", "contentType": kind, "size": size, "description": _neighbour(rng)}
    fields[rng.choice(("filename", "filename", "description", "contentType"))] = value
    return {"requestPayload": rng.choice((fields, {"file": fields}, {"files": [fields]}))}


def _percent(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def _form(pairs: dict[str, Any]) -> str:
    """application/x-www-form-urlencoded (WHATWG URL, section 5)."""
    texts = ((key, str(value)) for key, value in pairs.items())
    return urlencode(list(texts), errors="surrogatepass")


SHAPES: dict[str, Shape] = {
    "path": _whole_path,
    "path_segment": _path_segment,
    "path_query": _path_query,
    "query_value": _query_value,
    "search": _search,
    "query_key": _query_key,
    "form_value": _form_value,
    "json_leaf": _json_leaf,
    "json_key": _json_key,
    "array_element": _array_element,
    "string_body": _string_body,
    "json_in_string": _json_in_string,
    "login": _login,
    "graphql": _graphql,
    "rpc": _rpc,
    "upload": _upload,
}
WEIGHTS = {
    "query_value": 5,
    "search": 3,
    "form_value": 4,
    "json_leaf": 5,
    "array_element": 2,
    "login": 2,
}
POSITIONS = tuple(name for name in SHAPES if name != "path" for _ in range(WEIGHTS.get(name, 1)))
