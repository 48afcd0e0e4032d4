"""Finds the first chunk of each partition whose counts differ between ledger and recount."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from accesslog.escape import printable
from accesslog.parser import Parser
from accesslog.redact import mask
from accesslog.tally import tally
from batch.archive_file import read_archive
from batch.recount import Counted, Recount
from ledger.snapshot import Manifest

SHOWN_RECORDS = 5  # per partition
SHOWN_BYTES = 300  # of each record


@dataclass(frozen=True)
class ShownRecord:
    """A record for display: masked, cut, escaped."""

    offset: int
    text: str


@dataclass(frozen=True)
class ChunkDifference:
    """The first differing chunk of a partition, with the counts of both sides."""

    partition: int
    from_offset: int
    to_offset: int
    differing_chunks: int  # of this partition
    ledger: Counted
    recount: Counted
    shown: list[ShownRecord]


def chunk_differences(
    manifest: Manifest, found: Recount, files: list[Path], suspects: set[tuple[str, str]]
) -> list[ChunkDifference]:
    """The first differing chunk of each partition, with records of it that may be the cause.

    They count under one of ``suspects``, (dimension, printable key); without suspects, under any.
    """
    parser = Parser(manifest.log_format)
    first = []
    for partition, path in zip(manifest.partitions, files, strict=True):
        differing = []
        for start, end, records, rejected, _, digest in partition.journal:
            ledger = (records, rejected, digest)
            again = found.chunks[partition.partition, start, end]
            if ledger != again:
                differing.append((start, end, ledger, again))
        if differing:
            start, end, ledger, again = differing[0]
            shown = list(islice(_suspects(path, start, end, parser, suspects), SHOWN_RECORDS))
            first.append(
                ChunkDifference(
                    partition.partition, start, end, len(differing), ledger, again, shown
                )
            )
    return first


def _suspects(
    path: Path, start: int, end: int, parser: Parser, keys: set[tuple[str, str]]
) -> Iterator[ShownRecord]:
    """Records of the chunk that count under one of ``keys``; all records if there are no keys."""
    _, records = read_archive(path)
    for offset, value in records:
        if offset >= end:
            return
        if offset < start:
            continue
        line = value or b""
        counted = {(dimension, printable(key)) for dimension, key in tally([line], parser).totals()}
        if not keys or counted & keys:
            yield ShownRecord(offset, shown(line))


def shown(line: bytes) -> str:
    """The line masked, cut to SHOWN_BYTES and escaped.

    It is masked before that cut, so that the cut never separates a secret from its key.
    """
    text = printable(mask(line[: 4 * SHOWN_BYTES])[:SHOWN_BYTES])
    return text + (" …" if len(line) > SHOWN_BYTES else "")
