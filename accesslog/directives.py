"""The directives of Apache's mod_log_config, one row each: the field they fill and what they match.

Source: https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats. Adding a directive is
adding a row to DIRECTIVES. All patterns are bounded or possessive and exclude newlines.
"""

from enum import Enum
from typing import NamedTuple

# Client, host name, port ... : no longer than a key of the counts, without white space and quotes.
WORD_BYTE = r'[^\s"]'
WORD_LENGTH = "{1,256}"
NUMBER = r"(?:\d{1,20}+|-)"
STATUS = r"\d{3}"
# A text as Apache writes it: quotes and backslashes are escaped with a backslash.
ESCAPED_TEXT = r'[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+'
# %t, split behind the minute, the unit of counting. Second 60 is a leap second.
TIME = (
    r"\[(?P<minute>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d):(?P<second>[0-5]\d|60)"
    r" (?P<zone>[+-]\d{4})\]"
)
# %u followed by %t. A user name may hold spaces, so it ends at the first complete ` [time]`:
# a name sent with Basic authentication cannot hold a colon (RFC 7617, section 2) and therefore
# cannot forge one. Its quotes are escaped, so it never reaches into the request field.
USER_THEN_TIME = rf'(?>(?P<user>-|(?:[^"\\\n]|\\[^\n])*?) {TIME})'


class Kind(Enum):
    """The form of a directive's value in a line."""

    WORD = "word"  # no white space, no quotes
    NUMBER = "number"  # digits or `-`
    STATUS = "status"
    TIME = "time"
    USER = "user"  # a word; any text in front of %t or in quotes
    TEXT = "text"  # written by the client: must stand in quotes


class Directive(NamedTuple):
    """One row: what it logs, the AccessRecord field it fills (None: only checked), its kind."""

    meaning: str
    field: str | None
    kind: Kind


DIRECTIVES: dict[str, Directive] = {
    "h": Directive("remote host name or address", "client", Kind.WORD),
    "{c}h": Directive("remote host of the connection", "client", Kind.WORD),
    "a": Directive("client address of the request", "client", Kind.WORD),
    "{c}a": Directive("peer address of the connection", "client", Kind.WORD),
    "A": Directive("local address", None, Kind.WORD),
    "l": Directive("remote log name, from identd", "ident", Kind.WORD),
    "u": Directive("remote user", "user", Kind.USER),
    "t": Directive("time the request was received", "time", Kind.TIME),
    "r": Directive("first line of the request", "request", Kind.TEXT),
    "s": Directive("status", "status", Kind.STATUS),
    "b": Directive("size of the response body, `-` for none", "size", Kind.NUMBER),
    "B": Directive("size of the response body", "size", Kind.NUMBER),
    "O": Directive("bytes sent, headers included", "size", Kind.NUMBER),
    "I": Directive("bytes received, headers included", None, Kind.NUMBER),
    "S": Directive("bytes received and sent", None, Kind.NUMBER),
    "v": Directive("canonical server name", None, Kind.WORD),
    "V": Directive("server name by UseCanonicalName", None, Kind.WORD),
    "p": Directive("canonical port", None, Kind.NUMBER),
    "{canonical}p": Directive("canonical port", None, Kind.NUMBER),
    "{local}p": Directive("local port", None, Kind.NUMBER),
    "{remote}p": Directive("client's port", None, Kind.NUMBER),
    "P": Directive("process id", None, Kind.NUMBER),
    "{pid}P": Directive("process id", None, Kind.NUMBER),
    "{tid}P": Directive("thread id", None, Kind.NUMBER),
    "{hextid}P": Directive("thread id, hexadecimal", None, Kind.WORD),
    "D": Directive("microseconds taken", None, Kind.NUMBER),
    "T": Directive("seconds taken", None, Kind.NUMBER),
    "{ms}T": Directive("milliseconds taken", None, Kind.NUMBER),
    "{us}T": Directive("microseconds taken", None, Kind.NUMBER),
    "{s}T": Directive("seconds taken", None, Kind.NUMBER),
    "X": Directive("state of the connection afterwards", None, Kind.WORD),
    "m": Directive("request method", None, Kind.WORD),
    "U": Directive("path requested", None, Kind.TEXT),
    "q": Directive("query string", None, Kind.TEXT),
    "H": Directive("request protocol", None, Kind.WORD),
    "k": Directive("keep-alive requests on the connection", None, Kind.NUMBER),
    "L": Directive("log id of the request", None, Kind.WORD),
    "{c}L": Directive("log id of the connection", None, Kind.WORD),
    "f": Directive("file name", None, Kind.TEXT),
    "R": Directive("handler", None, Kind.WORD),
    "{referer}i": Directive("where the client came from", "referer", Kind.TEXT),
    "{user-agent}i": Directive("the client's program", "user_agent", Kind.TEXT),
    "{*}i": Directive("a request header", None, Kind.TEXT),
    "{*}o": Directive("a response header", None, Kind.TEXT),
    "{*}C": Directive("a cookie", None, Kind.TEXT),
    "{*}n": Directive("a note of a module", None, Kind.WORD),
    "{*}e": Directive("an environment variable", None, Kind.WORD),
}


def find(letter: str, parameter: str | None) -> Directive | None:
    """The row for `%letter` or `%{parameter}letter`; None if it is not in the table.

    Names of headers are compared without regard to case (RFC 9110, section 5.1).
    """
    if parameter is None:
        return DIRECTIVES.get(letter)
    exact = DIRECTIVES.get(f"{{{parameter.lower()}}}{letter}")
    return exact or DIRECTIVES.get(f"{{*}}{letter}")
