"""Regression tests of the OWASP Core Rule Set (go-ftw YAML) as labelled requests.

A stage that expects a rule to trigger (``expect_ids``) is an attack. One that expects it not to
(``no_expect_ids``) is normal **as far as that rule is concerned**. It is left out if another test
expects the same request to trigger, but some attacks remain that only an untested rule would
catch. Recall on these rows is therefore worth more than the false positive rate.
Format: https://github.com/coreruleset/ftw-tests-schema (version 2).
"""

import email
import email.policy
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from models.labelled.rows import LabelledRefused, Reading, Row

# Rules about parts of a request that are not scored, by the first three digits of their number.
NOT_SCORED = {
    "913": "rules about the user agent",
    "920": "rules about the protocol",
    "921": "rules about the protocol",
    "922": "rules about multipart headers",
    "943": "rules about the Referer and cookies",
    **{str(n): "rules about the response" for n in (*range(950, 960), 980)},
}
_ORDINARY_HEADERS = frozenset((
    "host", "user-agent", "accept", "accept-charset", "accept-encoding", "accept-language",
    "cache-control", "connection", "content-length", "content-type", "keep-alive",
    "proxy-connection",
))  # fmt: skip
_ORDINARY_AGENTS = ("OWASP CRS test agent", "Mozilla/")
_PLAIN = re.compile(r"[\w\s./=&-]*")
_FORM = "application/x-www-form-urlencoded"  # also go-ftw's default for a body without a type


def read(path: Path) -> Reading:
    """Rows from one test file, or from all below a folder; ``group`` is the rule of the file.

    Raises:
        LabelledRefused: PyYAML is missing, no test is found, or a file is of another form.
    """
    try:
        import yaml
    except ImportError:
        raise LabelledRefused(f"reading {path} needs PyYAML: pip install pyyaml") from None
    load = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times as fast
    files = sorted(path.rglob("*.y*ml")) if path.is_dir() else [path]
    rows: list[Row] = []
    left_out: Counter[str] = Counter()
    for file in files:
        try:
            tests = yaml.load(file.read_bytes(), load)
            for found in _rows(file, tests, path.stem):
                if isinstance(found, Row):
                    rows.append(found)
                else:
                    left_out[found] += 1
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise LabelledRefused(f"{file}, line {line}: not YAML ({error.problem})") from None
        except (ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
            raise LabelledRefused(f"{file}: not a test of the Core Rule Set ({error!r})") from None
    if not rows and not left_out:
        raise LabelledRefused(f"{path}: no tests of the Core Rule Set (.yaml) are in it")
    return _without_contradictions(rows, left_out)


def _rows(file: Path, tests: dict[str, Any], source: str) -> Iterator[Row | str]:
    """The row of each stage, or the reason why it has none."""
    rule = file.stem if file.stem.isdigit() else str(tests["rule_id"])
    family = re.sub(r".*\d{3}-(?:APPLICATION-ATTACK-)?", "", file.parent.name).lower()
    for test in tests["tests"]:
        for stage in test["stages"]:
            log = stage["output"].get("log", {})
            if rule[:3] in NOT_SCORED:
                yield NOT_SCORED[rule[:3]]
            elif "encoded_request" in stage["input"]:
                yield "raw bytes instead of a request"
            elif not (log.get("expect_ids") or log.get("no_expect_ids")):
                yield "no rule that must or must not trigger"
            else:
                request = _request(stage["input"])
                if _carried_by_header(stage["input"], request):
                    yield "only a header is unusual"
                else:
                    label = int(bool(log.get("expect_ids")))
                    yield Row(request, label, family or rule[:3], source, group=rule)


def _request(stage: dict[str, Any]) -> dict[str, Any]:
    path, _, query = str(stage.get("uri", "/")).partition("?")
    return {
        "method": str(stage.get("method", "GET")).lower(),
        "path": path,
        "query": _pairs(query),
        "requestPayload": _payload(stage),
    }


def _payload(stage: dict[str, Any]) -> Any:
    """The body as an application sees it: JSON and forms parsed, anything else as text."""
    body = stage.get("data")
    if body is None:
        return None
    body, kind = str(body), str(_headers(stage).get("content-type", _FORM))
    if kind.startswith(_FORM):
        return _pairs(body.rstrip("\r\n"))
    if kind.startswith("multipart/form-data"):
        return _multipart(kind, body)
    if "json" in kind:
        try:
            return json.loads(body)
        except ValueError:
            return body
    return body


def _pairs(text: str) -> dict[str, Any]:
    values: dict[str, list[str]] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        values.setdefault(key, []).append(value)
    return {key: many if len(many) > 1 else many[0] for key, many in values.items()}


def _multipart(kind: str, body: str) -> Any:
    """Fields by name, files as name and content (RFC 7578); the body itself if it has no parts."""
    message = email.message_from_string(f"Content-Type: {kind}\n\n{body}")
    if not message.is_multipart():
        return body
    fields: dict[str, Any] = {}
    for part in message.get_payload():
        if not isinstance(part, email.message.Message):
            return body
        name = str(part.get_param("name", "", "content-disposition"))
        content, file = str(part.get_payload()), part.get_filename()
        fields[name] = content if file is None else {"filename": file, "content": content}
    return fields


def _headers(stage: dict[str, Any]) -> dict[str, str]:
    return {str(name).lower(): value for name, value in (stage.get("headers") or {}).items()}


def _carried_by_header(stage: dict[str, Any], request: dict[str, Any]) -> bool:
    """Whether some header is unusual while everything that is scored is plain."""
    headers = _headers(stage)
    agent = str(headers.get("user-agent", _ORDINARY_AGENTS[0]))
    ordinary = set(headers) <= _ORDINARY_HEADERS and agent.startswith(_ORDINARY_AGENTS)
    return not ordinary and all(map(_PLAIN.fullmatch, _texts(request)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield str(key)
            yield from _texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from _texts(child)
    elif value is not None:
        yield str(value)


def _without_contradictions(rows: list[Row], left_out: Counter[str]) -> Reading:
    def key(row: Row) -> str:
        return json.dumps(row.request, sort_keys=True)

    attacks = {key(row) for row in rows if row.label}
    kept = [row for row in rows if row.label or key(row) not in attacks]
    if len(kept) < len(rows):
        left_out["another test expects the same request to trigger"] += len(rows) - len(kept)
    return Reading(kept, left_out)
