"""Reconcile proves a right ledger, and finds every fault that is planted in one."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from accesslog.definition import definition_id
from accesslog.parser import Parser
from accesslog.table import TableHeader, write_table
from accesslog.tally import Tally, tally
from batch.archive_file import ArchiveHeader, archive_name, writing_archive
from batch.recount import archive_files, recount
from batch.tally_job import SHOWN_CELLS
from ledger.delta import Partition
from ledger.proof import read_proof
from ledger.snapshot import MANIFEST_NAME, snapshot
from ledger.writer import Writer
from tests.helpers.night import CHUNK, TOPIC, TOPIC_ID, Night
from tests.helpers.plain_loop import count, merge_reasons
from tests.helpers.scenario import Scenario, scenarios
from tests.helpers.traffic import lines

SECRET = b'192.0.2.7 - - [17/May/2015:10:05:03 +0000] "GET /?password=hunter2 HTTP/1.1" 403 12'
FAULTY_OFFSET = 4 * (CHUNK + 1) + 3  # in the fifth chunk of partition 0


@pytest.fixture
def night(tmp_path: Path) -> Night:
    first = list(lines(600, seed=1))
    first[first.index(next(line for line in first[200:] if b" 200 5" in line))] = SECRET
    first[4 * CHUNK + 3] = SECRET  # at FAULTY_OFFSET
    return Night(tmp_path / "data", [first, [*lines(300, seed=2), None, b"a\nb", b"\0\xff\\"]])


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_every_scenario_by_mrjob_is_what_hands_wrote_and_the_plain_loop_counts(
    scenario: Scenario, tmp_path: Path
) -> None:
    half = len(scenario.records) // 2
    night = Night(tmp_path, [scenario.records[:half], scenario.records[half:]])
    manifest = snapshot(tmp_path / "ledger", "count", TOPIC, tmp_path)
    files = archive_files(manifest, night.archive)
    found = recount(tmp_path / MANIFEST_NAME, files, "inline").totals
    assert found == Counter(scenario.totals())
    assert merge_reasons(found) == count(scenario.records)
    assert night.reconcile().exit_code == 0
    ranges = tuple((p.partition, p.from_offset, p.to_offset) for p in manifest.partitions)
    header = TableHeader(definition_id(Parser()), TOPIC, TOPIC_ID, ranges)
    write_table(tmp_path / "expected", header, scenario.totals())
    expected = (tmp_path / "expected").read_bytes()
    assert (tmp_path / "snapshot" / "ledger-table.jsonl").read_bytes() == expected
    assert (tmp_path / "snapshot" / "batch-table.jsonl").read_bytes() == expected


@pytest.mark.parametrize("runner", ["inline", pytest.param("local", marks=pytest.mark.slow)])
def test_a_right_ledger_is_proved(night: Night, runner: str) -> None:
    result = night.reconcile("--runner", runner)
    assert (result.output, result.exit_code) == ("reconcile: 0 differences over 903 records\n", 0)
    proof = read_proof(night.data / "ledger")
    assert proof and (proof.result, proof.records, proof.mismatched_keys) == ("equal", 903, 0)
    assert proof.last_success == proof.time


def test_counts_handed_on_in_many_parts_are_put_together(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("batch.tally_job.KEYS_IN_MEMORY", 10)
    assert night.reconcile().exit_code == 0


def test_a_total_changed_later_is_found_though_the_journal_agrees(night: Night) -> None:
    night.sql("UPDATE total SET n = n + 1 WHERE dimension = 'status' AND key = X'343034'")
    outcome = night.found()
    ((dimension, key, ledger, again),) = outcome["keys"]
    assert (dimension, key, ledger - again) == ("status", "404", 1)
    assert outcome["chunks"] == []
    assert any("do not match its own journal" in fault for fault in outcome["faults"])
    assert outcome["cells"] == []
    proof = read_proof(night.data / "ledger")
    assert proof and (proof.result, proof.mismatched_keys) == ("differs", 1)


def test_a_count_moved_to_another_minute_is_found_though_every_total_agrees(night: Night) -> None:
    earlier, later = night.minutes_of("404", partition=1)[:2]
    for minute, change in ((earlier, -1), (later, 1)):
        night.sql(
            f"UPDATE cell SET n = n + {change} WHERE dimension = 'status' AND key = X'343034'"
            f" AND window_start = {minute}",
            partition=1,
        )
    outcome = night.found()
    assert (outcome["keys"], outcome["chunks"]) == ([], [])
    (cells,) = outcome["cells"]
    assert (cells["dimension"], cells["key"], cells["differing"]) == ("status", "404", 2)
    assert [(*where, ledger - again) for *where, ledger, again in cells["shown"]] == [
        (1, earlier, -1),
        (1, later, 1),
    ]
    assert any("do not match its own journal" in fault for fault in outcome["faults"])
    printed = night.reconcile().output
    assert "reconcile: 1 differing keys" in printed
    for minute, counts in ((earlier, "ledger 0, recount 1"), (later, "ledger 2, recount 1")):
        at = time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(minute))
        assert f"status 404 in the minute {at} of partition 1: {counts}\n" in printed
    proof = read_proof(night.data / "ledger")
    assert proof and (proof.result, proof.mismatched_keys) == ("differs", 1)


def test_a_status_flipped_in_one_cell_is_found(night: Night) -> None:
    minute = night.minutes_of("404")[0]
    night.sql(
        "UPDATE cell SET key = X'343138' WHERE dimension = 'status' AND key = X'343034'"
        f" AND window_start = {minute}"
    )
    outcome = night.found()
    assert outcome["keys"] == []
    assert [(cells["key"], cells["shown"]) for cells in outcome["cells"]] == [
        ("404", [[0, minute, 0, 1]]),
        ("418", [[0, minute, 1, 0]]),
    ]


def test_many_differing_cells_are_counted_but_few_are_shown(night: Night) -> None:
    for minute in night.minutes_of("200")[:30]:
        night.sql(f"UPDATE cell SET n = 9 WHERE key = X'323030' AND window_start = {minute}")
    (cells,) = night.found()["cells"]
    assert (cells["differing"], len(cells["shown"])) == (30, SHOWN_CELLS)
    assert f"… and in {30 - SHOWN_CELLS} more minutes" in night.reconcile().output


def test_a_cell_at_an_impossible_time_is_shown(night: Night) -> None:
    minute = night.minutes_of("404")[0]
    night.sql(
        f"UPDATE cell SET window_start = {1 << 62} WHERE key = X'343034'"
        f" AND window_start = {minute}"
    )
    assert f"in the minute at {1 << 62} s" in night.reconcile().output


def test_a_status_flipped_in_the_archive_names_key_chunk_and_record(night: Night) -> None:
    night.edit_archive(lambda text: text.replace(SECRET, SECRET.replace(b" 403 ", b" 418 "), 1))
    outcome = night.found()
    assert [(key, ledger - again) for _, key, ledger, again in outcome["keys"]] == [
        ("403", 1),
        ("418", -1),
    ]
    (chunk,) = outcome["chunks"]
    at = FAULTY_OFFSET // (CHUNK + 1) * (CHUNK + 1)
    assert (chunk["partition"], chunk["from_offset"], chunk["to_offset"]) == (0, at, at + CHUNK + 1)
    assert FAULTY_OFFSET in [record["offset"] for record in chunk["shown"]]
    assert outcome["faults"] == []
    printed = night.reconcile().output
    assert "status 418: ledger 0, recount 1" in printed and "password=***" in printed
    assert "hunter2" not in printed + json.dumps(outcome)


def test_a_record_missing_from_the_archive_is_found(night: Night) -> None:
    night.edit_archive(lambda text: re.sub(rb"(?m)^3\t.*\n", b"", text))
    (chunk,) = night.found()["chunks"]
    assert (chunk["from_offset"], chunk["ledger"][0], chunk["recount"][0]) == (0, 50, 49)


def test_a_parser_that_counts_differently_is_found(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(values: Sequence[bytes], parser: Parser) -> Tally:
        return tally([value.replace(b" 404 ", b" 405 ") for value in values], parser)

    monkeypatch.setattr("batch.tally_job.tally", other)
    outcome = night.found()
    assert {key for _, key, _, _ in outcome["keys"]} == {"404", "405"}
    assert [chunk["partition"] for chunk in outcome["chunks"]] == [0, 1]


def test_another_definition_is_a_difference_even_where_all_counts_agree(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("batch.reconcile.definition_id", lambda _: "0123456789abcdef")
    outcome = night.found()
    assert (outcome["keys"], outcome["chunks"]) == ([], [])
    assert "0123456789abcdef" in outcome["faults"][0]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM journal WHERE from_offset = 51", "jumps from offset 51 to 102"),
        ("UPDATE position SET next_offset = next_offset - 1", "the journal ends at"),
        ("UPDATE position SET records = records + 1", "journal 600"),
        ("UPDATE journal SET holes = 0 WHERE from_offset = 51", "do not fill it"),
        ("UPDATE journal SET digest = '00' WHERE from_offset = 51", None),
    ],
)
def test_a_journal_that_contradicts_itself_is_found(
    night: Night, statement: str, fault: str | None
) -> None:
    night.sql(statement)
    outcome = night.found()
    if fault:
        assert any(fault in told for told in outcome["faults"]), outcome["faults"]
    else:
        assert [chunk["from_offset"] for chunk in outcome["chunks"]] == [51]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda path: path.unlink(), "run `logwarden archive` first"),
        (lambda path: path.write_bytes(path.read_bytes()[:-20]), "is damaged"),
        (lambda path: path.write_bytes(b"not ours"), "is not an archive"),
    ],
)
def test_an_archive_that_cannot_be_read_is_no_verdict(
    night: Night, spoil: Callable[[Path], object], sentence: str
) -> None:
    assert night.reconcile().exit_code == 0
    spoil(night.archive / archive_name(1))
    result = night.reconcile()
    assert getattr(result.exception, "exit_code", None) == 2
    assert sentence in str(result.exception)
    proof = read_proof(night.data / "ledger")
    assert proof and proof.result == "could_not_run" and proof.last_success


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("topic_id", "another", "archive again"),
        ("from_offset", 1, "archive again"),
        ("to_offset", 300, "archive again"),
    ],
)
def test_an_archive_of_other_offsets_or_another_topic_is_refused(
    night: Night, field: str, value: object, sentence: str
) -> None:
    def edit(text: bytes) -> bytes:
        header, _, rest = text.partition(b"\n")
        return json.dumps({**json.loads(header), field: value}).encode() + b"\n" + rest

    night.edit_archive(edit)
    result = night.reconcile()
    assert getattr(result.exception, "exit_code", None) == 2
    assert sentence in str(result.exception)


def test_counts_of_a_closed_epoch_are_named_as_not_covered(tmp_path: Path) -> None:
    night = Night(tmp_path, [list(lines(60))])
    partition = Partition("count", TOPIC, TOPIC_ID, 0)
    writer = Writer.open(tmp_path / "ledger", partition, "feedfeedfeedfeed", new_definition=True)
    writer.close()
    with writing_archive(
        night.archive / archive_name(0), ArchiveHeader(TOPIC, TOPIC_ID, 0, 0, writer.position)
    ):
        pass
    (closed,) = night.found()["not_covered"]
    assert "60 records" in closed and definition_id(Parser()) in closed
    night.sql("UPDATE total SET n = n + 1 WHERE epoch = 1 AND key = X'323030'")
    assert any("status 200 add up to" in fault for fault in night.found()["faults"])
