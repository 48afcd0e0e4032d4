"""Reads labelled requests: JSON lines, CSV of bare values, tests of the OWASP Core Rule Set."""

import csv
import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from models.labelled.rows import LabelledRefused, Reading, Row, plain_request
from models.requests import files
from models.requests.document import BadDocument, decode

VALUE_COLUMNS = ("payload", "value", "request", "sentence", "query", "text", "input", "url")
LABEL_COLUMNS = ("label", "class", "is_attack", "is_malicious", "attack", "attack_type", "type")
FAMILY_COLUMNS = ("family", "attack_type", "attack_kind", "category", "type")
# fmt: off
NORMAL_WORDS = frozenset((
    "0", "0.0", "norm", "normal", "benign", "legit", "legitimate", "clean", "valid", "false",
    "good",
))
ATTACK_WORDS = frozenset((
    "1", "1.0", "anom", "anomalous", "anomaly", "malicious", "attack", "malign", "bad", "true",
    "threat", "suspicious",
))
# fmt: on


def read(paths: Iterable[Path], unlabelled: int | None = None) -> Reading:
    """The rows of labelled files; the name of a file tells its format.

    - a folder (or one .yaml file): regression tests of the OWASP Core Rule Set (see crs_tests);
    - ``.csv``, ``.csv.gz``: bare values under a header (VALUE_COLUMNS and LABEL_COLUMNS), each put
      into the query of one plain request;
    - else JSON lines, plain or .gz: {"request": {...} or "...", "label": 0 or 1} and, where known,
      "family", "source", "value", "group", "evasion". With ``unlabelled``, a line without a label
      and a bare request document get that label.

    Documents too large or too deep to be read are counted in ``left_out``.

    Raises:
        LabelledRefused: a file or line of another format.
        files.InputRefused: a file that cannot be read.
    """
    rows: list[Row] = []
    left_out: Counter[str] = Counter()
    for path in paths:
        if path.is_dir() or path.suffix in (".yaml", ".yml"):
            from models.labelled import crs_tests

            found = crs_tests.read(path)
            rows += found.rows
            left_out += found.left_out
        elif path.name.removesuffix(".gz").lower().endswith(".csv"):
            rows += _csv_rows(path)
        else:
            rows += _json_rows(path, unlabelled, left_out)
    return Reading(rows, left_out)


def _json_rows(path: Path, unlabelled: int | None, left_out: Counter[str]) -> Iterator[Row]:
    with files.open_raw(str(path)) as raw:
        for number, line in enumerate(files.lines(raw, path.name), start=1):
            try:
                if len(line) >= files.LONGEST:
                    raise BadDocument("too_large")
                yield _json_row(line, f"{path}, line {number}", path.name, unlabelled)
            except BadDocument as bad:
                left_out[f"{bad.reason.replace('_', ' ')} to be read"] += 1


def _json_row(line: bytes, where: str, source: str, unlabelled: int | None) -> Row:
    """A row. Raises LabelledRefused, or BadDocument for a document too large or too deep."""
    try:
        fields = json.loads(line)
        if not isinstance(fields, dict):
            raise ValueError("no object")
        if unlabelled is not None and "request" not in fields:
            fields = {"request": fields}  # a bare document, whose own "source" is the client
        if "request" not in fields:
            raise ValueError("no request")
        fields = {"label": unlabelled, **fields}
        if fields["label"] not in (0, 1):
            raise ValueError("a label that is neither 0 nor 1")
        request, label = fields["request"], int(fields["label"])
        text = request if isinstance(request, str) else json.dumps(request, ensure_ascii=False)
        document = decode(text.encode("utf-8", "backslashreplace"))  # lone surrogates
        family, source = str(fields.get("family", label)), str(fields.get("source", source))
        value, group, evasion = (_text(fields.get(key)) for key in ("value", "group", "evasion"))
        return Row(document, label, family, source, value, group, evasion)
    except RecursionError:
        raise BadDocument("too_deep") from None
    except ValueError as error:
        if isinstance(error, BadDocument) and error.reason.startswith("too_"):
            raise
        form = '{"request": ..., "label": 0 or 1}'
        wanted = form if unlabelled is None else f"a request document or {form}"
        raise LabelledRefused(f"{where} is not {wanted}: {_why(error)}") from None


def _why(error: ValueError) -> str:
    """The reason without any text of the line, which may hold secrets."""
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 at byte {error.start}"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos}"
    if isinstance(error, BadDocument):
        return f"the request is no JSON object ({error.reason})"
    return str(error)


def _text(field: Any) -> str | None:
    return None if field is None else str(field)


def _csv_rows(path: Path) -> Iterator[Row]:
    opened = gzip.open if path.suffix == ".gz" else open
    line = 1
    try:
        with opened(path, "rt", encoding="utf-8-sig", errors="replace", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [re.sub(r"[\s-]+", "_", name.strip().lower()) for name in next(reader, [])]
            at = {
                kind: _column(path, header, kind, names)
                for kind, names in (("value", VALUE_COLUMNS), ("label", LABEL_COLUMNS))
            }
            family = next((header.index(n) for n in FAMILY_COLUMNS if n in header), None)
            line = reader.line_num + 1
            for cells in reader:
                if cells:
                    yield _csv_row(path, line, header, cells, at, family)
                line = reader.line_num + 1  # the first of the next row, which may span several
    except (csv.Error, EOFError, OSError, zlib.error) as error:
        raise LabelledRefused(f"{path}, line {line}: cannot be read as CSV ({error})") from None


def _column(path: Path, header: list[str], kind: str, names: tuple[str, ...]) -> int:
    for name in names:
        if name in header:
            return header.index(name)
    raise LabelledRefused(
        f"{path}, line 1: no column of the header is a {kind}: name one {', '.join(names)}"
    )


def _csv_row(
    path: Path,
    line: int,
    header: list[str],
    cells: list[str],
    at: dict[str, int],
    family: int | None,
) -> Row:
    if len(cells) != len(header):
        raise LabelledRefused(
            f"{path}, line {line}: {len(cells)} fields where the header has {len(header)}"
        )
    value, word = cells[at["value"]], cells[at["label"]].strip().lower()
    kinds = at["label"] == family  # a column of attack types: any word not normal is an attack
    if word not in NORMAL_WORDS and word not in ATTACK_WORDS and (not kinds or not word):
        raise LabelledRefused(
            f"{path}, line {line}: {word[:40]!r} in column {header[at['label']]} is no label: "
            "use 0 or 1, or words such as normal and attack"
        )
    label = int(word not in NORMAL_WORDS)
    name = cells[family].strip().lower() if family is not None and label else ""
    return Row(plain_request(value), label, name or str(label), path.name, value)
