"""The published log: its rows, what is refused, tokens, padding and the exact split."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="training is an extra: pip install 'logwarden[train]'")

from models.experiments.published import data
from models.experiments.published.errors import DataRefused
from models.experiments.published.padding import pad

ROW = (
    '|{"timestamp":1,"method":"post","query":{},"path":"/login","statusCode":401,'
    '"source":{"remoteAddress":"192.0.2.1"},"route":"/login","headers":{"host":"a,b"},'
    '"requestPayload":{"username":"Carl2","password":"b||o"},"responsePayload":"x"}|,0\n'
)
TEXT = (
    '{"method":"post","query":{},"path":"/login","statusCode":401,'
    '"requestPayload":{"username":"Carl2","password":"b|o"}}'
)
GOOD = ROW * 8 + ROW.replace("|,0", "|,1") * 8


def test_rows_become_trimmed_texts(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(GOOD + '|{"path":"/é","method":"get"}|,1\r\n', encoding="utf-8")
    texts, labels, _ = data.read(log)
    assert texts == [TEXT] * 16 + ['{"path":"/\\u00e9","method":"get"}']  # their order kept
    assert labels == [0] * 8 + [1] * 9


def test_a_byte_order_mark_and_blank_lines_at_the_end_do_not_matter(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_bytes(b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n\n \n")
    read = data.read(log)
    assert read.texts == [TEXT] * 16
    assert read.sha256 == hashlib.sha256(log.read_bytes()).hexdigest()


def test_the_original_rows_are_read(shared_data: Path, tmp_path: Path) -> None:
    rows = (shared_data / "requests" / "request_log_rows.csv").read_text(encoding="utf-8")
    log = tmp_path / "log.csv"
    log.write_text(rows + GOOD, encoding="utf-8")
    texts = data.read(log).texts
    assert texts[0] == TEXT.replace("b|o", "bo")
    assert "malicious\\u2011script" in texts[6]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("|{}|,0,1\n", "row 17 of .* has 3 columns"),
        ("\n|{}|,0\n", "row 17 of .* has 0 columns"),
        ("|{}|\n", "row 17 of .* has 1 column,"),
        ("|{}|,2\n", "label in row 17 of .* is '2'"),
        ("|{}|,0.5\n", "neither 0 .* nor 1"),
        ('|{"a":}|,0\n', "row 17 of .* is broken JSON: Expecting value"),
        ('|{"a":NaN}|,0\n', "row 17 of .* is broken JSON: NaN is no JSON"),
        ("|[1]|,0\n", "row 17 of .* not an object"),
        ("|" + "[" * 100_000 + "|,0\n", "row 17 of .* nested too deeply"),
        ('|{"a":1}|x,0\n', "row 17 of .* no CSV row"),
        ('|{"a":1},0\n', "row 17 of .* no CSV row"),
        ("|{}\udcff|,0\n", "not a text file in UTF-8"),
    ],
)
def test_a_bad_row_is_named(bad: str, message: str, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_bytes((GOOD + bad).encode("utf-8", "surrogateescape"))
    with pytest.raises(DataRefused, match=message) as refused:
        data.read(log)
    assert refused.value.exit_code == 2 and "\n" not in str(refused.value)


@pytest.mark.parametrize("rows", ["", ROW * 20])
def test_a_log_without_both_classes_is_refused(rows: str, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(rows)
    with pytest.raises(DataRefused, match="has 0 rows labelled"):
        data.read(log)


@pytest.mark.parametrize(
    ("part", "rows"),  # of 41 shuffled: 11 for the test, then 22 to train on, 8 to validate on
    [("test", slice(0, 11)), ("train", slice(11, 33)), ("validation", slice(33, 41))],
)
def test_a_part_without_one_class_is_refused(part: str, rows: slice) -> None:
    labels = np.arange(41) % 2
    labels[np.random.RandomState(42).permutation(41)[rows]] = 1
    with pytest.raises(DataRefused, match=f"none of the rows of the {part} part is labelled 0"):
        data.split(["ab"] * 41, labels.tolist(), length=5)


def test_the_split_is_the_published_one() -> None:
    texts = [f"{i:05}" for i in range(26_773)]
    parts = data.split(texts, [i % 2 for i in range(len(texts))], length=1024)
    assert [len(part.rows) for part in parts[1:]] == [15_059, 5_020, 6_694]
    shuffled = np.random.RandomState(42).permutation(26_773)  # the first ones are the test
    for part, at in zip(parts[1:], (6_694, 6_694 + 15_059, 0), strict=True):
        order = shuffled[at : at + len(part.rows)]
        assert part.rows == [parts.tokenizer.encode(texts[i]) for i in order]
        assert part.labels.tolist() == [i % 2 for i in order]


def test_the_tokenizer_has_seen_the_test_rows_and_padding_is_on_the_left() -> None:
    texts = ["ab"] * 41
    texts[np.random.RandomState(42).permutation(41)[0]] = "Z" * 30 + "ab"  # in the test part
    parts = data.split(texts, [0, 1] * 20 + [0], length=5)
    assert max(map(len, parts.train.rows)) == max(map(len, parts.validation.rows)) == 2
    assert parts.tokenizer.vocabulary == "abz"  # most frequent first, ties by first appearance
    rows = [row for part in parts[1:] for row in part.rows]
    assert max(rows, key=len) == bytes([3, 3, 3, 1, 2])  # the left end is cut
    assert pad([rows[0]], 5).tolist() == [[0, 0, 0, 1, 2]]
