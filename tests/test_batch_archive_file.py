"""The archive keeps record bytes whole, and anything less than whole is refused."""

import gzip
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from batch.archive_file import ArchiveHeader, encode, read_archive, writing_archive
from batch.errors import ArchiveDamaged

HEADER = ArchiveHeader("access-log", "7f3c", 0, from_offset=10, to_offset=10_000)
HOSTILE = [
    b"",
    b"\n",
    b"\r\n",
    b"\\n",
    b"\\",
    b"a\tb",
    b"\0\xff\x1b",
    b"\\\\\n\\",
    b"x" * 100_000,
]

values = st.none() | st.binary(max_size=40) | st.sampled_from(HOSTILE)


def write(path: Path, records: list[tuple[int, bytes | None]]) -> None:
    with writing_archive(path, HEADER) as writer:
        writer.write(records)
    assert writer.records == len(records)


@given(st.lists(st.tuples(st.integers(1, 99), values), max_size=60))
def test_every_record_comes_back_with_its_offset(
    tmp_path_factory: pytest.TempPathFactory, gaps: list[tuple[int, bytes | None]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round-trip.gz"
    records, offset = [], HEADER.from_offset
    for gap, value in gaps:  # holes between records are normal
        records.append((offset, value))
        offset += gap
    write(path, records)
    header, found = read_archive(path)
    assert header == HEADER
    assert list(found) == records


@example(0, b"a\r")
@given(st.integers(0), values)
def test_one_record_is_one_line_that_mrjob_would_not_trim(offset: int, value: bytes | None) -> None:
    line = encode(offset, value)
    assert line.count(b"\n") == 1
    assert line.rstrip(b"\r\n") + b"\n" == line


def test_a_file_cut_anywhere_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "cut.gz"
    write(path, [(10, b"first"), (11, None), (12, b"")])
    whole = path.read_bytes()
    plain = gzip.decompress(whole)
    for cut in [whole[:size] for size in range(len(whole))] + [plain[:-1]]:
        path.write_bytes(cut)
        with pytest.raises(ArchiveDamaged):
            list(read_archive(path)[1])


@pytest.mark.parametrize("offsets", [(9,), (10_000,), (12, 11), (12, 12)])
def test_offsets_out_of_range_or_order_are_damage(tmp_path: Path, offsets: tuple[int]) -> None:
    path = tmp_path / "wrong.gz"
    write(path, [(offset, b"x") for offset in offsets])
    with pytest.raises(ArchiveDamaged):
        list(read_archive(path)[1])


def test_an_unfinished_archive_leaves_nothing_behind(tmp_path: Path) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        writing_archive(tmp_path / "half.gz", HEADER) as writer,
    ):
        writer.write([(10, b"x")])
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
