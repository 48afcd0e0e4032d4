"""Small access-log traffic for tests of exactness: deterministic, with every kind of line."""

import random
from collections.abc import Iterator


def lines(count: int, seed: int = 1) -> Iterator[bytes]:
    """``count`` lines: a tenth errors, one in fifty malformed, minutes in any order."""
    rng = random.Random(seed)
    for _ in range(count):
        if rng.random() < 0.02:
            yield rng.choice(
                [b"", b"not a log line", b"\xff\xfe\x00", b'1.2.3.4 - - [x] "GET /" 200 1']
            )
            continue
        client = f"10.0.{rng.randrange(4)}.{rng.randrange(250)}"
        status = rng.choice([404, 403, 500, 503]) if rng.random() < 0.1 else rng.choice([200, 304])
        at = f"{rng.randrange(1, 29):02}/Nov/2026:{rng.randrange(24):02}:{rng.randrange(60):02}:07"
        yield f'{client} - - [{at} +0000] "GET /{rng.randrange(99)} HTTP/1.1" {status} 5'.encode()
