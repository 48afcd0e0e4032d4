"""Real and hostile lines, by name, mean what they should; parse_many equals parse, by property."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accesslog.parser import MAX_LINE_BYTES, REASONS, AccessRecord, MalformedLine, Parser
from accesslog.window import minute_epoch, window_start

AUTO = Parser()
TIME = b"[17/May/2015:10:05:03 +0000]"
GOOD = b'1.2.3.4 - - %b "GET / HTTP/1.1" 404 17 "-" "ua"' % TIME


def reason(line: bytes, parser: Parser = AUTO) -> str | None:
    try:
        parser.parse(line)
    except MalformedLine as error:
        return error.reason
    return None


def line(client=b"1.2.3.4", user=b"-", request=b"GET / HTTP/1.1", rest=b'404 17 "-" "ua"') -> bytes:
    return b'%b - %b %b "%b" %b' % (client, user, TIME, request, rest)


def test_a_combined_line_fills_every_field():
    assert AUTO.parse(
        b'2001:db8::1 id frank [17/May/2015:12:05:03 +0200] "GET /a HTTP/1.0" 200 2326 "r" "u"'
    ) == AccessRecord(
        b"2001:db8::1", b"id", b"frank", 1431857103, b"GET /a HTTP/1.0", 200, 2326, b"r", b"u"
    )


def test_a_common_line_has_no_referer_and_no_user_agent():
    record = AUTO.parse(b'host.example - - %b "GET /" 304 -' % TIME)
    assert record[-3:] == (None, None, None)
    assert record.client == b"host.example"


@pytest.mark.parametrize(
    "client", [b"1.2.3.4", b"::1", b"fe80::1%eth0", b"crawl-1.example.com", b"x" * 256]
)
def test_clients_are_addresses_of_both_kinds_and_host_names(client):
    assert AUTO.parse(line(client)).client == client


@pytest.mark.parametrize(
    "request_field",
    [
        b"GET /",  # no protocol
        b"",
        b"-",
        rb"GET /\"x\" HTTP/1.1",
        rb"\x16\x03\x01\x02",  # TLS to a plain port, as Apache writes it
        b"\x16\x03\x01\x00\xff\xfe",  # and as it was sent
        b"GET /\x00",
        b"GET /\xff\xc0\xaf",
        b"GET /a\rb",
        b'GET /"x" HTTP/1.1',  # a server that does not escape
        b'" "',
        b"GET /\\",  # a bare backslash in front of the closing quote
    ],
)
def test_a_hostile_request_field_is_evidence_and_is_parsed(request_field):
    record = AUTO.parse(line(request=request_field))
    assert (record.request, record.status, record.client) == (request_field, 404, b"1.2.3.4")


def test_a_user_name_may_hold_spaces_and_brackets():
    record = AUTO.parse(line(b"2001:db8::1", b'a b [.. \\" c'))
    assert (record.client, record.user) == (b"2001:db8::1", b'a b [.. \\" c')


def test_a_user_name_with_a_space_is_never_read_as_a_virtual_host():
    # `host:port client - user [time]`, if the format could be chosen by whoever sends the name
    trap = line(b"2001:db8::1", b"6.6.6.6 -")
    assert AUTO.parse(trap).client == b"2001:db8::1"
    assert reason(trap, Parser("vhost_combined")) == "client"
    vhost = b"www.example.com:443 " + line(b"5.6.7.8")
    assert Parser("vhost_combined").parse(vhost).client == b"5.6.7.8"


def test_the_first_complete_time_is_the_time():
    later = TIME.replace(b"2015", b"2016")
    assert reason(line(user=b"a %b b" % later)) == "request"  # no quote follows: not Apache's line


def test_without_a_readable_time_the_request_cannot_forge_one():
    assert reason(b'1.2.3.4 - - [now] "GET /? %b "GET /" 200 5 "-" "-"" 404 1 "-" "-"' % TIME) == (
        "time"
    )


def test_stray_quotes_and_crlf_are_tolerated_around_a_line():
    for wrapped in (b'"%b"' % GOOD, b"%b\r" % GOOD, b'"%b"\r' % GOOD):
        assert AUTO.parse(wrapped) == AUTO.parse(GOOD)
        assert AUTO.parse_many([wrapped, GOOD]) == AUTO.parse_many([GOOD, GOOD])
    assert reason(b'"1.2.3.4 - - %b "GET /" 200 5' % TIME) == "client"  # no closing one


def test_a_leap_second_stays_in_its_minute_and_unreal_instants_are_refused():
    stamp = GOOD.replace(b"10:05:03", b"%b")
    assert AUTO.parse(stamp % b"23:59:60").time == AUTO.parse(stamp % b"23:59:59").time
    for bad in (b"24:00:00", b"10:60:00", b"10:05:61"):
        assert reason(stamp % bad) == "time"
    for bad in (b"31/Apr/2015", b"00/May/2015", b"17/may/2015", b"29/Feb/2015", b"17/May/0000"):
        assert reason(GOOD.replace(b"17/May/2015", bad)) == "time"
    for zone in (b"+1401", b"-0060", b"+9999"):
        assert reason(GOOD.replace(b"+0000", zone)) == "time"
    assert AUTO.parse(GOOD.replace(b"+0000", b"-0330")).time == AUTO.parse(GOOD).time + 12_600


@pytest.mark.parametrize(
    ("malformed", "expected"),
    [
        (b"", "empty"),
        (b" \t", "empty"),
        (b'""', "empty"),
        (GOOD + b"\n", "newline"),
        (line(request=b"x" * MAX_LINE_BYTES), "too_long"),
        (b"1.2.3.4", "client"),
        (b"x" * 257 + b" - - " + TIME, "client"),
        (b"1.2.3.4 - - 17/May/2015", "time"),
        (line()[: -len(b'HTTP/1.1" 404 17 "-" "ua"')], "request"),
        (line(rest=b'2000 17 "-" "ua"'), "status"),
        (line(rest=b'- 17 "-" "ua"'), "status"),
        (line(rest=b'20'), "status"),
        (line(rest=b'200 many "-" "ua"'), "format"),
        (GOOD + b" more", "format"),
    ],
)  # fmt: skip
def test_each_reason(malformed, expected):
    assert reason(malformed) == expected
    assert AUTO.parse_many([GOOD, malformed, GOOD]).malformed == [(1, expected)]


def test_a_line_cut_off_behind_its_status_is_parsed():
    status_end = GOOD.index(b"404") + 3
    for end in range(status_end, len(GOOD)):
        record = AUTO.parse(GOOD[:end])
        assert (record.client, record.status) == (b"1.2.3.4", 404)
    assert AUTO.parse(line(rest=b'404 17 "-" "ua\\')).status == 404


def test_a_forged_end_of_the_request_field_is_ambiguous_unless_it_changes_nothing():
    assert reason(line(request=b'GET /" 200 5 "x')) == "ambiguous"
    assert reason(line(rest=b'404 17 "x" 200 5 "y" "ua"')) == "ambiguous"
    assert AUTO.parse(line(request=b'GET /" 404 5 "x')).status == 404
    # forged on both sides of the true status: first and last place agree, and are wrong
    assert reason(line(request=b'" 200 5 "', rest=b'404 17 "-" "" 200 5 "" ""')) == "ambiguous"
    # escaped, nothing can be forged
    assert AUTO.parse(line(request=rb"GET /\" 200 5 \"x")).status == 404
    # an escaped forgery in a line cut off before its true status
    assert reason(line(request=rb"GET /\" 200 5 \"x")[: -len('" 404 17 "-" "ua"')]) == "request"


def test_joined_chunk_injection_counts_one_record_per_line():
    forged = GOOD + b"\n" + line(b"6.6.6.6", rest=b'200 1 "-" "-"')
    assert AUTO.parse_many([forged, GOOD]) == (
        [(b"1.2.3.4", b"17/May/2015:10:05", b"+0000", b"404")],
        [(0, "newline")],
    )


def test_an_open_quote_does_not_swallow_the_next_record():
    # as one text they would be `6.6.6.6 ... "GET / ..." 500 1 "..." "..."`
    lines = [b'6.6.6.6 - - %b "GET /' % TIME, b'7.7.7.7 - - %b " 500 1 " 404 1 " " "' % TIME]
    parsed = AUTO.parse_many(lines)
    assert parsed.fields == [(b"7.7.7.7", b"17/May/2015:10:05", b"+0000", b"404")]
    assert parsed.malformed == [(0, "request")]


# --- properties -------------------------------------------------------------------------------

FRAGMENTS = [
    b'"', b'" ', b' "', b'" "', b"\\", b'\\"', b" ", b"\r", b"\x00", b"\xff", b"a", b"-", b"[",
    b" [", b"200", b" 200 5 ", b'" 200 5 "', b'" 200 5', b" 404 ", b" " + TIME + b" ", TIME,
    b"6.6.6.6 - - ", "é\u202e".encode(),
]  # fmt: skip
hostile_text = st.lists(st.sampled_from(FRAGMENTS), max_size=6).map(b"".join)
written_lines = st.builds(
    lambda client, user, request, referer, agent: (
        b'%b - %b %b "%b" 404 17 "%b" "%b"' % (client, user, TIME, request, referer, agent)
    ),
    st.sampled_from([b"1.2.3.4", b"::1", b"h.example", b"", b"x y"]),
    hostile_text,
    hostile_text,
    hostile_text,
    hostile_text,
)
cut_lines = st.builds(lambda text, at: text[:at], written_lines, st.integers(0, 120))
mutated_lines = st.builds(
    lambda text, at, put, drop: text[:at] + put + text[at + drop :],
    st.sampled_from([GOOD, GOOD.rsplit(b" ", 2)[0], b'"%b"' % GOOD, line(user=b"a b")]),
    st.integers(0, 80),
    st.sampled_from([*FRAGMENTS, b"\n", b"", b"\n" + GOOD]),
    st.integers(0, 3),
)
any_lines = st.one_of(
    st.just(GOOD),
    written_lines,
    cut_lines,
    mutated_lines,
    st.binary(max_size=40),
    st.lists(st.sampled_from([*FRAGMENTS, b"\n"]), max_size=8).map(b"".join),
    st.sampled_from([b"a" * 1_000_000, line(request=b"a" * 1_000_000), b'"', b"\n", b"\r", b""]),
)
PARSERS = [
    AUTO,
    Parser("common"),
    Parser("vhost_combined"),
    Parser('%t %>s %h "%r"'),
    Parser('"%r" %h %t %>s'),
]
bounded = settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow],
)


@bounded
@given(st.lists(any_lines, max_size=8), st.sampled_from(PARSERS))
def test_parse_many_equals_parse_on_every_list_of_records(lines, parser):
    records, reasons = [], []
    for index, text in enumerate(lines):
        try:
            records.append(parser.parse(text))
        except MalformedLine as error:
            reasons.append((index, error.reason))
    parsed = parser.parse_many(lines)
    assert parsed.malformed == reasons
    assert {name for _, name in reasons} <= set(REASONS)
    assert [
        (client, minute_epoch(minute, zone), int(status))
        for client, minute, zone, status in parsed.fields
    ] == [(record.client, window_start(record.time), record.status) for record in records]


def escaped(text: bytes) -> bytes:
    """The text as Apache's ap_escape_logitem writes it."""
    return re.sub(rb'["\\]', lambda found: b"\\" + found[0], text)


@bounded
@given(hostile_text, hostile_text, hostile_text, hostile_text)
def test_nothing_a_client_sends_to_a_server_that_escapes_changes_what_is_counted(
    user, request, referer, agent
):
    texts = [escaped(text) for text in (request, referer, agent)]
    name = escaped(user.replace(b":", b"")) or b"-"
    record = AUTO.parse(b'1.2.3.4 - %b %b "%b" 404 17 "%b" "%b"' % (name, TIME, *texts))
    assert (record.client, record.status) == (b"1.2.3.4", 404)
    assert [record.user, record.request, record.referer, record.user_agent] == [name, *texts]


@settings(bounded, max_examples=500)
@given(hostile_text, hostile_text, hostile_text, st.booleans())
def test_nothing_a_client_sends_to_a_server_that_does_not_escape_gives_another_status(
    request, referer, agent, common
):
    rest = b"404 17" if common else b'404 17 "%b" "%b"' % (referer, agent)
    try:
        record = AUTO.parse(line(request=request, rest=rest))
    except MalformedLine as error:
        assert error.reason == "ambiguous"
    else:
        assert (record.client, record.status) == (b"1.2.3.4", 404)


@pytest.mark.timeout(20)  # all of them together: well under a second; one quadratic step: minutes
@pytest.mark.parametrize("parser", PARSERS)
def test_no_hostile_line_makes_the_parser_try_again_and_again(parser):
    units = [
        b'" 200 ',
        b'" 200 5 "',
        b'" "',
        b" [17/May/2015:10:05:03 +000",
        b" [",
        b" ",
        b"\\",
        b"1:",
    ]
    heads = [b"", b"1.2.3.4 - ", b'1.2.3.4 - - %b "' % TIME, b'%b 200 1.2.3.4 "' % TIME, b'"']
    for unit in units:
        for head in heads:
            text = (head + unit * MAX_LINE_BYTES)[:MAX_LINE_BYTES]
            parsed = parser.parse_many([text, text[:-1] + b'"'])
            assert len(parsed.fields) + len(parsed.malformed) == 2
