r"""The archive of one partition's offset range: a gzip file of lines that any text tool can read.

The first line is a JSON header, each other line one record in offset order::

    {"format": "logwarden-archive/1", "topic": "access-log", "topic_id": "…", "partition": 0, …}
    4711<TAB>203.0.113.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12
    4712<TAB>
    4713

Record bytes are kept, with backslash, LF and CR escaped (``\\``, ``\n``, ``\r``): LF would end a
line, and tools may trim CR. 4712 is an empty value, 4713 a null one (a tombstone).
Measured on 200,000 combined lines: 39 % smaller than gzipped base64, and read 1.7 times as fast.
"""

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from accesslog import atomic
from batch.errors import ArchiveDamaged

FORMAT = "logwarden-archive/1"
GZIP_MAGIC = b"\x1f\x8b"
BUFFER = 1 << 20  # bytes
FASTEST = 1  # gzip level: half the time of level 6 for 30 % more bytes

_NEEDS_ESCAPE = re.compile(rb"[\\\n\r]")
_ESCAPE = {b"\\": rb"\\", b"\n": rb"\n", b"\r": rb"\r"}
_ESCAPED = re.compile(rb"\\(.)")
_PLAIN = {b"\\": b"\\", b"n": b"\n", b"r": b"\r"}

Record = tuple[int, bytes | None]  # (offset, value)


@dataclass(frozen=True)
class ArchiveHeader:
    """The header of an archive file: offsets ``[from_offset, to_offset)`` of one partition."""

    topic: str
    topic_id: str
    partition: int
    from_offset: int
    to_offset: int


def archive_name(partition: int) -> str:
    """File name inside an archive folder."""
    return f"partition-{partition:05d}.gz"


class ArchiveWriter:
    """Appends records to an open archive; ``records`` counts those written so far."""

    def __init__(self, file: gzip.GzipFile) -> None:
        self.records = 0
        self._file = file

    def write(self, records: Iterable[Record]) -> None:
        """Append records; the caller keeps them in offset order."""
        lines = [encode(offset, value) for offset, value in records]
        self._file.write(b"".join(lines))
        self.records += len(lines)


@contextmanager
def writing_archive(path: Path, header: ArchiveHeader) -> Iterator[ArchiveWriter]:
    """Open an archive for writing; it appears at ``path`` only once it is complete.

    Raises:
        OutputRefused: the file cannot be written.
    """
    # No name and no time in the gzip header: equal ranges give equal files.
    with atomic.writing(path) as [file], gzip.GzipFile("", "wb", FASTEST, file, mtime=0) as zipped:
        zipped.write(json.dumps({"format": FORMAT, **asdict(header)}).encode() + b"\n")
        yield ArchiveWriter(zipped)


def encode(offset: int, value: bytes | None) -> bytes:
    """The archive line of a record, with its line feed."""
    if value is None:
        return b"%d\n" % offset
    return b"%d\t%s\n" % (offset, _NEEDS_ESCAPE.sub(lambda found: _ESCAPE[found[0]], value))


def decode(line: bytes) -> Record:
    """The inverse of :func:`encode`, for a line without its line feed."""
    offset, tab, value = line.partition(b"\t")
    if not tab:
        return int(offset), None
    if b"\\" in value:
        value = _ESCAPED.sub(lambda found: _PLAIN[found[1]], value)
    return int(offset), value


def open_plain(path: Path) -> BinaryIO:
    """Open a file for reading, decompressed if its first bytes are gzip's (not by its name).

    Unlike mrjob's own decompressor, it reads every member of a concatenated gzip file. Reading a
    truncated one raises ``EOFError``.
    """
    with path.open("rb") as probe:
        zipped = probe.read(2) == GZIP_MAGIC
    if not zipped:
        return path.open("rb")
    return io.BufferedReader(gzip.open(path), BUFFER)


def read_archive(path: Path) -> tuple[ArchiveHeader, Iterator[Record]]:
    """The header, and an iterator over the records.

    Raises:
        ArchiveDamaged: here or from the iterator: not an archive, cut short, a line that cannot be
            read, or offsets that are out of order or outside the header's range.
    """
    file = open_plain(path)
    try:
        fields = json.loads(file.readline())
        if fields.pop("format") != FORMAT:
            raise ValueError
        header = ArchiveHeader(**fields)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        file.close()
        raise ArchiveDamaged(f"{path} is damaged: archive the range again") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        file.close()
        raise ArchiveDamaged(f"{path} is not an archive of the format {FORMAT}") from error
    return header, _records(path, file, header)


def _records(path: Path, file: BinaryIO, header: ArchiveHeader) -> Iterator[Record]:
    expected = header.from_offset
    try:
        with file:
            for line in file:
                offset, value = decode(line[:-1])
                if line[-1:] != b"\n" or not expected <= offset < header.to_offset:
                    raise ValueError(f"offset {offset}")
                expected = offset + 1
                yield offset, value
    except (OSError, EOFError, ValueError, KeyError, zlib.error) as error:
        raise ArchiveDamaged(
            f"{path} is damaged after offset {expected - 1}: archive the range again"
        ) from error
