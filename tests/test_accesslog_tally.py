"""Counting: against an independent loop, the canonical digest, windows and the order of top."""

import random
from collections import Counter
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from accesslog.parser import Parser
from accesslog.tally import Tally, digest, tally
from accesslog.topn import top
from accesslog.window import WINDOW_SECONDS, minute_epoch, window_start


def generated_lines(seed: int, n: int) -> list[bytes]:
    """Lines that a split at white space is enough to parse."""
    draw = random.Random(seed)
    lines = []
    for _ in range(n):
        month = draw.choice(["Jan", "Feb", "May", "Dec"])
        stamp = (
            f"{draw.randint(1, 28):02}/{month}/{draw.randint(1969, 2040)}"
            f":{draw.randint(0, 23):02}:{draw.randint(0, 59):02}:{draw.randint(0, 59):02}"
        )
        zone = draw.choice(["+0000", "-0330", "+0545", "+1400"])
        status = draw.choice([0, 99, 100, 200, 302, 399, 400, 404, 500, 599, 600, 999])
        client = draw.choice(["::1", "192.0.2.7", "a.example"])
        rest = draw.choice(["", ' "-" "u"'])
        lines.append(f'{client} - - [{stamp} {zone}] "GET / HTTP/1.0" {status:03} 7{rest}'.encode())
    return lines


def test_tally_equals_a_loop_that_knows_nothing_of_the_parser():
    lines = generated_lines(seed=3, n=2000)
    expected: Counter[tuple[int, str, bytes]] = Counter()
    for line in lines:
        words = line.decode().split()
        instant = datetime.strptime(f"{words[3]} {words[4]}", "[%d/%b/%Y:%H:%M:%S %z]")
        minute = int(instant.timestamp() // 60 * 60)
        status = int(words[8])
        expected[minute, "status", b"%d" % status if 100 <= status < 600 else b"other"] += 1
        if 400 <= status < 600:
            expected[minute, "error_ip", words[0].encode()] += 1
    counted = tally(lines, Parser())
    assert counted.cells == expected
    assert (counted.records, counted.malformed) == (2000, [])


def test_the_empty_list_counts_nothing():
    assert tally([], Parser()) == Tally(0, Counter(), [])


def test_rejected_is_counted_by_reason_and_in_total_only():
    counted = tally([b"", b"x", b""], Parser())
    assert counted.malformed == [(0, "empty"), (1, "client"), (2, "empty")]
    assert counted.totals() == {("rejected", b"empty"): 2, ("rejected", b"client"): 1}
    assert not counted.cells


def test_the_digest_is_canonical_and_sees_every_change():
    a, b = generated_lines(1, 50), [*generated_lines(2, 50), b"", b"\n"]
    whole = tally(a + b, Parser())
    assert whole.digest() == tally(b + a, Parser()).digest()
    # totals that follow from the cells, and zeros, add nothing
    rejected = {key: n for key, n in whole.totals().items() if key[0] == "rejected"}
    padded = Counter(whole.cells) | Counter()
    padded[0, "status", b"200"] += 0
    assert digest(padded, rejected) == whole.digest() == digest(whole.cells, whole.totals())
    cells = dict(whole.cells)
    for key, n in list(cells.items())[:5]:
        assert digest({**cells, key: n + 1}, rejected) != whole.digest()
    assert digest(cells, {**rejected, ("rejected", b"empty"): 2}) != whole.digest()


@given(st.integers(-(10**11), 10**11))
@settings(max_examples=50)
def test_every_event_is_in_the_window_that_starts_at_or_before_it(epoch):
    start = window_start(epoch)
    assert start % WINDOW_SECONDS == 0
    assert start <= epoch < start + WINDOW_SECONDS


def test_minutes_in_every_zone_are_the_standard_librarys():
    for stamp, zone in [(b"17/May/2015:12:05", b"+0200"), (b"31/Dec/1969:20:29", b"-0330")]:
        read = datetime.strptime((stamp + zone).decode(), "%d/%b/%Y:%H:%M%z")
        assert minute_epoch(stamp, zone) == int(read.timestamp())
    assert minute_epoch(b"01/Jan/0001:00:00", b"+1400") == -62135596800 - 14 * 3600


@given(st.dictionaries(st.binary(max_size=2), st.integers(1, 3)), st.integers(0, 9), st.randoms())
@settings(max_examples=100)
def test_top_is_a_total_order_whatever_the_order_of_the_counts(counts, n, order):
    items = list(counts.items())
    order.shuffle(items)
    ranking = top(dict(items), n)
    assert ranking == sorted(items, key=lambda item: (-item[1], item[0]))[:n]
