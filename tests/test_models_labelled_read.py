"""Labelled files of every form, and what is said of those of another."""

import gzip
import json
from pathlib import Path

import pytest

from models.labelled.read import read
from models.labelled.rows import LabelledRefused, Reading, Row, plain_request
from models.requests import files
from models.requests.document import MAX_BYTES


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def rows(path: Path, unlabelled: int | None = None) -> list[Row]:
    return read([path], unlabelled).rows


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_json_lines(tmp_path: Path, name: str) -> None:
    request = {"method": "get", "path": "/a"}
    lines = [
        {"request": request, "label": 1, "family": "xss", "source": "s", "value": "v",
         "group": "xss/r", "evasion": "case", "position": "value"},
        {"request": json.dumps(request), "label": False},
    ]  # fmt: skip
    path = written(tmp_path / name, "".join(json.dumps(line) + "\n" for line in lines))
    assert rows(path) == [
        Row(request, 1, "xss", "s", "v", "xss/r", "case"),
        Row(request, 0, "0", name),
    ]


def test_documents_that_no_model_reads_are_counted(tmp_path: Path) -> None:
    requests = [
        {"a": "é" * 100_000},  # measured as sent: its UTF-8 is short enough
        {"a": "\ud800"},
        {"a": "x" * MAX_BYTES},
        {"a": "x" * files.LONGEST},
        {"a": json.loads("[" * 70 + "]" * 70)},
    ]
    lines = [json.dumps({"request": request, "label": 0}) for request in requests]
    lines.append('{"label": 0, "request": ' + "[" * 100_000 + "]" * 100_000 + "}")
    path = written(tmp_path / "a.jsonl", "\n".join(lines))
    found = read([path])
    assert [row.request for row in found.rows] == requests[:2]
    assert found.left_out == {"too large to be read": 2, "too deep to be read": 2}


def test_a_corrupt_gz_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv.gz", "value,label\n" + "x,1\n" * 1000)
    octets = bytearray(path.read_bytes())
    octets[12:24] = b"\xff" * 12
    path.write_bytes(octets)
    with pytest.raises(LabelledRefused, match="cannot be read as CSV"):
        rows(path)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"request": {"password": "hunter2\xff"}, "label": 0}', "not UTF-8 at byte 33"),
        (b'{"request": {"password": "hunter2"', "Expecting ',' delimiter at character 34"),
        (b'["hunter2"]', "no object"),
        (b'{"hunter2": 1}', "no request"),
        (b'{"request": {}, "label": "hunter2"}', "a label that is neither 0 nor 1"),
        (b'{"request": {}, "label": []}', "a label that is neither 0 nor 1"),
        (b'{"request": {}}', "a label that is neither 0 nor 1"),
        (b'{"request": "hunter2", "label": 0}', r"the request is no JSON object \(json\)"),
        (b'{"request": ["hunter2"], "label": 0}', r"the request is no JSON object \(not_object\)"),
    ],
)
def test_a_line_of_another_form_is_refused_without_its_secrets(
    tmp_path: Path, line: bytes, why: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line)
    with pytest.raises(LabelledRefused, match=f"a.jsonl, line 1 is not .*: {why}$") as refused:
        rows(path)
    assert "hunter2" not in str(refused.value)


def test_bare_documents_get_the_label_only_where_asked(tmp_path: Path) -> None:
    document = {"path": "/a", "source": {"remoteAddress": "::1"}, "label": "mine"}
    path = written(tmp_path / "a.jsonl", json.dumps(document) + "\n")
    assert rows(path, unlabelled=0) == [Row(document, 0, "0", "a.jsonl")]
    with pytest.raises(LabelledRefused, match=r"a\.jsonl, line 1 is not .*: no request"):
        rows(path)
    wrapped = written(tmp_path / "b.jsonl", json.dumps({"request": document, "label": 1}))
    assert rows(wrapped, unlabelled=0)[0].label == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("payload,length,attack_type,label\na b,3,norm,norm\n' or 1,6,sqli,anom\n",
         [("a b", 0, "0"), ("' or 1", 1, "sqli")]),
        ('Sentence,Label\n"two\nlines, ""q""",1\nx,0\n',
         [('two\nlines, "q"', 1, "1"), ("x", 0, "0")]),
        ("\ufeffvalue,attack_type\r\nx,Benign\r\ny,SSTI\r\n", [("x", 0, "0"), ("y", 1, "ssti")]),
        ("query,class\nx,malicious\n\ny,normal\n", [("x", 1, "1"), ("y", 0, "0")]),
    ],
)  # fmt: skip
def test_csv_of_values(tmp_path: Path, text: str, expected: list[tuple[str, int, str]]) -> None:
    found = rows(written(tmp_path / "v.csv.gz", text))
    assert [(row.value, row.label, row.family) for row in found] == expected
    assert [row.request for row in found] == [plain_request(value) for value, _, _ in expected]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("payload,label\nx,1\n\"two\nlines\",0\ny,perhaps\n", "line 5: 'perhaps' in column label"),
        ("payload,label\nx,1\ny\n", "line 3: 1 fields where the header has 2"),
        ("payload,length\nx,1\n", "line 1: no column of the header is a label"),
        ("", "line 1: no column of the header is a value"),
        ("payload,attack_type\nx,\n", "line 2: '' in column attack_type"),
        ('payload,label\nx,1\n"open', "line 3: cannot be read as CSV"),
    ],
)  # fmt: skip
def test_csv_of_another_form_is_refused_with_its_line(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(LabelledRefused, match=message) as refused:
        rows(written(tmp_path / "v.csv", text))
    assert str(refused.value).startswith(str(tmp_path / "v.csv")) and refused.value.exit_code == 2


STAGE = """
  - test_id: {id}
    stages:
      - input:
          method: {method}
          uri: {uri}
          headers: {{User-Agent: "OWASP CRS test agent"{headers}}}
          {data}
        output: {{log: {{{expected}: [942100]}}}}
"""


def crs(tmp_path: Path, *stages: dict[str, str], rule: str = "942100") -> Reading:
    default = {
        "method": "POST",
        "uri": "/post",
        "headers": "",
        "data": "",
        "expected": "expect_ids",
    }
    text = "rule_id: 942100\ntests:" + "".join(
        STAGE.format(**(default | stage), id=i) for i, stage in enumerate(stages)
    )
    folder = tmp_path / "tests" / "REQUEST-942-APPLICATION-ATTACK-SQLI"
    written(folder / f"{rule}.yaml", text)
    return read([tmp_path / "tests"])


def test_crs_stages_become_the_requests_an_application_would_see(tmp_path: Path) -> None:
    reading = crs(
        tmp_path,
        {"method": "GET", "uri": '"/get?a=%27or+1&a=b&c"'},
        {"data": 'data: "a=1 OR 1=1&b=\\n"', "expected": "no_expect_ids"},
        {"data": "data: '{\"a\": [\"x\", 1]}'", "headers": ", Content-Type: application/json"},
        {"data": "data: '{broken'", "headers": ", Content-Type: application/json"},
        {"data": "data: '<a b=\"c\"/>'", "headers": ", Content-Type: text/xml"},
        {"data": 'data: "--b\\nContent-Disposition: form-data; name=\\"f\\"; filename=\\"s.jsp\\"'
                 '\\n\\nbody\\n--b--\\n"',
         "headers": ", Content-Type: multipart/form-data; boundary=b"},
    )  # fmt: skip
    assert reading.rows[0] == Row(
        {"method": "get", "path": "/get", "query": {"a": ["'or 1", "b"], "c": ""},
         "requestPayload": None},
        1, "sqli", "tests", None, "942100",
    )  # fmt: skip
    assert [(row.label, row.request["requestPayload"]) for row in reading.rows[1:]] == [
        (0, {"a": "1 OR 1=1", "b": ""}),
        (1, {"a": ["x", 1]}),
        (1, "{broken"),
        (1, '<a b="c"/>'),
        (1, {"f": {"filename": "s.jsp", "content": "body"}}),
    ]


def test_crs_stages_that_cannot_be_judged_are_left_out_and_counted(tmp_path: Path) -> None:
    cookie = ', Cookie: "a=\' or 1"'
    reading = crs(
        tmp_path,
        {"headers": cookie, "data": 'data: "test=value"'},
        {"headers": cookie, "data": 'data: "a=\' or 1"'},
        {"data": 'data: "a=\' or 2"'},
        {"data": 'data: "a=\' or 2"', "expected": "no_expect_ids"},
    )
    assert [row.request["requestPayload"] for row in reading.rows] == [
        {"a": "' or 1"}, {"a": "' or 2"},
    ]  # fmt: skip
    assert reading.left_out == {
        "only a header is unusual": 1,
        "another test expects the same request to trigger": 1,
    }
    assert crs(tmp_path / "b", {}, rule="920100").left_out == {"rules about the protocol": 1}


def test_crs_files_of_another_form_are_refused(tmp_path: Path) -> None:
    broken = written(tmp_path / "a" / "942100.yaml", "tests:\n  - {stages: [\n")
    with pytest.raises(LabelledRefused, match=r"942100\.yaml, line 3: not YAML"):
        read([broken])
    with pytest.raises(LabelledRefused, match="not a test of the Core Rule Set"):
        read([written(tmp_path / "b" / "942100.yaml", "- 1\n")])
    (tmp_path / "empty").mkdir()
    with pytest.raises(LabelledRefused, match="no tests of the Core Rule Set"):
        read([tmp_path / "empty"])


def test_real_files(shared_data: Path) -> None:
    reading = read([shared_data / "crs"])
    assert len(reading.rows) + sum(reading.left_out.values()) == 2650  # stages there are
    assert {row.family for row in reading.rows} == {
        "lfi", "rfi", "rce", "php", "generic", "xss", "sqli", "java",
    }  # fmt: skip
    values = rows(shared_data / "requests" / "httpparams_train.csv")
    assert (len(values), sum(row.label for row in values)) == (20712, 7842)
