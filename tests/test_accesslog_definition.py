"""Golden vectors: what is counted cannot change while the definition id stays the same.

After a change of the definition, raise accesslog.definition.REVISION (a changed pattern or constant
changes the id by itself), look at the new results, and put the new pair here.
"""

import hashlib

import pytest

from accesslog import definition
from accesslog.definition import definition_id
from accesslog.parser import MalformedLine, Parser
from accesslog.tally import tally

CLIENT_FIRST = '%h %t "%r" %>s'
# log format: (definition id, SHA-256 of what GOLDEN gives)
GOLDEN = {
    "auto": (
        "011abd4d7cc9bbca",
        "a0e0ecb412ca130c565d62b37280023b2ff4e42cae6ddfa051c96bb855cab6e5",
    ),
    "vhost_combined": (
        "cc87f15871f6172e",
        "8a0a62123ff393e52be5168f91e825245aa02b16d675a0a46cdb5c79ef99b6e0",
    ),
    CLIENT_FIRST: (
        "6686d3f7e7b50882",
        "abce12e1f310e574102d4dc797ffefb77398952e8e5f2ca49a4461a9efc0f582",
    ),
}


BASES = (
    b'192.0.2.1 - - [17/May/2015:10:05:59 +0200] "GET / HTTP/1.1" 404 17 "-" "ua"',
    b'::1 - a b [29/Feb/2024:23:59:60 -0330] "GET /\\"x" 200 -\r',
    b'"a.example - - [31/Dec/1999:23:59:00 +1400] "" 500 0 "r" "\xff""',
    b'192.0.2.1 - - [17/May/2015:10:05:00 +0000] "GET /" 599 5 "x" HTTP/1.0" 600 5 "-" "-"',
    b'a:80 192.0.2.1 - - [17/May/2015:10:05:00 +0000] "GET /" 099 5 "-" "-"',
    b'192.0.2.1 [17/May/2015:10:05:59 +0000] "GET /"x" 403',
)


def vectors() -> list[bytes]:
    """Each base cut off at every byte, and with each byte replaced by a troublesome one."""
    cuts = [base[:at] for base in BASES for at in range(len(base) + 1)]
    replaced = [
        base[:at] + other + base[at + 1 :]
        for base in BASES
        for at in range(len(base))
        for other in (b"", b" ", b'"', b"\\", b"\n", b"9")
    ]
    return [*cuts, *replaced, b"x" * 65_537, BASES[0] + b" " * 65_536]


def result(parser: Parser) -> str:
    """SHA-256 over every figure and every record that the vectors give."""
    lines = vectors()
    hashed = hashlib.sha256(tally(lines, parser).digest().encode())
    for line in lines:
        try:
            hashed.update(repr(parser.parse(line)).encode())
        except MalformedLine as error:
            hashed.update(error.reason.encode())
    return hashed.hexdigest()


@pytest.mark.parametrize("log_format", GOLDEN)
def test_results_change_only_together_with_the_id(log_format):
    parser = Parser(log_format)
    found = definition_id(parser), result(parser)
    assert found == GOLDEN[log_format], f"now it is {found}: a new digest needs a new id"


def test_the_id_follows_the_format_and_the_revision(monkeypatch):
    ids = {definition_id(Parser(name)) for name in ("auto", "combined", "common", CLIENT_FIRST)}
    assert len(ids) == 4
    assert definition_id(Parser("common")) == definition_id(Parser('%h %l %u %t "%r" %>s %b'))
    monkeypatch.setattr(definition, "REVISION", definition.REVISION + 1)
    assert definition_id(Parser()) != GOLDEN["auto"][0]
