"""The definition id: a hash of everything that can change a count."""

import hashlib
import json

from accesslog.parser import MAX_LINE_BYTES, REASONS, Parser
from accesslog.tally import (
    DIMENSIONS,
    FIRST_ERROR,
    FIRST_STATUS,
    LAST_ERROR,
    LAST_STATUS,
    OTHER,
)
from accesslog.window import MAX_OFFSET_MINUTES, WINDOW_SECONDS

# Raise it whenever the code of this package counts any line differently. The patterns and constants
# used below are in the hash already. tests/test_accesslog_definition.py fails if results change and
# the id does not.
REVISION = 1


def definition_id(parser: Parser) -> str:
    """The definition id, 16 hexadecimal digits: under equal ids, equal lines give equal counts."""
    return hashlib.sha256(json.dumps(_definition(parser)).encode("ascii")).hexdigest()[:16]


def _definition(parser: Parser) -> dict[str, object]:
    return {
        "revision": REVISION,
        "patterns": [grammar.patterns() for grammar in parser.grammars],
        "max_line_bytes": MAX_LINE_BYTES,
        "reasons": REASONS,
        "dimensions": DIMENSIONS,
        "status": [key.decode("ascii") for key in (FIRST_STATUS, LAST_STATUS, OTHER)],
        "error": [key.decode("ascii") for key in (FIRST_ERROR, LAST_ERROR)],
        "window_seconds": WINDOW_SECONDS,
        "max_offset_minutes": MAX_OFFSET_MINUTES,
    }
