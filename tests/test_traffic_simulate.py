"""The traffic simulator: the same bytes for a seed, nothing given away, everything a day brings."""

import errno
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from accesslog.atomic import OutputRefused
from accesslog.parser import MalformedLine, Parser
from commands.simulate import simulate
from models.requests.document import REASONS, BadDocument, decode, trim
from traffic.grammars.simulate.attacks import FAMILIES
from traffic.simulate.access import access_lines
from traffic.simulate.documents import Labelled, request_documents
from traffic.simulate.traffic import Traffic

# SHA-256 of the output for seed 7. They change when the generator does, never with the machine.
GOLDEN = {
    "access.log": "2af866b79213ccfb7593048d213ebc10f3cab23ec011478c4a8b59919167aed9",
    "requests.jsonl": "0a8da73a72f33d58e4c24a7513723593ebffc6e0030fa31e02c5b37c7f1a47ba",
    "labels.jsonl": "30b8c6b97847d7b7d7cac2af9657638135597e5cc64395f69b565e774477a0d4",
}


@pytest.fixture(scope="module")
def lines() -> list[bytes]:
    return list(access_lines(20_000, Traffic(seed=3)))


@pytest.fixture(scope="module")
def documents() -> list[Labelled]:
    return list(request_documents(20_000, Traffic(seed=3, attack_share=0.5)))


def test_a_seed_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    arguments = ["--access-log", "5000", "--requests", "1000", "--seed", "7", "--out-dir"]
    done = CliRunner().invoke(simulate, [*arguments, str(tmp_path)], catch_exceptions=False)
    assert done.exit_code == 0
    found = {name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in GOLDEN}
    assert found == GOLDEN


def test_another_seed_gives_other_bytes() -> None:
    one, two = (list(access_lines(100, Traffic(seed=seed))) for seed in (1, 2))
    assert len(set(one) & set(two)) < 5


def test_stdout_is_the_file(tmp_path: Path) -> None:
    arguments = ["--access-log", "500", "--seed", "7"]
    CliRunner().invoke(simulate, [*arguments, "--out-dir", str(tmp_path)])
    piped = CliRunner().invoke(simulate, arguments)
    assert piped.stdout_bytes == (tmp_path / "access.log").read_bytes()
    assert piped.stdout_bytes.count(b"\n") == 500


@pytest.mark.parametrize(
    "arguments", [[], ["--access-log", "5", "--requests", "5"], ["--requests", "5", "--rate", "0"]]
)
def test_wrong_use_is_refused(arguments: list[str]) -> None:
    assert CliRunner().invoke(simulate, arguments).exit_code == 2


@pytest.mark.parametrize("option", ["--attack-share", "--malformed", "--late", "--rate"])
def test_what_the_published_form_does_not_take_is_refused(option: str) -> None:
    arguments = ["--requests", "5", "--form", "published", option, "0.5"]
    done = CliRunner().invoke(simulate, arguments)
    assert done.exit_code == 2 and f"{option} goes with --form gateway" in done.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["--requests", "50", "--form", "published", "--out", "F/out"],
        ["--requests", "50", "--out", "F/out", "--labels", "F/labels"],
        ["--access-log", "50", "--out", "F/out"],
        ["--requests", "50", "--out-dir", "F"],
    ],
)
def test_a_full_disk_leaves_no_half_file(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [argument.replace("F", str(tmp_path)) for argument in arguments]
    (tmp_path / "out").write_bytes(b"older")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        done = CliRunner().invoke(simulate, arguments)
    assert isinstance(done.exception, OutputRefused) and done.exception.exit_code == 2
    assert f"{tmp_path}" in str(done.exception) and "No space left" in str(done.exception)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out": b"older"}
    assert CliRunner().invoke(simulate, arguments).exit_code == 0
    assert "--out-dir" in arguments or (tmp_path / "out").read_bytes().count(b"\n") == 50


def test_a_full_stdout_is_one_sentence_and_a_pipe_or_device_is_written_at_once() -> None:
    arguments = [sys.executable, "-m", "logwarden", "simulate", "--requests", "5"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr == "logwarden: cannot write to stdout: No space left on device\n"
    piped = subprocess.run([*arguments, "--out", "/dev/stdout"], stdout=subprocess.PIPE)
    assert piped.stdout.count(b"\n") == 5 and Path("/dev/stdout").is_symlink()


def test_the_log_shows_a_whole_bad_day(lines: list[bytes]) -> None:
    parser, reasons, statuses = Parser(), Counter[str](), Counter[int]()
    failures, clients, times = Counter[bytes](), set[bytes](), []
    for line in lines:
        try:
            record = parser.parse(line)
        except MalformedLine as error:
            reasons[error.reason] += 1
            continue
        statuses[record.status] += 1
        times.append(record.time)
        clients.add(record.client)
        failures[record.client] += record.status >= 400
    assert {200, 301, 302, 304, 400, 401, 403, 404, 500, 503} <= set(statuses)
    assert {"empty", "too_long", "client", "time"} <= set(reasons), reasons
    assert 0.003 < reasons.total() / len(lines) < 0.008
    assert any(b":" in client for client in clients)  # IPv6
    assert any(client.endswith(b".example") for client in clients)  # host names
    guesser, guesses = failures.most_common(1)[0]
    assert guesses > 5 * failures.most_common(8)[-1][1], "the attackers stand out"
    assert guesser.startswith((b"192.0.2.", b"198.51.100.", b"203.0.113.", b"2001:db8:"))
    start = Traffic().start
    assert any(time < start for time in times) and any(time > start + 10**8 for time in times)
    assert any(b'\\"' in line for line in lines) and any(b'"\\x16\\x03' in line for line in lines)
    assert not any(b"\n" in line for line in lines)


def test_no_share_asked_for_no_bad_line() -> None:
    clean = Traffic(malformed=0, late=0)
    times = [Parser().parse(line).time for line in access_lines(5_000, clean)]
    assert times == sorted(times)
    assert all(document.label is not None for document in request_documents(500, clean))


def test_documents_are_whole_and_cover_every_family(documents: list[Labelled]) -> None:
    good = [document for document in documents if document.label is not None]
    keys = "timestamp method query path statusCode source route headers requestPayload"
    for document in islice(good, 2_000):
        assert list(json.loads(document.line)) == [*keys.split(), "responsePayload"]
    assert {document.family for document in good if document.label} == set(FAMILIES)
    assert sum(family.startswith("hn_") for family in {d.family for d in good}) >= 5
    assert 0.003 < 1 - len(good) / len(documents) < 0.008
    assert 0.47 < sum(d.label == 1 for d in good) / len(good) < 0.53
    attacks = {d.value for d in good if d.label}
    assert not attacks & {d.value for d in good if not d.label}
    assert len(attacks) > 0.6 * sum(d.label == 1 for d in good), "the grammar is rich enough"


def test_broken_documents_are_broken_and_no_others(documents: list[Labelled]) -> None:
    reasons = Counter[str]()
    for document in documents:
        if document.label is not None:
            trim(decode(document.line))
            continue
        with pytest.raises(BadDocument) as refused:
            trim(decode(document.line))
        reasons[refused.value.reason] += 1
    assert set(reasons) == set(REASONS), reasons


def test_the_wrapper_does_not_give_the_label_away(documents: list[Labelled]) -> None:
    shapes: dict[int, Counter[str]] = {0: Counter(), 1: Counter()}
    for document in documents:
        if document.label is not None:
            shapes[document.label][_blanked(document)] += 1
    total = {label: counts.total() for label, counts in shapes.items()}
    distance = sum(
        abs(shapes[0][shape] / total[0] - shapes[1][shape] / total[1])
        for shape in shapes[0] | shapes[1]
    )
    assert distance / 2 < 0.06  # total variation; chance alone gives 0.047 for this seed


def _blanked(document: Labelled) -> str:
    """The request with its value and all filler taken out; method and status stay."""
    request = json.loads(document.line)
    try:
        values = [document.value, json.loads(document.value)]
    except ValueError:
        values = [document.value]

    def blank(item: Any) -> Any:
        if item in values and not isinstance(item, int):
            return "VALUE"
        if isinstance(item, dict):
            return {key: blank(inner) for key, inner in item.items()}
        return [blank(inner) for inner in item] if isinstance(item, list) else "filler"

    path = request["path"]
    path = "VALUE" if path == document.value else re.sub(r"[0-9a-f-]{8,}|\d+", "0", path)
    query, payload = blank(request["query"]), blank(request["requestPayload"])
    return json.dumps([request["method"], path, request["statusCode"], query, payload])
