"""The reader's counts equal those written: by window and in total, over files and epochs."""

import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accesslog.topn import top
from ledger import ranking
from ledger.database import file_of
from ledger.errors import LedgerCorrupt
from ledger.proof import Proof, read_proof, write_proof
from ledger.reader import Reader
from ledger.writer import Writer
from tests.helpers.ledger_deltas import DEFINITION, PARTITION, Record, delta_of, records_at

MAY_2015 = 1431857100  # 2015-05-17 10:05:00 UTC


def write(
    folder: Path, partition: int, records: list[Record], definition: str = DEFINITION
) -> None:
    """Count records in one chunk, in a new epoch where the definition is another."""
    whose = replace(PARTITION, partition=partition)
    with closing(Writer.open(folder, whose, definition, new_definition=True)) as writer:
        writer.apply(delta_of(writer.position, records))


def test_windows_end_with_the_newest_minute_of_events_that_is_over(tmp_path: Path) -> None:
    write(tmp_path, 0, [(MAY_2015, b"10.0.0.1", b"404")])
    write(tmp_path, 1, [(MAY_2015 - 60 * i, b"10.0.0.2", b"500") for i in range(1, 100)])
    reader = Reader(tmp_path)
    assert reader.newest_window("count") == MAY_2015
    assert reader.newest_window("count", before=MAY_2015) == MAY_2015 - 60
    assert reader.counts("count", "status", 60) == {b"404": 1}
    assert reader.counts("count", "status", 300) == {b"404": 1, b"500": 4}
    assert reader.counts("count", "status", 3600) == {b"404": 1, b"500": 59}
    assert reader.counts("count", "error_ip", 86400) == {b"10.0.0.1": 1, b"10.0.0.2": 99}
    assert reader.counts("count", "status", 300, now=MAY_2015 + 120) == {b"404": 1, b"500": 3}
    assert reader.counts("count", "status", 300, now=MAY_2015 + 59) == {b"500": 5}
    assert reader.counts("count", "status", 300, now=int(time.time())) == {}
    assert reader.newest_window("score") is None


def test_minutes_of_the_future_hide_no_window_and_are_told(tmp_path: Path) -> None:
    now = int(time.time()) // 60 * 60
    write(tmp_path, 0, [(MAY_2015, b"a", b"200"), (now + 86400, b"a", b"404")])
    reader = Reader(tmp_path)
    assert reader.counts("count", "status", 60) == {b"200": 1}
    assert reader.totals("count", "status") == {b"200": 1, b"404": 1}
    assert reader.future_records(now) == 1
    assert reader.future_records(now + 86400 - 300) == 0
    assert reader.future_records(MAY_2015) == 1


clients = st.sampled_from([b"a", b"b", b"c", b"\xff", b"10.0.0.9", b"z" * 256])
a_record = st.tuples(
    st.sampled_from([MAY_2015, MAY_2015 - 60, MAY_2015 - 86400]),
    clients,
    st.sampled_from([b"200", b"404", b"503"]),
)


@given(
    chunks=st.lists(
        st.tuples(
            st.integers(0, 2), st.lists(a_record, min_size=1), st.sampled_from(["a" * 16, "b" * 16])
        ),
        max_size=4,
    ),
    n=st.integers(1, 8),
    candidates=st.sampled_from([1, 10_000]),
)
@settings(max_examples=25)
def test_top_equals_counting_all_records_at_once(
    tmp_path_factory: pytest.TempPathFactory,
    chunks: list[tuple[int, list[Record], str]],
    n: int,
    candidates: int,
) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    for partition, records, definition in chunks:
        write(folder, partition, records, definition)
    everything = [record for _, records, _ in chunks for record in records]
    errors = Counter(client for _, client, status in everything if status >= b"400")
    newest = max((minute for minute, _, _ in everything), default=0)
    recent = Counter(
        client
        for minute, client, status in everything
        if status >= b"400" and newest - 3600 < minute
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "MAX_CANDIDATES", candidates)
        assert Reader(folder).top("count", "error_ip", n) == top(errors, n)
        assert Reader(folder).top("count", "error_ip", n, 3600) == top(recent, n)


def errors(of: dict[bytes, int]) -> list[Record]:
    return [(MAY_2015, client, b"404") for client, n in of.items() for _ in range(n)]


def test_more_candidates_than_are_looked_up_are_all_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "MAX_CANDIDATES", 2)
    write(tmp_path, 0, errors({b"a": 5, b"b": 5, b"z": 4}))
    write(tmp_path, 1, errors({b"c": 5, b"d": 5, b"z": 4}))
    assert Reader(tmp_path).top("count", "error_ip", 1) == [(b"z", 8)]


def test_a_key_high_only_in_the_sum_is_found_without_reading_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    low = {b"10.0.0.%d" % i: 1 for i in range(200)}
    write(tmp_path, 0, errors(low | {b"first": 50, b"sum": 40}))
    write(tmp_path, 1, errors(low | {b"second": 50, b"sum": 40}))
    monkeypatch.setattr(ranking, "_merged", None)
    assert Reader(tmp_path).top("count", "error_ip", 1) == [(b"sum", 80)]
    assert Reader(tmp_path).top("count", "error_ip", 3, 60) == [
        (b"sum", 80),
        (b"first", 50),
        (b"second", 50),
    ]


def test_a_reader_sees_whole_chunks_while_the_writer_writes(tmp_path: Path) -> None:
    writer = Writer.open(tmp_path, PARTITION, DEFINITION)
    done = threading.Event()

    def count() -> None:
        with closing(writer):
            for _ in range(150):
                writer.apply(delta_of(writer.position, records_at(writer.position, 30)))
        done.set()

    reader, seen = Reader(tmp_path), [0]
    worker = threading.Thread(target=count)
    worker.start()
    while not done.is_set():
        total = reader.totals("count", "status").total()
        assert total % 30 == 0
        assert total >= seen[-1]
        seen.append(total)
    worker.join()
    assert reader.totals("count", "status").total() == 4500
    assert len(set(seen)) > 2


def test_no_folder_an_unfinished_file_and_a_file_that_goes_are_no_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "none"
    assert Reader(missing).positions() == []
    assert Reader(missing).top("count", "status", 5) == []
    assert not missing.exists()
    file_of(tmp_path, PARTITION).touch()  # as a writer's that has not committed its tables
    assert Reader(tmp_path).positions() == []
    assert Reader(tmp_path).totals("count", "status") == {}
    gone = file_of(tmp_path, replace(PARTITION, partition=9))
    monkeypatch.setattr("ledger.reader.ledger_files", lambda _: [gone])
    assert Reader(tmp_path).positions() == []
    assert not gone.exists()


def test_the_proof_remembers_the_last_success(tmp_path: Path) -> None:
    assert read_proof(tmp_path) is None
    write_proof(tmp_path, "equal", records=10, now=100)
    write_proof(tmp_path, "differs", records=12, mismatched_keys=2, now=200)
    assert read_proof(tmp_path) == Proof(200, "differs", 12, 2, 100)
    (tmp_path / "proof.json").write_text("{")
    with pytest.raises(LedgerCorrupt, match="reconcile"):
        read_proof(tmp_path)
    assert write_proof(tmp_path, "could_not_run", now=300).last_success is None
