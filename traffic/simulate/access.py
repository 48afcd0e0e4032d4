"""Access-log lines in Combined format: visitors, machines, attackers and a bad hour, in order.

Time goes second by second. Every actor puts its lines into the seconds in which they happen. A
finished second is written: ``client - user [`` + stamp + middle + agent (see site.py).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, count, cycle
from random import Random

from traffic.simulate import hostile, pools, site
from traffic.simulate.broken import broken_line
from traffic.simulate.traffic import Traffic

Part = tuple[bytes, bytes, bytes]  # (head up to the time, middle, tail from the user agent on)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ACT = 1_800  # s; each act has one brute force, one scan and one time of server errors
VISITOR_LINES = 17  # lines of a visit on average
LATE = 5_400  # s, the most that a late line is behind
FUTURE = 3_650 * 86_400  # s, a host whose clock is ten years ahead
FUTURE_SHARE = 0.05  # of the late lines


def stamp(epoch: int) -> bytes:
    """``17/May/2015:10:05:03 +0000`` (Apache ``%t``), whatever the locale."""
    t = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=epoch)
    return f"{t.day:02d}/{MONTHS[t.month - 1]}/{t:%Y:%H:%M:%S} +0000".encode()


def access_lines(lines: int, traffic: Traffic) -> Iterator[bytes]:
    """``lines`` lines without newline; one late line in twenty is ten years ahead instead."""
    rng = Random(traffic.seed)
    good = _by_second(rng, lines / traffic.rate, traffic.rate)
    pairs = ((traffic.start + second, part) for second, parts in good for part in parts)
    next_broken, next_late = _gap(rng, traffic.malformed), _gap(rng, traffic.late)
    known, text = -1, b""
    for index, (epoch, (head, middle, tail)) in zip(range(lines), pairs, strict=False):
        if epoch != known:
            known, text = epoch, stamp(epoch)
        line = head + text + middle + tail
        if index >= next_late:
            next_late = index + _gap(rng, traffic.late)
            line = head + stamp(_other_time(rng, epoch)) + middle + tail
        if index >= next_broken:
            next_broken = index + _gap(rng, traffic.malformed)
            line = broken_line(rng, line)
        yield line


def _gap(rng: Random, share: float) -> int:
    """Lines until the next special one, ``1 / share`` on average; none ever for 0."""
    return 1 + rng.randrange(max(1, round(2 / share) - 1)) if share else 1 << 62


def _other_time(rng: Random, epoch: int) -> int:
    if rng.random() < FUTURE_SHARE:
        return epoch + FUTURE
    return epoch - rng.randrange(60, LATE)


def _by_second(rng: Random, span: float, rate: float) -> Iterator[tuple[int, list[Part]]]:
    """(second, its parts) for ever; ``span`` is how much the caller will take, in seconds."""
    waiting: dict[int, list[Part]] = defaultdict(list)
    act = max(20.0, min(ACT, span))
    visits = _Visitors(rng)
    machines, bursts = _machines(rng), _bursts(rng)
    credit = 0.0
    for second in count():
        moment = second % act / act
        credit += 0.85 * rate / VISITOR_LINES
        while credit > rng.random():
            credit -= 1
            visits.arrive(second, waiting, trouble=0.70 <= moment < 0.78)
        parts = waiting.pop(second, [])
        parts += [next(machines) for _ in range(_amount(rng, 0.12 * rate))]
        if 0.15 <= moment < 0.30:
            parts += [next(bursts[0]) for _ in range(_amount(rng, 0.15 * rate))]
        elif 0.45 <= moment < 0.52:
            parts += [next(bursts[1]) for _ in range(_amount(rng, 0.30 * rate))]
        yield second, parts


def _amount(rng: Random, mean: float) -> int:
    return int(mean + rng.random())


class _Visitors:
    """People: page views with their assets, the popular pages most often, some coming back."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._pages = site.pages(rng)
        # popularity falls as 1 / rank (Zipf)
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._pages) + 1)))
        self._people = [_person(rng) for _ in range(5_000)]

    def arrive(self, second: int, waiting: dict[int, list[Part]], *, trouble: bool) -> None:
        """Add a visit that begins at ``second``: one to five page views, some seconds apart."""
        rng = self._rng
        head, tail = rng.choice(self._people)
        views = rng.choices(self._pages, cum_weights=self._weights, k=rng.choice((1, 1, 2, 3, 5)))
        for number, page in enumerate(views):
            if trouble and rng.random() < 0.4:
                middles = page.failed
            else:
                middles = page.cached if number else page.first
            waiting[second].append((head, middles[0], tail))
            waiting[second + 1] += [(head, middle, tail) for middle in middles[1:]]
            second += rng.randrange(3, 40)


def _person(rng: Random) -> tuple[bytes, bytes]:
    user = rng.choice(pools.USERS) if rng.random() < 0.1 else "-"
    return _ends(pools.visitor(rng), rng.choice(pools.USER_AGENTS), user)


def _ends(client: str, agent: str, user: str = "-") -> tuple[bytes, bytes]:
    escaped = agent.replace('"', '\\"')  # as Apache writes a quote inside a quoted field
    return f"{client} - {user} [".encode(), f'{escaped}"'.encode()


def _machines(rng: Random) -> Iterator[Part]:
    """Lines of crawlers, API clients and a health probe, in turn, for ever."""
    crawlers = [_ends(pools.visitor(rng), agent) for agent in pools.CRAWLERS]
    programs = [
        _ends(f"10.1.{n}.{rng.randrange(1, 255)}", rng.choice(pools.API_AGENTS), "svc-reports")
        for n in range(6)
    ]
    probe_head, probe_tail = _ends("probe1.monitor.example", "-")
    crawl = cycle(hostile.crawl(rng))
    while True:
        head, tail = rng.choice(crawlers)
        yield head, next(crawl), tail
        head, tail = rng.choice(programs)
        order, status = rng.randrange(100_000), rng.choice((200, 200, 200, 200, 204, 409))
        size = rng.randrange(90, 4_000) if status != 204 else None
        yield head, site.middle(f"GET /api/v1/orders/{order} HTTP/1.1", status, size), tail
        yield probe_head, site.middle("HEAD /healthz HTTP/1.1", 200, None), probe_tail


def _bursts(rng: Random) -> tuple[Iterator[Part], Iterator[Part]]:
    """(password guesses, scanner probes), each from two addresses, for ever."""

    def burst(middles: list[bytes], agent: str) -> Iterator[Part]:
        ends = [_ends(pools.attacker(rng), agent) for _ in range(2)]
        for middle in cycle(middles):
            head, tail = ends[rng.random() < 0.25]
            yield head, middle, tail

    return (
        burst(hostile.guess(rng), "python-requests/2.32.3"),
        burst(hostile.scan(rng), "Mozilla/5.0 (compatible; vuln-probe/1.3)"),
    )
