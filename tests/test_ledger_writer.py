"""The ledger's one transaction: all of a chunk or nothing, once, whoever is killed or late."""

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ledger import evidence
from ledger.database import file_of
from ledger.delta import DeadLetter, Finding, Partition
from ledger.errors import Fenced, LedgerUnavailable
from ledger.reader import Reader
from ledger.writer import Writer, close_other_topic_ids
from tests.helpers.ledger_deltas import DEFINITION, PARTITION, Record, delta_of, records_at
from tests.helpers.processes import Child, wait_until


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with closing(Writer.open(tmp_path, PARTITION, DEFINITION)) as opened:
        yield opened


def journal(folder: Path) -> list[tuple[int, int, str, int, int, int, str | None]]:
    """The journal as SQLite's own client reads it."""
    columns = "from_offset, to_offset, kind, records, rejected, holes, digest"
    with closing(sqlite3.connect(file_of(folder, PARTITION))) as connection:
        return connection.execute(f"SELECT {columns} FROM journal ORDER BY 1").fetchall()


def counted(folder: Path) -> dict[str, Counter[bytes]]:
    reader = Reader(folder)
    return {name: reader.totals("count", name) for name in ("status", "error_ip", "rejected")}


def expected(records: list[Record]) -> dict[str, Counter[bytes]]:
    return {
        "status": Counter(status for _, _, status in records),
        "error_ip": Counter(client for _, client, status in records if status >= b"400"),
        "rejected": Counter(),
    }


def test_a_killed_writer_leaves_position_counts_and_journal_in_step(tmp_path: Path) -> None:
    waits = random.Random(3)
    before = 0
    for _ in range(5):
        with Child([str(tmp_path)], tmp_path / "output", "tests.helpers.ledger_child") as child:
            target = before + waits.randrange(100, 1000)
            wait_until(lambda: position(tmp_path) > target, 30, "the position moves")  # noqa: B023
            child.kill()
        before = position(tmp_path)
        rows = journal(tmp_path)
        assert [row[0] for row in rows] == [0, *(row[1] for row in rows[:-1])]
        assert rows[-1][1] == before
        records = [r for start, _, _, n, *_ in rows for r in records_at(start, n)]
        assert counted(tmp_path) == expected(records)
        for start, _, _, n, _, holes, digest in rows:
            delta = delta_of(start, records_at(start, n), holes=3)
            assert (holes, digest) == (3, delta.digest)
        [found] = Reader(tmp_path).positions()
        assert found.records + found.holes == found.next_offset == before
        assert found.records == len(records)


def position(folder: Path) -> int:
    return sum(found.next_offset for found in Reader(folder).positions())


def test_of_two_writers_the_late_one_is_fenced_and_adds_nothing(tmp_path: Path) -> None:
    chunk = delta_of(0, records_at(0, 50))
    with (
        closing(Writer.open(tmp_path, PARTITION, DEFINITION)) as frozen,
        closing(Writer.open(tmp_path, PARTITION, DEFINITION)) as successor,
    ):
        successor.apply(chunk)
        with pytest.raises(Fenced, match="stands at 50, not at 0") as caught:
            frozen.apply(chunk)
        assert caught.value.exit_code == 70
        with pytest.raises(Fenced):
            frozen.record_loss(60)
        successor.apply(delta_of(50, records_at(50, 10)))
    assert counted(tmp_path) == expected(records_at(0, 60))
    assert len(journal(tmp_path)) == 2


def test_a_full_disk_undoes_the_whole_chunk_and_counting_goes_on_when_space_returns(
    tmp_path: Path, writer: Writer
) -> None:
    writer.apply(delta_of(0, records_at(0, 100)))
    big = delta_of(100, [(60, b"10.%d.%d.1" % divmod(i, 250), b"404") for i in range(5000)])
    limit_pages(writer, 20)  # SQLite's own SQLITE_FULL, as from a full disk
    with pytest.raises(LedgerUnavailable, match="full") as caught:
        writer.apply(big)
    assert caught.value.exit_code == 70
    assert counted(tmp_path) == expected(records_at(0, 100))
    assert (position(tmp_path), len(journal(tmp_path)), writer.position) == (100, 1, 100)
    limit_pages(writer, 1_000_000)
    writer.apply(big)
    assert counted(tmp_path)["status"] == expected(records_at(0, 100))["status"] + Counter(
        {b"404": 5000}
    )


def limit_pages(writer: Writer, pages: int) -> None:
    with writer._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def test_loss_is_journalled_and_not_counted(tmp_path: Path, writer: Writer) -> None:
    writer.apply(delta_of(0, records_at(0, 10), holes=2))
    writer.record_loss(40)
    writer.apply(delta_of(40, records_at(40, 5)))
    [found] = Reader(tmp_path).positions()
    assert (found.records, found.holes, found.lost, found.next_offset) == (15, 2, 28, 45)
    assert [row[:6] for row in journal(tmp_path)] == [
        (0, 12, "chunk", 10, 0, 2),
        (12, 40, "loss", 0, 0, 0),
        (40, 45, "chunk", 5, 0, 0),
    ]
    with pytest.raises(ValueError, match="no loss"):
        writer.record_loss(45)


@pytest.mark.parametrize(
    "wrong",
    [
        {"to_offset": 0},
        {"to_offset": 9},
        {"records": 9},
        {"rejected": 1},
        {"totals": {("status", b"200"): 11}},
        {"totals": {("status", b"200"): 11, ("status", b"404"): -1}},
        {"totals": {("status", b"200"): 10, ("error_ip", b"x" * 257): 1}},
        {"findings": [Finding(0, float("nan"), None, b"")]},
    ],
)
def test_numbers_that_contradict_each_other_are_a_bug(
    tmp_path: Path, writer: Writer, wrong: dict[str, object]
) -> None:
    right = delta_of(0, [(60, b"10.0.0.1", b"200")] * 10)
    with pytest.raises(ValueError, match=r"delta \[0, "):
        writer.apply(replace(right, **wrong))  # type: ignore[arg-type]
    assert position(tmp_path) == 0
    writer.apply(right)


def test_dead_letters_are_masked_cut_and_bounded_but_all_counted(
    tmp_path: Path, writer: Writer
) -> None:
    line = b"password=hunter2&" + b"\xff" * 1_000_000
    letters = [DeadLetter(i, "too_long", line) for i in range(30)]
    letters.append(DeadLetter(30, "empty", b""))
    writer.apply(delta_of(0, [], dead_letters=letters))
    kept = Reader(tmp_path).dead_letters(limit=None)
    # The minute of arrival may have changed once between apply and here, not within apply.
    assert Counter(letter.reason for letter in kept) == {"too_long": 20, "empty": 1}
    assert Reader(tmp_path).totals("count", "rejected") == {b"too_long": 30, b"empty": 1}
    [newest, *_] = Reader(tmp_path).dead_letters("too_long", limit=1)
    assert (newest.offset, newest.size, len(newest.value)) == (19, len(line), 4096)
    assert newest.value.startswith(b"password=***&\xff")


def test_only_the_newest_dead_letters_of_a_reason_stay(
    tmp_path: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "DEAD_LETTERS_PER_REASON", 7)
    letters = [DeadLetter(i, ("time", "empty")[i == 0], b"%d" % i) for i in range(15)]
    writer.apply(delta_of(0, [], dead_letters=letters))
    kept = Reader(tmp_path).dead_letters(limit=None)
    assert [letter.offset for letter in kept] == [*range(14, 7, -1), 0]


def test_the_highest_findings_are_kept_whatever_the_order(tmp_path: Path, writer: Writer) -> None:
    scores = [i / 500 for i in range(500)]
    random.Random(1).shuffle(scores)
    for start in range(0, 500, 50):
        findings = [
            Finding(at, scores[at], 60, b'{"token":"t"}') for at in range(start, start + 50)
        ]
        writer.apply(delta_of(start, [(60, b"c", b"200")] * 50, findings=findings))
    kept = Reader(tmp_path).findings(limit=1000)
    assert [row.score for row in kept] == sorted(scores, reverse=True)[:100]
    assert {row.value for row in kept} == {b'{"token":"***"}'}
    assert [scores[row.offset] for row in kept] == [row.score for row in kept]


def test_a_recreated_topic_begins_anew_and_its_earlier_life_stays_counted(tmp_path: Path) -> None:
    reborn = Partition(PARTITION.pipeline, PARTITION.topic, "a new / topic id", 0)
    with closing(Writer.open(tmp_path, PARTITION, DEFINITION)) as old:
        old.apply(delta_of(0, records_at(0, 20)))
        assert close_other_topic_ids(tmp_path, "count", "access-log", "a new / topic id") == [
            PARTITION
        ]
        assert close_other_topic_ids(tmp_path, "count", "access-log", "a new / topic id") == []
        assert close_other_topic_ids(tmp_path, "count", "other", "a new / topic id") == []
        with pytest.raises(Fenced, match="is closed"):
            old.apply(delta_of(20, records_at(20, 5)))
    with closing(Writer.open(tmp_path, reborn, DEFINITION)) as new:
        assert new.position == 0
        new.apply(delta_of(0, records_at(0, 7)))
    assert counted(tmp_path) == expected(records_at(0, 20) + records_at(0, 7))
    closed = {found.topic_id: found.closed for found in Reader(tmp_path).positions()}
    assert closed == {PARTITION.topic_id: True, "a new / topic id": False}
