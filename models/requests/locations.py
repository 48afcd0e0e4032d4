"""Locates a part in its request, and finds secrets in it that must not be shown."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from accesslog.redact import REPLACEMENT, is_secret, mask
from models.requests.parts import Part, parts_of

Keys = tuple[str | int, ...]
# MongoDB's query operators: one under "password" is the finding, not a secret.
OPERATORS = frozenset(
    f"${name}"
    for name in "eq ne gt gte lt lte in nin not or and nor exists type regex where expr".split()
)


class Place(NamedTuple):
    """The place of a part in its request."""

    keys: Keys  # path from the top of the request to the part; it ends at a secret's key
    secret: bool  # the whole part is the value of a password, a token, ...


def place_of(request: dict[str, Any], part: Part) -> Place:
    """The first place of ``part`` that is a secret, or else its first place."""
    found = [
        _place(part, keys, shown, leaf)
        for keys, shown, leaf in _leaves(request, (), None)
        if part in parts_of(_alone(keys, leaf))
    ]
    if not found:
        return Place((), secret=True)  # a part of another request is taken for a secret
    return next((place for place in found if place.secret), found[0])


def _place(part: Part, keys: Keys, shown: int | None, leaf: Any) -> Place:
    """The place of a part found in a leaf, or among the keys that lead to it."""
    public, secret = keys[:shown], shown is not None
    if part.position == "key" and (at := _index(part, keys)) is not None:
        return Place(public[: at + 1], secret=at >= len(public) and part.text not in OPERATORS)
    inner = part.text if part.position == "key" else part.key
    if isinstance(leaf, str):  # a secret if masking the whole leaf hides more than masking the part
        left = parts_of(_alone(keys, _masked(leaf)))
        secret = secret or part._replace(text=_masked(part.text)) not in left
        named = any(other.position == "key" and other.text == inner for other in left)
        if shown is None and named and (part.position == "key" or inner not in keys):
            public = (*public, inner)  # a key in a query string, a form, or JSON inside a string
    return Place(public, secret)


def _index(part: Part, keys: Keys) -> int | None:
    """Index in ``keys`` of a part that is a key, below the key that it was sent under, or None."""
    above = ""
    for i, key in enumerate(keys):
        if key == part.text and part.key in ("", above):
            return i
        above = key if isinstance(key, str) else above
    return None


def secret_spans(text: str) -> list[tuple[int, int]]:
    """Spans [begin, end) of the text that ``mask`` hides; in doubt too wide, not too narrow."""
    masked = _masked(text)
    if masked == text:
        return []
    spans: list[tuple[int, int]] = []
    at = 0
    *pieces, last = masked.split(REPLACEMENT.decode())
    for piece in pieces:
        found = text.find(piece, at)
        if found < 0:
            return [*spans, (at, len(text))]
        spans.append((at, found))
        at = found + len(piece)
    end = len(text) - len(last)
    spans.append((at, end if end >= at and text.endswith(last) else len(text)))
    return [(begin, end) for begin, end in spans if begin < end]


def _masked(text: str) -> str:
    octets = mask(text.encode("utf-8", "surrogatepass"))
    return octets.decode("utf-8", "surrogatepass")


def _leaves(value: Any, keys: Keys, shown: int | None) -> Iterator[tuple[Keys, int | None, Any]]:
    """Each leaf value with its key path and, below a secret's key, how many keys may be shown.

    The secret's own key is the last one shown.
    """
    if isinstance(value, dict) and value:
        named = value.get("name") or value.get("key")  # {"name": "Cookie", "value": ...} as in HAR
        for key, child in value.items():
            own = _is_secret(key) or (key == "value" and _is_secret(named))
            down_to = len(keys) + 1 if own and shown is None else shown
            yield from _leaves(child, (*keys, key), down_to)
    elif isinstance(value, list) and value:
        for i, child in enumerate(value):
            yield from _leaves(child, (*keys, i), shown)
    else:
        yield keys, shown, value


def _is_secret(key: Any) -> bool:
    return isinstance(key, str) and is_secret(key.encode("utf-8", "surrogatepass"))


def _alone(keys: Keys, leaf: Any) -> dict[str, Any]:
    """A request that holds only this leaf."""
    for key in reversed(keys):
        leaf = {key: leaf} if isinstance(key, str) else [leaf]
    return leaf
