"""Clients to draw from: addresses, host names, user names and user agents."""

from random import Random

USER_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.1 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
    "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.6 Mobile/15E148 Safari/604.1",
)
CRAWLERS = (
    "Mozilla/5.0 (compatible; NorthernCrawler/2.1; +https://crawl.example/about)",
    "Mozilla/5.0 (compatible; PriceCompareBot/0.9; +https://prices.example/bot)",
    "ArchiveSpider/3.4 (+https://archive.example/spider.html)",
    "Feedfetcher/1.7 (feeds.example; 214 subscribers)",
)
API_AGENTS = (
    "okhttp/4.12.0",
    "python-requests/2.32.3",
    "curl/8.11.0",
    'warehouse-sync/5.2 ("nightly" build)',
)
USERS = ("-", "-", "-", "anna", "j.doe", "svc-reports", "o'brien", "mary ann", "zo\\xc3\\xab")
HOST_LABELS = ("dsl", "cable", "pool", "mobile", "office", "lab", "dhcp", "gw")
HOST_DOMAINS = ("north-net.example", "uni.example", "city-cable.example", "bureau.test")


def ipv4(rng: Random) -> str:
    """A visitor's address: 198.18.0.0/15 (RFC 2544) or 100.64.0.0/10 (RFC 6598)."""
    network = rng.choice(("198.18", "198.19", f"100.{rng.randrange(64, 128)}"))
    return f"{network}.{rng.randrange(256)}.{rng.randrange(1, 255)}"


def ipv6(rng: Random) -> str:
    """A visitor's address in 2001:db8::/32 (RFC 3849), compressed or in full."""
    head = f"2001:db8:{rng.randrange(1, 0xFFFF):x}"
    if rng.random() < 0.5:
        return f"{head}::{rng.randrange(1, 0xFFFF):x}"
    return head + "".join(f":{rng.randrange(1, 0xFFFF):x}" for _ in range(5))


def host_name(rng: Random) -> str:
    """A resolved client, as ``HostnameLookups On`` logs it."""
    label = rng.choice(HOST_LABELS)
    return f"{label}-{rng.randrange(1, 250)}-{rng.randrange(1, 250)}.{rng.choice(HOST_DOMAINS)}"


def visitor(rng: Random) -> str:
    """A client: IPv4 for 80 %, IPv6 for 15 %, a host name for 5 %."""
    kind = rng.random()
    if kind < 0.80:
        return ipv4(rng)
    return ipv6(rng) if kind < 0.95 else host_name(rng)


def attacker(rng: Random) -> str:
    """A hostile client: an address of the documentation ranges (RFC 5737), seldom IPv6."""
    if rng.random() < 0.15:
        return ipv6(rng)
    return f"{rng.choice(('192.0.2', '198.51.100', '203.0.113'))}.{rng.randrange(1, 255)}"
