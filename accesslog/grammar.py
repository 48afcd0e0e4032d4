"""Compiles the tokens of a log format to regular expressions that no hostile line can slow down.

The strict grammar matches whole lines as Apache writes them, with quotes and backslashes in a text
escaped. Two kinds of lines that it refuses are often evidence and count as well: a line cut off
behind its status (still escaped), and a whole line with bare quotes in its texts, from a server
that does not escape. In these a client may have forged the end of its request field. If that
leaves a choice of statuses, the line is refused.

Each repetition is possessive, bounded, or a lazy one inside an atomic group that is tried once,
so the time is linear in the length of the line.
"""

import itertools
import re

from accesslog.directives import ESCAPED_TEXT
from accesslog.logformat import Token, tokenize

CAPTURES = ("client", "minute", "zone", "status")
_ANY_TEXT = r"[^\n]*?"
_END = r"\Z"
_SPACE, _QUOTE = re.escape(" "), re.escape('"')
# Fields that may be the reason for refusing a line, named as in parser.REASONS.
_DIAGNOSED = ("client", "time", "request", "status")


class AmbiguousLine(ValueError):
    """The status of the line depends on where a text field is taken to end."""


class Grammar:
    """The regular expressions of one LogFormat string. Raises LogFormatError."""

    def __init__(self, log_format: str) -> None:
        self.tokens = tokenize(log_format)
        strict = "".join(_strict(token) for token in self.tokens)
        self._strict = _compile(strict)
        # Each line of a joined chunk gives exactly one match. Its four captures are empty if the
        # strict grammar does not match the whole line.
        self._fast = _compile(f"^(?>{_only_captures(strict)}$|.*$)", re.MULTILINE)
        self._order = _capture_order(strict)
        self._steps = _diagnosis(self.tokens)
        self._cut = self._bare = self._place = None
        if _begins_with_client_and_time(self.tokens):
            self._cut = _compile(_cut(self.tokens))
            self._bare = _compile(_lazy(self.tokens, end=_END))
            self._place = _place(self.tokens)

    def fast(self, text: bytes) -> list[tuple[bytes, bytes, bytes, bytes]]:
        """(client, minute, zone, status) of each line of `text`; four empty fields for a miss."""
        rows = self._fast.findall(text)
        if self._order == [0, 1, 2, 3]:
            return rows
        a, b, c, d = self._order
        return [(row[a], row[b], row[c], row[d]) for row in rows]

    def strict(self, line: bytes) -> re.Match[bytes] | None:
        """Match a whole line in which every quote inside a text is escaped."""
        return self._strict.fullmatch(line)

    def lenient(self, line: bytes) -> re.Match[bytes] | None:
        """Match a line cut off behind the status, or one with bare quotes. Raises AmbiguousLine.

        A text with bare quotes ends at the first possible place.
        """
        if self._cut is None or self._bare is None:
            return None
        match = self._cut.fullmatch(line) or self._bare.fullmatch(line)
        if match and self._place:
            others = self._place.finditer(line, match.end("status"))
            if any(other["status"] != match["status"] for other in others):
                raise AmbiguousLine
        return match

    def diagnose(self, line: bytes) -> str:
        """The first field of a refused line that cannot be read, else "format"."""
        return next((field for field, step in self._steps if not step.match(line)), "format")

    def patterns(self) -> list[str]:
        """The source of each regular expression, for the definition id."""
        steps = [step for _, step in self._steps]
        expressions = [self._strict, self._fast, self._cut, self._bare, self._place, *steps]
        return [pattern.pattern.decode("utf-8") if pattern else "" for pattern in expressions]


def _compile(pattern: str, flags: int = 0) -> re.Pattern[bytes]:
    return re.compile(pattern.encode("utf-8"), flags)


def _named(field: str | None, pattern: str) -> str:
    return f"(?P<{field}>{pattern})" if field else pattern


def _strict(token: Token) -> str:
    return token.regex if token.regex is not None else _named(token.field, ESCAPED_TEXT)


def _lazy(tokens: list[Token], end: str) -> str:
    """A pattern whose texts end, for good, where all tokens up to the next text first match."""
    pattern = ""
    opened = False
    for token in tokens:
        if token.regex is not None:
            pattern += token.regex
            continue
        pattern += ")" if opened else ""
        pattern += f"(?>{_named(token.field, _ANY_TEXT)}"
        opened = True
    return f"{pattern}{end})" if opened else pattern + end


def _cut(tokens: list[Token]) -> str:
    """The strict grammar of lines that may be cut off anywhere behind client, time and status."""
    last = _last_counted(tokens)
    if "client" in _groups(tokens[last]):
        last += 1  # the token behind the client shows that the client is whole
    pattern = _END
    for token in reversed(tokens[last + 1 :]):
        if token.regex is None:  # the cut may be between a backslash and what it escapes
            pattern = rf"(?:\\?{_END}|{pattern})"
        pattern = f"(?:{_END}|{_strict(token)}{pattern})"
    return "".join(_strict(token) for token in tokens[: last + 1]) + pattern


def _place(tokens: list[Token]) -> re.Pattern[bytes] | None:
    """The places where a text before the status may end, escaped or not; None if there is none."""
    status = _last_counted(tokens)
    texts = [at for at, token in enumerate(tokens) if token.regex is None]
    before = [at for at in texts if at < status]
    if not before:
        return None
    after = next((at for at in texts if at > status), len(tokens))
    segment = "".join(token.regex or "" for token in tokens[before[-1] + 1 : after])
    # Without the space and quote before the next text: the line may be cut off before them.
    return _compile(f"(?={segment.removesuffix(_QUOTE).removesuffix(_SPACE)})")


def _last_counted(tokens: list[Token]) -> int:
    return max(at for at, token in enumerate(tokens) if _groups(token) & set(CAPTURES))


def _groups(token: Token) -> set[str]:
    return set(re.findall(r"\(\?P<(\w+)>", token.regex or ""))


def _only_captures(strict: str) -> str:
    """The strict pattern with the four counted captures alone."""
    return re.sub(r"\(\?P<(\w+)>", lambda group: "(" if group[1] in CAPTURES else "(?:", strict)


def _capture_order(strict: str) -> list[int]:
    found = [name for name in re.findall(r"\(\?P<(\w+)>", strict) if name in CAPTURES]
    return [found.index(name) for name in CAPTURES]


def _begins_with_client_and_time(tokens: list[Token]) -> bool:
    """Whether no text that a client writes stands before its address and the time."""
    head = itertools.takewhile(lambda token: token.regex is not None, tokens)
    return {"client", "minute"} <= set().union(*map(_groups, head))


def _diagnosis(tokens: list[Token]) -> list[tuple[str, re.Pattern[bytes]]]:
    """(field, pattern of a line up to and including the field) for each field of _DIAGNOSED."""
    steps = []
    for at, token in enumerate(tokens):
        field = "time" if "minute" in _groups(token) else token.field
        if field not in _DIAGNOSED:
            continue
        following = tokens[at + 1].regex if at + 1 < len(tokens) else None
        end = "" if field == "time" else following or ""
        steps.append((field, _compile("".join(map(_strict, tokens[: at + 1])) + end)))
    return steps
