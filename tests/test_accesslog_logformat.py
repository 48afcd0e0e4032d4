"""LogFormat strings: which are understood, which are refused with a sentence, and what is read."""

import pytest

from accesslog.logformat import COMBINED, COMMON, VHOST_COMBINED, LogFormatError
from accesslog.parser import MalformedLine, Parser

TIME = b"[17/May/2015:10:05:03 +0000]"
QUADRUPLE = (b"::1", b"17/May/2015:10:05", b"+0000", b"404")


@pytest.mark.parametrize(
    ("log_format", "line"),
    [
        (COMMON, b'::1 - - %b "GET /" 404 5'),
        (COMBINED, b'::1 - - %b "GET /" 404 5 "r" "u"'),
        (VHOST_COMBINED, b'a.example:443 ::1 - - %b "GET /" 404 5 "r" "u"'),
        # another order, a port behind an IPv6 client, as quoted in httpd.conf
        (r"%t %>s %a:%{remote}p \"%r\"", b'%b 404 ::1:5000 "GET /"'),
        ('"%h" "%{X-Forwarded-For}i" "%t" "%u" %s', b'"::1" "6.6.6.6, \\"" "%b" "a b" 404'),
        ('[%h] %u %t "%m %U%q %H" %>s %b', b'[::1] a b %b "GET /\\"?x HTTP/1.1" 404 -'),
        ("%{c}h %h %t %s %>s 100%%", b"::1 6.6.6.6 %b 404 200 100%%"),
        (
            "%A %a %l %t %>s %B %D %T %{ms}T %I %O %S %X %m %H %k %L %R %p %P %V %{X}n %{X}e",
            b"10.0.0.1 ::1 - %b 404 0 1 2 3 4 5 6 + GET HTTP/1.1 0 Abc/+ - 80 7 v - -",
        ),
        ('%h %t "%f" "%{X}o" "%{X}C" %!200,304>s', b'::1 %b "/srv" "a b" "c=\\"d" 404'),
    ],
)
def test_formats_that_are_understood(log_format, line):
    parser = Parser(log_format)
    text = line % TIME
    assert parser.parse_many([text]) == ([QUADRUPLE], [])
    assert parser.parse(text).client == b"::1"


@pytest.mark.parametrize(
    ("log_format", "sentence"),
    [
        ("nginx", "'nginx' is no log format; give auto, combined"),
        ("%h %>s", "has no time; add %t"),
        ('%t %>s "%r"', "has no client; add %h or %a"),
        ("%h %t", "has no status; add %>s"),
        ("%h %t %>s %z", "directive %z is not known"),
        ("%h %{%s}t %>s", "only plain %t is"),
        ("%h %t %>s %{X}p", "directive %{X}p is not known"),
        ("%h %t %>s 100%", "cannot be read at '%'"),
        ('%h %t %>s "%r', "has an open quote"),
        ("%h %t %>s %r", "put %r in double quotes"),
        ("%{Host}i %h %t %>s", "put %{Host}i in double quotes"),
        ("%h%t %>s", "put a space between %h and %t"),
        ('"%v %h" %t %>s', "give %h quotes of its own"),
    ],
)
def test_formats_that_are_refused_say_what_to_change(log_format, sentence):
    with pytest.raises(LogFormatError) as refused:
        Parser(log_format)
    assert sentence in str(refused.value)
    assert refused.value.exit_code == 2


def test_a_client_cut_off_by_the_end_of_the_line_is_nobody():
    parser = Parser('%t %>s %h "%r"')
    line = b'%b 404 192.0.2.10 "GET /"' % TIME
    assert parser.parse(line[:-3]).client == b"192.0.2.10"
    for end in range(len(line) - len(b'92.0.2.10 "GET /"'), len(line) - len(b' "GET /"') + 1):
        with pytest.raises(MalformedLine, match="client"):
            parser.parse(line[:end])


def test_behind_text_of_the_client_nothing_is_read_leniently():
    parser = Parser('"%r" %h %t %>s')
    assert parser.parse(rb'"GET /\" 6.6.6.6" ::1 %b 404' % TIME).client == b"::1"
    with pytest.raises(MalformedLine):
        parser.parse(b'"GET /" 6.6.6.6 %b 200 "x" ::1 %b 404' % (TIME, TIME))
