"""Where in a request a part stands, and what of it is a secret that must not be shown."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from accesslog.redact import REPLACEMENT, is_secret, mask
from models.requests.parts import Part, parts_of

Keys = tuple[str | int, ...]
# Of MongoDB's query language: that one stands under "password" is the finding, and no secret.
OPERATORS = frozenset(
    f"${name}"
    for name in "eq ne gt gte lt lte in nin not or and nor exists type regex where expr".split()
)


class Place(NamedTuple):
    keys: Keys  # that lead to the part, from the top of the request; none under a secret's key
    secret: bool  # the whole part is the value of a password, a token, ...


def place_of(request: dict[str, Any], part: Part) -> Place:
    """The first place of ``part``: where any of its places is a secret, the first of those."""
    found = [
        _place(part, keys, shown, leaf)
        for keys, shown, leaf in _leaves(request, (), None)
        if part in parts_of(_alone(keys, leaf))
    ]
    if not found:
        return Place((), secret=True)  # the part is of another request: nothing is known of it
    return next((place for place in found if place.secret), found[0])


def _place(part: Part, keys: Keys, shown: int | None, leaf: Any) -> Place:
    """The place of a part that was found at, or on the way to, a leaf."""
    public, secret = keys[:shown], shown is not None
    if part.position == "key" and (at := _index(part, keys)) is not None:
        return Place(public[: at + 1], secret=at >= len(public) and part.text not in OPERATORS)
    inner = part.text if part.position == "key" else part.key
    if isinstance(leaf, str):  # masking the text that holds the part must leave the part
        left = parts_of(_alone(keys, _masked(leaf)))
        secret = secret or part._replace(text=_masked(part.text)) not in left
        named = any(other.position == "key" and other.text == inner for other in left)
        if shown is None and named and (part.position == "key" or inner not in keys):
            public = (*public, inner)  # of a query string, a form, or JSON inside a string
    return Place(public, secret)


def _index(part: Part, keys: Keys) -> int | None:
    """Where among the keys a key's part stands: under the one that it was sent under."""
    above = ""
    for i, key in enumerate(keys):
        if key == part.text and part.key in ("", above):
            return i
        above = key if isinstance(key, str) else above
    return None


def secret_spans(text: str) -> list[tuple[int, int]]:
    """[begin, end) of what ``mask`` hides in the text; rather too much than too little."""
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
    """Whatever holds nothing further, with its keys and, where it is under a secret's key, how
    many of them may be shown: those down to that one."""
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
    """The request with nothing but this leaf."""
    for key in reversed(keys):
        leaf = {key: leaf} if isinstance(key, str) else [leaf]
    return leaf
