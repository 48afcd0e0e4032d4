"""Splits an Apache LogFormat string into the tokens of a line."""

import re
from typing import NamedTuple

from accesslog.directives import (
    NUMBER,
    STATUS,
    TIME,
    USER_THEN_TIME,
    WORD_BYTE,
    WORD_LENGTH,
    Directive,
    Kind,
    find,
)

# The nicknames of Apache's own configuration (docs/conf/httpd.conf.in; Debian for the third).
COMMON = '%h %l %u %t "%r" %>s %b'
COMBINED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"'
VHOST_COMBINED = '%v:%p %h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i"'

REQUIRED_FIELDS = {"client": "%h or %a", "time": "%t", "status": "%>s"}


class LogFormatError(ValueError):
    """A LogFormat string from which lines cannot be counted; the message says what to change."""

    exit_code = 2


class Token(NamedTuple):
    """One stretch of a line. `regex` is None for quoted text, which has two grammars."""

    field: str | None  # AccessRecord field it fills; "literal" text and checked words have none
    regex: str | None


class Item(NamedTuple):
    """One directive or one literal character of a LogFormat string, as written."""

    text: str
    directive: Directive | None


_ITEM = re.compile(
    r"""%(?:[!0-9,<>]*) (?:\{(?P<parameter>[^}]*)\})? (?:[<>]*) (?P<letter>[A-Za-z])
      | (?P<percent>%%)
      | \\(?P<escaped>["\\t])            # as written between the quotes of httpd.conf
      | (?P<literal>[^%\n])
    """,
    re.VERBOSE,
)
_LITERAL_ESCAPES = {"t": "\t"}


def tokenize(log_format: str) -> list[Token]:
    """The tokens of `log_format`, in order.

    Double quotes around a single directive enclose its value. Around several, or around other text
    (`"%m %U%q %H"`), they enclose one text that fills no field. If two directives fill one field
    (`%s %>s`), the first one counts. Raises LogFormatError.
    """
    items = _items(log_format)
    tokens: list[Token] = []
    at = 0
    while at < len(items):
        if items[at].text == '"':
            end = _closing_quote(log_format, items, at)
            tokens += [_literal('"'), *_quoted(items[at + 1 : end]), _literal('"')]
            at = end + 1
        elif _is_user_before_time(items[at:]):
            tokens.append(Token("user", USER_THEN_TIME))
            at += 3
        else:
            tokens.append(_bare(items, at))
            at += 1
    _check_required(log_format, tokens)
    return _first_of_each_field(tokens)


def _items(log_format: str) -> list[Item]:
    items = []
    at = 0
    while at < len(log_format):
        match = _ITEM.match(log_format, at)
        if match is None:
            raise LogFormatError(
                f"the log format {log_format!r} cannot be read at {log_format[at : at + 12]!r}"
            )
        at = match.end()
        letter = match["letter"]
        if letter is None:
            escaped = match["escaped"] and _LITERAL_ESCAPES.get(match["escaped"], match["escaped"])
            items.append(Item(escaped or match["literal"] or "%", None))
            continue
        directive = find(letter, match["parameter"])
        if directive is None:
            hint = "; only plain %t is" if letter == "t" else ""
            raise LogFormatError(
                f"the log format directive {match[0]} is not known to logwarden{hint}"
            )
        items.append(Item(match[0], directive))
    return items


def _closing_quote(log_format: str, items: list[Item], opening: int) -> int:
    for at in range(opening + 1, len(items)):
        if items[at].text == '"':
            return at
    raise LogFormatError(f"the log format {log_format!r} has an open quote; close it")


def _quoted(inside: list[Item]) -> list[Token]:
    if len(inside) == 1 and inside[0].directive:
        directive = inside[0].directive
        if directive.kind in (Kind.TEXT, Kind.USER):
            return [Token(directive.field, None)]
        return [_field(directive, following='"')]
    for item in inside:
        if item.directive and item.directive.field in REQUIRED_FIELDS:
            raise LogFormatError(f"give {item.text} quotes of its own, or none, in the log format")
    return [Token(None, None)]


def _is_user_before_time(items: list[Item]) -> bool:
    kinds = [item.directive.kind if item.directive else item.text for item in items[:3]]
    return kinds == [Kind.USER, " ", Kind.TIME]


def _bare(items: list[Item], at: int) -> Token:
    """The token of a directive or literal outside quotes."""
    text, directive = items[at]
    if directive is None:
        return _literal(text)
    if directive.kind is Kind.TEXT:
        raise LogFormatError(
            f"put {text} in double quotes in the log format: clients write it, "
            "and unquoted they would choose where the next field begins"
        )
    after = items[at + 1] if at + 1 < len(items) else Item("", None)
    if after.directive:
        raise LogFormatError(f"put a space between {text} and {after.text} in the log format")
    return _field(directive, after.text)


def _field(directive: Directive, following: str) -> Token:
    field = directive.field
    if directive.kind is Kind.TIME:
        return Token(field, TIME)
    if directive.kind is Kind.STATUS:
        return Token(field, f"(?P<{field}>{STATUS})")
    pattern = NUMBER if directive.kind is Kind.NUMBER else _word(field, following)
    return Token(field, f"(?P<{field}>{pattern})" if field else pattern)


def _word(field: str | None, following: str) -> str:
    """The pattern of a word: possessive, not to backtrack, but for a client before e.g. a colon."""
    if following in ("", '"', " ", "\t"):
        return f"{WORD_BYTE}{WORD_LENGTH}+"
    if field == "client":  # `%a:%{remote}p`: up to the last colon, as IPv6 has colons
        return f"{WORD_BYTE}{WORD_LENGTH}"
    return f"(?:(?!{re.escape(following)}){WORD_BYTE}){WORD_LENGTH}+"


def _literal(text: str) -> Token:
    return Token(None, re.escape(text))


def _check_required(log_format: str, tokens: list[Token]) -> None:
    found = {token.field for token in tokens}
    if any(token.regex == USER_THEN_TIME for token in tokens):
        found.add("time")
    for field, directive in REQUIRED_FIELDS.items():
        if field not in found:
            raise LogFormatError(
                f"the log format {log_format!r} has no {field}; add {directive} to it"
            )


def _first_of_each_field(tokens: list[Token]) -> list[Token]:
    groups: set[str] = set()
    kept = []
    for field, regex in tokens:
        named = set(re.findall(r"\(\?P<(\w+)>", regex or ""))
        if named & groups or (regex is None and field in groups):
            regex = regex and re.sub(r"\(\?P<\w+>", "(?:", regex)
            field = None
        groups |= named | ({field} if field and regex is None else set())
        kept.append(Token(field, regex))
    return kept
