"""Table files and how keys are shown in them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accesslog.escape import printable
from accesslog.table import TableError, TableHeader, differences, read_table, write_table

HEADER = TableHeader("0123456789abcdef", "access-log", "topic-uuid", ((0, 0, 7), (1, 3, 9)))
TOTALS = {
    ("status", b"200"): 5,
    ("error_ip", b"192.0.2.9"): 1,
    ("error_ip", b"192.0.2.10"): 2,
    ("error_ip", b"\xff\x1b\\"): 3,
    ("status", b"404"): 0,
}


def test_a_table_is_the_same_bytes_whoever_writes_it_and_reads_back(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    write_table(one, HEADER, TOTALS)
    unordered = TableHeader(*list(vars(HEADER).values())[:3], ranges=HEADER.ranges[::-1])
    write_table(other, unordered, dict(reversed(TOTALS.items())))
    assert one.read_bytes() == other.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "other"]
    assert read_table(one) == (
        HEADER,
        {
            ("error_ip", "192.0.2.10"): 2,
            ("error_ip", "192.0.2.9"): 1,
            ("error_ip", r"\xff\x1b\\"): 3,
            ("status", "200"): 5,
        },
    )
    keys = [json.loads(line)["key"] for line in one.read_bytes().splitlines()[1:]]
    assert keys == ["192.0.2.10", "192.0.2.9", r"\xff\x1b\\", "200"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:-1],
        lambda data: data[:-9] + b"\n",
        lambda data: data.replace(b"table-1", b"table-2"),
        lambda data: data + data.splitlines(keepends=True)[-1],
        lambda data: data.split(b"\n", 1)[1],
        lambda data: data + b'{"dimension":"status","key":"302","n":"many"}\n',
        lambda data: data + b"\xff\n",
    ],
)
def test_a_damaged_table_is_refused(tmp_path, damage):
    path = tmp_path / "table"
    write_table(path, HEADER, TOTALS)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(TableError) as refused:
        read_table(path)
    assert str(path) in str(refused.value)
    assert refused.value.exit_code == 2


def test_differences_name_each_key_with_both_counts():
    a = {("status", "200"): 5, ("status", "404"): 1, ("error_ip", "::1"): 2, ("x", "zero"): 0}
    b = {("status", "200"): 5, ("status", "404"): 2, ("rejected", "time"): 1}
    assert differences(a, b) == [
        ("error_ip", "::1", 2, 0),
        ("rejected", "time", 0, 1),
        ("status", "404", 1, 2),
    ]
    assert differences(a, a) == []


def unprinted(text: str) -> bytes:
    """The inverse of printable: that there is one shows that no two keys collide."""
    out, at = b"", 0
    while at < len(text):
        kind = text[at : at + 2]
        digits = {"\\x": 2, "\\u": 4, "\\U": 8}.get(kind, 0)
        code = int(text[at + 2 : at + 2 + digits], 16) if digits else None
        if kind == "\\x":
            out += bytes([code])
        elif code is not None:
            out += chr(code).encode()
        else:
            out += b"\\" if kind == "\\\\" else text[at].encode()
        at += 2 + digits if kind[0] == "\\" else 1
    return out


tricky = st.sampled_from(
    [b"\\", b"x", b"u", b"202e", b"ff", b"\xff", b"\x85", b"\xc2\x85", b"\x1b", b"\r", b"\xe2\x80",
     "\u202e\U000e0001é\u2028".encode(), b"\xed\xa0\x80", b"\xed\xb2\x80"]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=12), st.lists(tricky, max_size=6).map(b"".join)))
@settings(max_examples=500)
def test_printable_is_printable_and_injective(key):
    shown = printable(key)
    assert shown.isprintable()
    shown.encode()  # no lone surrogates
    assert unprinted(shown) == key
