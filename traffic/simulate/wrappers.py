"""Wrappers: requests with a place for a value. A wrapper is drawn before and without the label."""

from random import Random
from typing import Any, NamedTuple

from traffic.grammars.simulate.normals import GRAMMAR

VALUE = "⟨value⟩"
OK = (200, 200, 200, 304, 400)
CREATED = (201, 201, 200, 400, 422)
SIGN_IN = (200, 302, 401, 401, 429)
LOOKUP = (200, 200, 404, 404, 403, 500)


class Wrapper(NamedTuple):
    """A request with one place for the value; other strings are filled with harmless text."""

    slot: str  # what kind of value belongs there: a key of documents.SLOTS
    method: str
    path: str
    query: dict[str, Any]
    payload: Any
    statuses: tuple[int, ...]


WRAPPERS = (
    Wrapper("text", "get", "/search", {"query": VALUE}, None, OK),
    Wrapper("text", "get", "/search", {"q": VALUE, "page": "⟨n⟩", "lang": "en"}, None, OK),
    Wrapper("text", "get", "/products", {"category": "⟨noun⟩", "name": VALUE}, None, LOOKUP),
    Wrapper("text", "post", "/comments", {}, {"postId": "⟨number⟩", "text": VALUE}, CREATED),
    Wrapper("text", "post", "/support/tickets", {}, {"subject": "⟨thing⟩", "body": VALUE}, CREATED),
    Wrapper("text", "put", "/account/profile", {}, {"name": "⟨name⟩", "bio": VALUE}, OK),
    Wrapper("text", "patch", "/orders/⟨number⟩", {}, {"notes": [VALUE], "gift": False}, OK),
    Wrapper(
        "text",
        "post",
        "/graphql",
        {},
        {"query": "query($t:String){find(text:$t){id}}", "variables": {"t": VALUE}},
        OK,
    ),
    Wrapper(
        "text",
        "post",
        "/api/v2/orders",
        {},
        {"items": [{"sku": "⟨hex⟩", "qty": 2}], "ship": {"to": {"name": "⟨name⟩", "note": VALUE}}},
        CREATED,
    ),
    Wrapper("name", "post", "/login", {}, {"username": VALUE, "password": "⟨hex⟩"}, SIGN_IN),
    Wrapper("name", "post", "/login", {}, {"username": "⟨name⟩", "password": VALUE}, SIGN_IN),
    Wrapper("name", "post", "/signup", {}, {"email": "⟨name⟩", "displayName": VALUE}, CREATED),
    Wrapper("name", "get", "/users", {"name": VALUE, "sort": "asc"}, None, LOOKUP),
    Wrapper("id", "get", "/items", {"id": VALUE}, None, LOOKUP),
    Wrapper("id", "get", "/download", {"file": VALUE, "v": "⟨n⟩"}, None, LOOKUP),
    Wrapper("id", "delete", "/sessions", {"session": VALUE}, None, (204, 204, 404, 401)),
    Wrapper("id", "post", "/tools/lookup", {}, {"host": VALUE, "timeout": 5}, CREATED),
    Wrapper("path", "get", VALUE, {}, None, LOOKUP),
    Wrapper("path", "get", VALUE, {"v": "⟨n⟩"}, None, LOOKUP),
    Wrapper("path", "post", VALUE, {}, {}, LOOKUP),
    Wrapper("url", "get", "/go", {"returnTo": VALUE}, None, (302, 302, 200, 400)),
    Wrapper("url", "post", "/webhooks", {}, {"event": "order.paid", "url": VALUE}, CREATED),
    Wrapper("url", "post", "/import", {}, {"source": VALUE, "format": "csv"}, CREATED),
    Wrapper("body", "post", "/api/xml", {}, VALUE, CREATED),
    Wrapper("body", "put", "/documents/⟨uuid⟩", {"type": "⟨ident⟩"}, VALUE, CREATED),
    Wrapper("object", "post", "/api/find", {}, {"filter": VALUE, "limit": 20}, OK),
    Wrapper("object", "post", "/login", {}, {"username": "⟨name⟩", "password": VALUE}, SIGN_IN),
)


def filled(rng: Random, template: Any, value: Any) -> Any:
    """``template`` (JSON) with VALUE replaced by ``value`` and every other symbol expanded."""
    if isinstance(template, dict):
        return {key: filled(rng, item, value) for key, item in template.items()}
    if isinstance(template, list):
        return [filled(rng, item, value) for item in template]
    if template == VALUE:
        return value
    return GRAMMAR.fill(rng, template) if isinstance(template, str) else template
