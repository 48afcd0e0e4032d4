"""Sources of lines to ship: a plain file, a .gz or stdin, cut into batches of whole lines."""

import gzip
import hashlib
import os
import select
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stream.errors import StreamRefused

BLOCK_BYTES = 2 * 1024 * 1024  # read at once: one batch, one Kafka transaction
HEAD_BYTES = 1024  # of a file's start, by which it is told from a file that replaces it
# A longer line is cut to this: it fits Kafka's default max.message.bytes (1,048,588) with what is
# around it, and is far beyond what the parsers accept, so the cut line is still refused, once.
MAX_LINE_BYTES = 1_000_000
GZIP_MAGIC = b"\x1f\x8b"


class SourceUnreadable(StreamRefused):
    """A file is missing, may not be read, or is no whole gzip file."""


@dataclass(frozen=True)
class Batch:
    """Consecutive lines without their newlines; ``end`` is the offset after them.

    Offsets count uncompressed bytes. ``cut`` lines were longer than MAX_LINE_BYTES.
    ``open_ended``: the source ended, and its last line has no newline.
    """

    lines: list[bytes]
    end: int
    cut: int
    open_ended: bool = False


def split(read: Callable[[], bytes], offset: int) -> Iterator[Batch]:
    """The lines of ``read``'s blocks (an empty block is the end), split on ``\\n`` alone.

    Memory is bounded by a block and MAX_LINE_BYTES, however long a line is.
    """
    kept = MAX_LINE_BYTES + 1  # one byte more, so that a line being dropped stays known as too long
    taken, rest, dropped = offset, b"", 0
    while block := read():
        taken += len(block)
        *lines, rest = (rest + block).split(b"\n")
        if lines:
            dropped = 0
        dropped += max(0, len(rest) - kept)
        rest = rest[:kept]
        if lines:
            yield _batch(lines, taken - len(rest) - dropped)
    if rest:
        yield _batch([rest], taken, open_ended=True)


def _batch(lines: list[bytes], end: int, open_ended: bool = False) -> Batch:
    cut = sum(len(line) > MAX_LINE_BYTES for line in lines)
    if cut:
        lines = [line[:MAX_LINE_BYTES] for line in lines]
    return Batch(lines, end, cut, open_ended)


class FileSource:
    """A file of lines, plain or gzip (known by its first two bytes).

    Raises:
        SourceUnreadable: here and in every method, if the file cannot be read.
    """

    def __init__(self, path: Path, block_bytes: int = BLOCK_BYTES) -> None:
        self.name = str(path)
        self._block_bytes = block_bytes
        with self._readable():
            self.path = path.resolve(strict=True)
            self._raw = self.path.open("rb")
            self.head = self._raw.read(HEAD_BYTES)
            self.size = self._raw.seek(0, os.SEEK_END)  # on disk
            self._raw.seek(0)
        packed = self.head.startswith(GZIP_MAGIC)
        self._lines = gzip.GzipFile(fileobj=self._raw) if packed else self._raw

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    def head_digest(self, length: int) -> str:
        """SHA-256 (hex) of the first ``length`` bytes on disk, HEAD_BYTES at most."""
        return hashlib.sha256(self.head[:length]).hexdigest()

    def position(self) -> int:
        """Bytes on disk that have been read, for a progress bar."""
        return self._raw.tell()

    def reaches(self, offset: int) -> bool:
        """Whether the file has at least ``offset`` bytes, uncompressed; seeks to ``offset``."""
        with self._readable():
            return self._lines.seek(offset) == offset and (
                self._lines is not self._raw or offset <= self.size
            )

    def batches(self, offset: int, *, after_open_end: bool = False) -> Iterator[Batch]:
        """The lines from ``offset`` on.

        ``after_open_end``: the last line shipped had no newline; one at ``offset`` is skipped.
        """
        with self._readable():
            self._lines.seek(offset)
            if after_open_end and self._lines.peek(1)[:1] == b"\n":
                offset += len(self._lines.read(1))
        return split(self._read, offset)

    def _read(self) -> bytes:
        with self._readable():
            return self._lines.read(self._block_bytes)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise SourceUnreadable(
                f"{self.name} is not a whole gzip file ({error}): what could be read was shipped; "
                "ship it again when it is complete"
            ) from error
        except OSError as error:
            why = error.strerror or error
            raise SourceUnreadable(f"cannot read {self.name}: {why}") from error


class StdinSource:
    """Lines from a descriptor that cannot seek; a slow writer's lines are shipped at once."""

    name = "-"

    def __init__(self, descriptor: int = 0, block_bytes: int = BLOCK_BYTES) -> None:
        self._descriptor = descriptor
        self._block_bytes = block_bytes

    def batches(self) -> Iterator[Batch]:
        """The lines as they come."""
        return split(self._read, 0)

    def _read(self) -> bytes:
        """Read what is available: at least one byte, unless the input has ended."""
        block = bytearray(os.read(self._descriptor, self._block_bytes))
        while block and len(block) < self._block_bytes:
            if not select.select([self._descriptor], [], [], 0)[0]:
                break
            more = os.read(self._descriptor, self._block_bytes - len(block))
            if not more:
                break
            block += more
        return bytes(block)
