"""Middles of the lines that scanners, password guessers and crawlers write (see site.middle)."""

from random import Random
from urllib.parse import quote

from traffic.grammars.simulate.attacks import attack
from traffic.simulate.site import middle

TLS = (  # a TLS greeting sent to a plain port, as Apache and nginx escape it
    "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xfc\\x03\\x03",
    "\\x16\\x03\\x01\\x00\\xee\\x01\\x00\\x00\\xea\\x03\\x03\\x8a'\\xb1",
    "\\x03\\x00\\x00\\x13\\x0e\\xe0",
)
ODD_REQUESTS = (
    "-",
    "GET /",
    "OPTIONS * HTTP/1.0",
    "CONNECT mail.example:25 HTTP/1.1",
    'GET /?q=\\"><script>alert(1)</script> HTTP/1.1',
    'GET /\\"quoted\\"/\\" HTTP/1.1',
    "PROPFIND / HTTP/1.1",
    "\\n",
    "GET http://proxy.example/ HTTP/1.1",
)
# as logged by a server that escapes nothing: not UTF-8
RAW = b'] "GET /\xc3\x28\xff\xfe?\x81=\xe2\x82 HTTP/1.1" 400 226 "-" "'


def scan(rng: Random, count: int = 600) -> list[bytes]:
    """A vulnerability scan: mostly 404 and 400, a few hits and crashes."""
    return [_probe(rng) for _ in range(count)]


def _probe(rng: Random) -> bytes:
    kind = rng.random()
    if kind < 0.55:
        path = attack(rng, "scanner").replace(" ", "%20")
        return middle(f"GET {path} HTTP/1.1", rng.choice((404, 404, 404, 404, 403, 301)), 196)
    if kind < 0.85:
        value = quote(attack(rng, rng.choice(("sqli", "xss", "lfi", "cmdi", "ssti"))))
        status = rng.choice((404, 404, 400, 200, 500))
        return middle(f"GET /items?id={value} HTTP/1.1", status, rng.randrange(150, 9_000))
    if kind < 0.92:
        return middle(rng.choice(TLS), 400, 226)
    if kind < 0.99:
        return middle(rng.choice(ODD_REQUESTS), rng.choice((400, 400, 405, 408)), None)
    return RAW


def guess(rng: Random) -> list[bytes]:
    """A brute force on the login: 401 again and again, at times throttled."""
    wrong = middle("POST /login HTTP/1.1", 401, 381, "https://shop.example/login")
    throttled = middle("POST /login HTTP/1.1", 429, 88, "https://shop.example/login")
    return [throttled if rng.random() < 0.05 else wrong for _ in range(100)]


def crawl(rng: Random, count: int = 200) -> list[bytes]:
    """A crawler's requests: pages one by one, robots.txt, links long dead."""
    paths = [f"/archive/{rng.randrange(2_000)}" for _ in range(count)]
    found = [middle(f"GET {path} HTTP/1.1", 200, rng.randrange(3_000, 30_000)) for path in paths]
    found[::40] = [middle("GET /robots.txt HTTP/1.1", 200, 341)] * len(found[::40])
    found[7::25] = [middle("GET /archive/gone HTTP/1.1", 404, 196)] * len(found[7::25])
    found[9::50] = [middle("GET /archive HTTP/1.1", 301, 233)] * len(found[9::50])
    return found
