"""Cutting files and pipes into lines, and what a checkpoint remembers of them."""

import gzip
import io
import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.ship import source
from stream.ship.checkpoint import Checkpoint, CheckpointUnreadable
from stream.ship.source import FileSource, SourceUnreadable, StdinSource, split

HOSTILE = b"one\r\n\n\x00\xff\xfe\nno newline \x1b[2J\x0b\x0c\x85\xe2\x80\xa8 here\n\r\nlast"
DATA = st.lists(st.sampled_from([b"\n", b"\r", b"\0", b"ab", b"\xff", b"line of text"])).map(
    b"".join
)


def lines_of(data: bytes) -> list[bytes]:
    """An independent definition of lines: each text before a newline, and the rest at the end."""
    lines, line = [], bytearray()
    for byte in data:
        if byte == 10:
            lines.append(bytes(line))
            line.clear()
        else:
            line.append(byte)
    return [*lines, bytes(line)] if line else lines


@given(data=DATA, block=st.integers(1, 40), start=st.integers(0, 5), limit=st.integers(1, 20))
def test_lines_are_split_on_newlines_alone(data: bytes, block: int, start: int, limit: int) -> None:
    whole = lines_of(data[start:])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "MAX_LINE_BYTES", limit)
        stream = io.BytesIO(data)
        stream.seek(start)
        batches = list(split(lambda: stream.read(block), min(start, len(data))))
    assert [line for batch in batches for line in batch.lines] == [line[:limit] for line in whole]
    assert sum(batch.cut for batch in batches) == sum(len(line) > limit for line in whole)
    for batch, following in pairwise(batches):
        assert data[batch.end - 1 : batch.end] == b"\n" and batch.end < following.end
        assert not batch.open_ended
    if batches:
        assert batches[-1].open_ended == (not data.endswith(b"\n"))
        assert batches[-1].end == len(data)


def test_going_on_from_any_batch_gives_the_rest(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.log", tmp_path / "a.log.gz"
    plain.write_bytes(HOSTILE * 50)
    half = len(HOSTILE) * 25
    packed.write_bytes(gzip.compress(HOSTILE * 25) + gzip.compress((HOSTILE * 50)[half:]))
    whole = lines_of(HOSTILE * 50)
    for path in (plain, packed):
        seen = 0
        for batch in FileSource(path, block_bytes=64).batches(0):
            seen += len(batch.lines)
            again = FileSource(path, block_bytes=100)
            assert again.reaches(batch.end) and not again.reaches(len(HOSTILE) * 50 + 1)
            rest = [line for later in again.batches(batch.end) for line in later.lines]
            assert rest == whole[seen:]
        assert seen == len(whole)


def test_a_newline_that_ends_the_last_line_is_no_line(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"one\ntwo")
    *_, first = FileSource(path).batches(0)
    assert first.open_ended
    path.write_bytes(b"one\ntwo\n\nthree\n")
    (grown,) = FileSource(path).batches(first.end, after_open_end=True)
    assert (grown.lines, grown.end) == ([b"", b"three"], 15)


@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_damaged_gzip_is_refused_after_its_whole_lines(tmp_path: Path, damage: str) -> None:
    whole = b"".join(b"line %d\n" % number for number in range(20_000))
    packed = bytearray(gzip.compress(whole))
    packed = packed[:-2000] if damage == "cut" else packed[:-2000] + bytes(2000)
    path = tmp_path / "a.log.gz"
    path.write_bytes(packed)
    lines: list[bytes] = []
    with pytest.raises(SourceUnreadable, match="not a whole gzip file"):
        for batch in FileSource(path, block_bytes=4096).batches(0):
            lines += batch.lines
    assert lines and lines == whole.splitlines()[: len(lines)]


def test_a_slow_writer_is_not_kept_waiting() -> None:
    reading, writing = os.pipe()
    batches = StdinSource(reading).batches()
    os.write(writing, b"one\ntw")
    assert next(batches).lines == [b"one"]
    os.write(writing, b"o\nthree")
    assert next(batches).lines == [b"two"]
    os.close(writing)
    assert [batch.lines for batch in batches] == [[b"three"]]
    os.close(reading)


def test_a_checkpoint_comes_back_as_it_was() -> None:
    known = Checkpoint("/logs/\udcff'.log", 9, "ab" * 32, offset=1 << 60, lines=7, open_ended=True)
    assert Checkpoint.from_json(known.to_json()) == known


@pytest.mark.parametrize(
    "value", [b"", b"\xff", b"null", b"[1]", b'{"version": 2}', b'{"path": 1}']
)
def test_a_foreign_checkpoint_is_refused(value: bytes) -> None:
    with pytest.raises(CheckpointUnreadable, match="--again"):
        Checkpoint.from_json(value)
