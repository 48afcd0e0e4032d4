"""A snapshot is what was counted of exactly the offsets it names."""

import gzip
import json
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from accesslog.table import TableHeader, read_table
from ledger.delta import DeadLetter
from ledger.errors import LedgerMissing, LedgerRefused
from ledger.snapshot import snapshot
from ledger.writer import Writer, close_other_topic_ids
from tests.helpers.ledger_deltas import DEFINITION, PARTITION, delta_of, records_at


def test_table_and_manifest_hold_the_open_epochs_alone(tmp_path: Path) -> None:
    folder, out = tmp_path / "ledger", tmp_path / "out" / "today"
    second = replace(PARTITION, partition=1)
    old = replace(PARTITION, topic_id="old")
    requests = replace(PARTITION, pipeline="score", topic="requests")
    for whose in (PARTITION, second, old, requests):
        with closing(Writer.open(folder, whose, "e" * 16)) as before:
            if whose != requests:
                before.apply(delta_of(0, records_at(0, 50)))
    close_other_topic_ids(folder, "count", "access-log", PARTITION.topic_id)
    deltas = []
    for whose in (PARTITION, second):
        with closing(Writer.open(folder, whose, DEFINITION, new_definition=True)) as writer:
            refused = [DeadLetter(150, "empty", b"")]
            deltas.append(delta_of(50, records_at(50, 100), dead_letters=refused, holes=4))
            writer.apply(deltas[-1])
            writer.record_loss(200)
    snapshot(folder, "count", "access-log", out, log_format="vhost_combined")

    header, totals = read_table(out / "ledger-table.jsonl")
    assert header == TableHeader(
        DEFINITION, "access-log", PARTITION.topic_id, ((0, 50, 200), (1, 50, 200))
    )
    assert totals == {(d, k.decode()): 2 * n for (d, k), n in deltas[0].totals.items()}
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert manifest["topic_id"] == PARTITION.topic_id
    assert manifest["definition_id"] == DEFINITION
    assert manifest["log_format"] == "vhost_combined"
    assert manifest["table"] == "ledger-table.jsonl"
    assert manifest["partitions"] == [
        {
            "partition": number,
            "from": 50,
            "to": 200,
            "records": 101,
            "rejected": 1,
            "holes": 4,
            "lost": 45,
            "journal": [[50, 155, 101, 1, 4, deltas[0].digest]],
            "losses": [[155, 200]],
        }
        for number in (0, 1)
    ]
    assert manifest["cells"] == "ledger-cells.jsonl.gz"
    with gzip.open(out / manifest["cells"]) as lines:
        assert sorted(map(json.loads, lines)) == sorted(
            [number, window, dimension, key.hex(), n]
            for number in (0, 1)
            for (window, dimension, key), n in deltas[0].cells.items()
        )
    assert sorted(path.name for path in out.iterdir()) == [
        "ledger-cells.jsonl.gz",
        "ledger-table.jsonl",
        "manifest.json",
    ]


def test_a_snapshot_fits_together_while_the_writer_writes(tmp_path: Path) -> None:
    writer = Writer.open(tmp_path / "ledger", PARTITION, DEFINITION)
    done = threading.Event()

    def count() -> None:
        with closing(writer):
            while not done.is_set():
                writer.apply(delta_of(writer.position, records_at(writer.position, 10)))

    worker = threading.Thread(target=count)
    worker.start()
    try:
        for _ in range(25):
            taken = snapshot(tmp_path / "ledger", "count", "access-log", tmp_path / "out")
            [partition] = taken.partitions
            _, totals = read_table(tmp_path / "out" / taken.table)
            in_table = sum(n for (dimension, _), n in totals.items() if dimension == "status")
            in_journal = sum(row[2] for row in partition.journal)
            with gzip.open(tmp_path / "out" / taken.cells) as lines:
                cells = [json.loads(line) for line in lines]
            in_cells = sum(n for _, _, dimension, _, n in cells if dimension == "status")
            assert in_cells == in_table == in_journal == partition.records == partition.to_offset
    finally:
        done.set()
        worker.join()
    assert partition.records > 0


def test_nothing_to_take_and_mixed_definitions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissing, match="start a worker"):
        snapshot(tmp_path, "count", "access-log", tmp_path / "out")
    for number, definition in enumerate(["a" * 16, "b" * 16]):
        Writer.open(tmp_path, replace(PARTITION, partition=number), definition).close()
    with pytest.raises(LedgerRefused, match="different"):
        snapshot(tmp_path, "count", "access-log", tmp_path / "out")
    assert not (tmp_path / "out").exists()
