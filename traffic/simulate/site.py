"""The simulated web site: page views as ready-made middles of log lines.

A *middle* is the part of a Combined line between the time and the user agent:
``] "GET /x HTTP/1.1" 200 123 "https://referer" "``. Built once, so that a line costs one join.
"""

from random import Random
from typing import NamedTuple

SITE = "https://shop.example"
SECTIONS = ("garden", "lamps", "books", "toys", "shoes", "kitchen", "blog", "help")
ASSETS = (
    ("/static/app.css", 24_518),
    ("/static/app.js", 183_207),
    ("/static/fonts/inter.woff2", 45_904),
    ("/static/logo.svg", 2_317),
    ("/images/hero.jpg", 203_023),
)
REFERERS = ("-", "-", "https://search.example/?q=garden+lamp", "https://news.example/top/10")


def middle(request: str, status: int, size: int | None, referer: str = "-") -> bytes:
    """The middle of a line; a ``size`` of None is Apache's ``-`` (``%b`` with no body)."""
    body = "-" if size is None else str(size)
    return f'] "{request}" {status} {body} "{referer}" "'.encode()


class Page(NamedTuple):
    """The middles of one view of a page."""

    first: list[bytes]  # with all assets
    cached: list[bytes]  # assets answered 304
    failed: list[bytes]  # the server is in trouble


def pages(rng: Random, count: int = 160) -> list[Page]:
    """The pages of the site, the most popular first."""
    return [_page(rng, index) for index in range(count)]


def _page(rng: Random, index: int) -> Page:
    section = rng.choice(SECTIONS)
    path = "/" if index == 0 else f"/{section}/{rng.randrange(1, 40)}?page={index}"
    if section == "blog":
        path = f"/blog/2026/{index % 12 + 1:02d}/how-to-{index}"
    address, size = SITE + path, rng.randrange(4_000, 60_000)
    entry = middle(f"GET {path} HTTP/1.1", 200, size, rng.choice(REFERERS))
    pictures = [
        (f"/images/{section}/{index}-{n}.jpg", rng.randrange(9_000, 90_000)) for n in (1, 2)
    ]
    assets = [*ASSETS, *pictures]
    loaded = [middle(f"GET {name} HTTP/1.1", 200, length, address) for name, length in assets]
    unchanged = [middle(f"GET {name} HTTP/1.1", 304, None, address) for name, _ in ASSETS]
    return Page(
        first=[entry, *loaded, *_extra(rng, address)],
        cached=[entry, *unchanged, *loaded[len(ASSETS) :]],
        failed=[
            middle(f"GET {path} HTTP/1.1", rng.choice((500, 502, 503, 503, 504)), 1_263, address)
        ],
    )


def _extra(rng: Random, address: str) -> list[bytes]:
    """Middles of some pages only: a broken link, a moved page, a video in parts, a form."""
    kind = rng.randrange(8)
    if kind == 0:
        return [middle(f"GET /images/old-{rng.randrange(99)}.gif HTTP/1.1", 404, 512, address)]
    if kind == 1:
        return [middle("GET /blog HTTP/1.1", 301, 229, address)]
    if kind == 2:
        return [middle("GET /media/tour.mp4 HTTP/1.1", 206, 65_536, address)] * 3
    if kind == 3:
        return [middle("POST /cart HTTP/1.1", 302, None, address)]
    if kind == 4:
        return [middle("GET /favicon.ico HTTP/1.1", 404, 209, address)]
    if kind == 5:
        return [middle("GET /account HTTP/1.1", 403, 199, address)]
    return []
