"""The two mrjob programs, run as a user runs them: python -m, on files and stdin."""

import gzip
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import mrjob
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accesslog.escape import printable
from accesslog.topn import top
from batch import lines
from batch.top_error_ips import TopErrorIps
from batch.top_status_codes import TopStatusCodes
from tests.helpers.plain_loop import count
from tests.helpers.scenario import scenarios

ROOT = Path(__file__).parent.parent
PROGRAMS = {"top_status_codes": TopStatusCodes, "top_error_ips": TopErrorIps}
LINE = b'192.0.2.%d - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" %d 12\n'

DIMENSIONS = [("top_status_codes", "status", 10), ("top_error_ips", "error_ip", 5)]

PUBLISHED = {
    ("top_status_codes", "elastic_apache_logs"): (
        "200 9126, 304 445, 404 213, 301 164, 206 45, 500 3, 403 2, 416 2"
    ),
    ("top_error_ips", "elastic_apache_logs"): (
        "208.91.156.11 60, 144.76.95.39 14, 66.249.73.135 10, 91.236.75.25 8, 75.97.9.59 6"
    ),
    ("top_status_codes", "scanner_acunetix.txt"): (
        "303 3407, 200 2036, 500 706, 404 258, 302 99, 301 18, 400 12, 403 3"
    ),
    ("top_error_ips", "scanner_acunetix.txt"): "192.168.4.25 979",
}

REAL_RUNS: list[Any] = [(*key, "inline") for key in PUBLISHED]
REAL_RUNS += [
    pytest.param(program, "elastic_apache_logs", "local", marks=pytest.mark.slow)
    for program in PROGRAMS
]

Run = Callable[..., tuple[int, str, str]]


def by_command(
    program: str, *arguments: str | Path, stdin: bytes = b"", cwd: Path = ROOT
) -> tuple[int, str, str]:
    """(exit code, stdout, stderr) of python -m batch.<program>."""
    command = [sys.executable, "-m", f"batch.{program}", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The same in this process, on the inline runner: a tenth of the time."""

    def run_here(program: str, *arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
        job = PROGRAMS[program]([*map(str, arguments)])
        job.sandbox(stdin=BytesIO(stdin))
        try:
            job.run_job()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        return code, job.stdout.getvalue().decode(), capsys.readouterr().err

    return run_here


@pytest.mark.parametrize("program", PROGRAMS)
def test_empty_input_prints_nothing(run: Run, program: str, tmp_path: Path) -> None:
    (tmp_path / "empty.log").touch()
    assert run(program, tmp_path / "empty.log") == (0, "", "")
    assert run(program, stdin=b"") == (0, "", "")


@pytest.mark.parametrize(("program", "log", "runner"), REAL_RUNS)
def test_real_logs_give_the_published_figures(
    program: str, log: str, runner: str, shared_data: Path, tmp_path: Path
) -> None:
    published = "".join(
        row.replace(" ", "\t") + "\n" for row in PUBLISHED[program, log].split(", ")
    )
    path = (shared_data / "logs" / log).resolve()
    # From a folder that holds neither package.
    assert by_command(program, "-r", runner, path, cwd=tmp_path) == (0, published, "")


def test_files_gzip_with_several_members_and_stdin_give_the_same(run: Run, tmp_path: Path) -> None:
    first, second = LINE % (1, 404) * 2, LINE % (2, 500)
    (tmp_path / "a.log").write_bytes(first)
    (tmp_path / "b.log").write_bytes(second.rstrip())  # no newline at the end: still a line
    (tmp_path / "both.gz").write_bytes(gzip.compress(first) + gzip.compress(second))
    expected = (0, "192.0.2.1\t2\n192.0.2.2\t1\n", "")
    assert run("top_error_ips", tmp_path / "a.log", tmp_path / "b.log") == expected
    assert run("top_error_ips", tmp_path / "both.gz") == expected
    assert run("top_error_ips", stdin=first + second) == expected
    (tmp_path / "empty.log").touch()
    logs = [tmp_path / name for name in ("empty.log", "a.log", "both.gz")]
    found = by_command("top_error_ips", "-r", "local", *logs, "-", stdin=second)
    assert found == (0, "192.0.2.1\t4\n192.0.2.2\t2\n", "")


def test_what_cannot_be_read_is_one_sentence_and_exit_code_2(run: Run, tmp_path: Path) -> None:
    for more in [(tmp_path / "none.log",), ("--log-format", "%h %l")]:
        code, out, err = run("top_status_codes", *more)
        assert (code, out, err.count("\n")) == (2, "", 1), err
    code, out, err = by_command("top_status_codes", "-r", "local", tmp_path / "none.log")
    assert (code, out, err.count("\n")) == (2, "", 1) and "none.log does not exist" in err


def test_a_cut_gzip_file_is_refused_and_not_half_counted(run: Run, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress(LINE % (1, 200) * 9)[:-4])
    for ran in (run("top_status_codes", cut), by_command("top_status_codes", "-r", "local", cut)):
        assert ran[:2] == (2, "") and "end" in ran[2]


def test_a_path_that_the_local_runner_would_split_is_refused(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "my log"
    log.write_bytes(LINE % (1, 200))
    assert run("top_status_codes", log) == (0, "200\t1\n", "")
    code, out, err = run("top_status_codes", "-r", "local", log)
    assert (code, out, err.count("\n")) == (2, "", 1) and "-r inline" in err


@pytest.mark.parametrize(("program", "dimension", "n"), DIMENSIONS)
def test_all_scenarios_together_give_the_plain_loops_top_rows(
    run: Run, program: str, dimension: str, n: int, tmp_path: Path
) -> None:
    records = [line for scenario in scenarios() for line in scenario.records if b"\n" not in line]
    log = tmp_path / "access.log"
    log.write_bytes(b"".join(line + b"\n" for line in records))
    counts = {key: total for (named, key), total in count(records).items() if named == dimension}
    expected = "".join(f"{printable(key)}\t{total}\n" for key, total in top(counts, n))
    assert run(program, log) == (0, expected, "")


def test_a_client_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(LINE.replace(b"192.0.2.%d", b"a\x1b[2J\xff") % 404)
    assert run("top_error_ips", log) == (0, "a\\x1b[2J\\xff\t1\n", "")


@pytest.mark.slow
def test_the_job_file_runs_alone_where_logwarden_is_not_installed(tmp_path: Path) -> None:
    """On a Hadoop node the packages come with the job, not from the machine."""
    log = tmp_path / "access.log"
    log.write_bytes(LINE % (1, 404))
    libraries = Path(mrjob.__file__).parent.parent  # on PYTHONPATH: its .pth files do not count
    environment = {**os.environ, "PYTHONPATH": str(libraries), "PYTHONNOUSERSITE": "1"}
    python = getattr(sys, "_base_executable", sys.executable)  # outside the virtual environment
    done = subprocess.run(
        [python, "-m", "batch.top_error_ips", "-r", "local", str(log)],
        capture_output=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"192.0.2.1\t1\n"), done.stderr.decode()


@given(
    st.lists(st.binary(max_size=12), max_size=30),
    st.booleans(),
    st.integers(1, 20),
)
def test_lines_are_the_same_whatever_the_block_size(
    records: Sequence[bytes], ended: bool, block: int
) -> None:
    records = [record.replace(b"\n", b"") for record in records]
    data = b"\n".join(records) + (b"\n" if ended and records else b"")
    expected = data.split(b"\n")
    if expected[-1] == b"":
        expected.pop()
    found = [line for chunk in lines.split(iter_read(data, block)) for line in chunk]
    assert found == expected


def iter_read(data: bytes, block: int) -> "lines.Read":
    """A read() that gives ``block`` bytes at a time."""
    at = iter(range(0, len(data), block))
    return lambda: data[(start := next(at, len(data))) : start + block]
