"""A ledger that is not ours to add to is refused with a sentence that says what to do."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ledger.database import file_of
from ledger.delta import Partition
from ledger.errors import (
    DefinitionChanged,
    LedgerCorrupt,
    LedgerError,
    LedgerRefused,
    SchemaNewer,
    WrongTopicId,
)
from ledger.reader import Reader
from ledger.writer import Writer
from tests.helpers.ledger_deltas import DEFINITION, PARTITION, delta_of, records_at


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Path]:
    """A folder with 5,000 records in one file."""
    with closing(Writer.open(tmp_path, PARTITION, DEFINITION)) as writer:
        writer.apply(delta_of(0, records_at(0, 5000)))
    yield tmp_path


def refusal(folder: Path, definition: str = DEFINITION) -> LedgerError:
    with pytest.raises(LedgerRefused) as caught:
        Writer.open(folder, PARTITION, definition)
    assert caught.value.exit_code == 2
    assert str(file_of(folder, PARTITION)) in str(caught.value) or definition in str(caught.value)
    return caught.value


def test_opening_again_resumes_and_a_new_file_begins_where_it_is_told(ledger: Path) -> None:
    with closing(Writer.open(ledger, PARTITION, DEFINITION, first_offset=9)) as writer:
        assert writer.position == 5000
    other = Partition("count", "access-log", PARTITION.topic_id, 1)
    with closing(Writer.open(ledger, other, DEFINITION, first_offset=77)) as writer:
        assert writer.position == 77
    assert [(p.first_offset, p.next_offset) for p in Reader(ledger).positions()] == [
        (0, 5000),
        (77, 77),
    ]


def test_another_definition_is_refused_or_begins_an_epoch(ledger: Path) -> None:
    assert isinstance(refusal(ledger, "f" * 16), DefinitionChanged)
    for definition in ("f" * 16, DEFINITION):  # there and back again
        start = Reader(ledger).positions()[-1].next_offset
        with closing(Writer.open(ledger, PARTITION, definition, new_definition=True)) as writer:
            assert writer.position == start
            writer.apply(delta_of(start, records_at(start, 100)))
    epochs = Reader(ledger).positions()
    assert [(p.definition_id, p.first_offset, p.next_offset, p.closed) for p in epochs] == [
        (DEFINITION, 0, 5000, True),
        ("f" * 16, 5000, 5100, True),
        (DEFINITION, 5100, 5200, False),
    ]
    by_definition: Counter[str] = Counter()
    for (definition, _), n in Reader(ledger).totals_by_definition("count", "status").items():
        by_definition[definition] += n
    assert by_definition == {DEFINITION: 5100, "f" * 16: 100}
    assert Reader(ledger).totals("count", "status").total() == 5200


def test_a_newer_schema_is_refused(ledger: Path) -> None:
    with closing(sqlite3.connect(file_of(ledger, PARTITION))) as connection, connection:
        connection.execute("UPDATE meta SET value = 99 WHERE name = 'schema_version'")
    assert isinstance(refusal(ledger), SchemaNewer)
    with pytest.raises(SchemaNewer):
        Reader(ledger).positions()


def test_another_partitions_file_is_refused(ledger: Path) -> None:
    other = Partition("count", "access-log", PARTITION.topic_id, 1)
    file_of(ledger, PARTITION).rename(file_of(ledger, other))
    with pytest.raises(WrongTopicId, match="copied or renamed"):
        Writer.open(ledger, other, DEFINITION)


@pytest.mark.parametrize("damage", ["not a database", "foreign database", "torn", "one page"])
def test_a_damaged_file_is_refused_and_never_read_as_fewer_counts(
    ledger: Path, damage: str
) -> None:
    path = file_of(ledger, PARTITION)
    Writer.open(ledger, replace(PARTITION, partition=1), DEFINITION).close()  # not to be blamed
    whole = path.read_bytes()
    if damage == "not a database":
        path.write_bytes(b"status 200\n" * 4000)
    elif damage == "foreign database":
        path.unlink()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE other (x)")
    elif damage == "torn":
        path.write_bytes(whole[: len(whole) // 2])
    else:
        with closing(sqlite3.connect(path)) as connection:
            query = "SELECT 4096 * (rootpage - 1) FROM sqlite_master WHERE name = 'total'"
            [start] = connection.execute(query).fetchone()
        path.write_bytes(whole[:start] + b"\xa5" * 4096 + whole[start + 4096 :])
    assert isinstance(refusal(ledger), LedgerCorrupt)
    with pytest.raises(LedgerCorrupt, match=re.escape(str(path))):
        Reader(ledger).totals("count", "error_ip")


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    file_of(tmp_path, PARTITION).mkdir()
    assert "permissions" in str(refusal(tmp_path))
