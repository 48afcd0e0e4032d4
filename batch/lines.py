"""Lines of a log file, as the shipper would send them: one record per line, in bounded memory."""

from collections.abc import Callable, Iterator
from pathlib import Path

from batch.archive_file import open_plain

BLOCK = 1 << 20  # bytes read at a time: about 5,000 lines, the size of a live chunk
LONGEST = 1 << 20  # bytes kept of one line; the parser refuses far shorter ones

Read = Callable[[], bytes]  # the next block; empty at the end


def line_chunks(path: Path) -> Iterator[list[bytes]]:
    """Lists of whole lines of a plain or gzip file, without line feeds."""
    with open_plain(path) as file:
        yield from split(lambda: file.read(BLOCK))


def split(read: Read) -> Iterator[list[bytes]]:
    """Lists of lines, split at line feeds; the last line may lack one.

    A line longer than ``LONGEST`` is cut, but stays long enough to be refused as too long.
    """
    rest = b""
    while block := read():
        *lines, rest = (rest + block).split(b"\n")
        rest = rest[:LONGEST]
        if lines:
            yield lines
    if rest:
        yield [rest]
