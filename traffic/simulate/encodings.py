"""Encodings of values, in the same shares for harmless and hostile ones.

If only attacks were encoded, a model would learn "encoded = attack".
"""

import base64
import html
from collections.abc import Callable
from random import Random
from urllib.parse import quote, quote_plus


def _every_byte(value: str) -> str:
    return "".join(f"%{byte:02x}" for byte in value.encode())


def _escapes(value: str) -> str:
    return value.encode("ascii", "backslashreplace").decode().replace("<", "\\u003c")


def _base64(value: str) -> str:
    return base64.b64encode(value.encode()).decode()


ENCODINGS: tuple[tuple[Callable[[str], str], float], ...] = (
    (str, 0.74),
    (lambda value: quote(value, safe="/"), 0.08),
    (quote_plus, 0.05),
    (lambda value: quote(quote(value, safe="")), 0.05),  # double
    (_every_byte, 0.02),
    (html.escape, 0.02),
    (_escapes, 0.02),
    (_base64, 0.02),
)
_FUNCTIONS = [function for function, _ in ENCODINGS]
_WEIGHTS = [share for _, share in ENCODINGS]


def encoded(rng: Random, value: str) -> str:
    """``value`` in a random encoding, most often as it is."""
    return rng.choices(_FUNCTIONS, _WEIGHTS)[0](value)
