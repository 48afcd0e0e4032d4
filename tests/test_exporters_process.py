"""``logwarden exporter`` as a process: refusals, its answers, its end, and a real Prometheus."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cluster.embedded import free_port
from commands.top import top
from ledger.windows import WINDOWS
from tests.helpers.exporters_ledger import MINUTE, add_lines, add_verdicts
from tests.helpers.processes import Child, wait_until

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent


def exporter_arguments(data: Path, *more: str) -> list[str]:
    nobody = f"127.0.0.1:{free_port()}"
    return ["exporter", "--data", str(data), "--bootstrap", nobody, *more]


@contextmanager
def exporting(data: Path, *more: str) -> Iterator[tuple[Child, str]]:
    """A running exporter and its address, on a port that it chose itself."""
    output = data.parent / "exporter.log"
    with Child(exporter_arguments(data, "--port", "0", *more), output) as child:
        found = wait_until(
            lambda: re.search(r"^exporter: (http://\S+)/metrics$", child.tail(), re.MULTILINE),
            30,
            "the exporter's address",
        )
        yield child, found[1]


def get(url: str, token: str | None = None) -> bytes:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
        body: bytes = answer.read()
    return body


def available(url: str) -> bool:
    """Whether ``url`` answers 200; False for a 503 and before anything listens."""
    try:
        return bool(get(url))
    except urllib.error.HTTPError as error:
        assert error.code == 503, error.code
        return False
    except OSError:
        return False


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exporter") / "data"
    clients = {b"192.0.2.%d" % n: n for n in range(1, 9)} | {b"\x1b\xff\\": 4}
    add_lines(folder, {b"200": 50, b"404": 40}, clients=clients, rejected={"status": 2})
    add_lines(folder, {b"200": 7, b"500": 1}, minute=MINUTE - 600, clients={b"::1": 1})
    add_verdicts(folder, {b"attack": 3, b"clean": 4}, {}, model="m1")
    return folder


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """The address of an exporter for all tests, which has read the ledger; it ends at SIGTERM."""
    with exporting(data) as (child, found):
        wait_until(lambda: available(f"{found}/api/top"), 30, "the first tables")
        yield found
        assert child.stop(10) == 0
        assert "Traceback" not in child.tail()


def test_the_api_is_what_the_command_prints(data: Path, address: str) -> None:
    for window in (None, *WINDOWS):
        query, option = (f"?window={window}", ["--window", window]) if window else ("", [])
        printed = CliRunner().invoke(top, ["--data", str(data), "--json", *option])
        assert json.loads(get(f"{address}/api/top{query}")) == json.loads(printed.output)
    with pytest.raises(urllib.error.HTTPError, match="400"):
        get(f"{address}/api/top?window=<b>7d")


def test_without_a_broker_it_counts_on(data: Path, address: str) -> None:
    assert get(f"{address}/healthz") == b"ok\n"
    with pytest.raises(urllib.error.HTTPError, match="503") as refused:
        get(f"{address}/readyz")
    assert refused.value.read()
    add_lines(data, {b"201": 1000})
    wait_until(lambda: b'{status="201"} 1000.0\n' in get(f"{address}/metrics"), 20, "the count")

    def top_status() -> object:
        return json.loads(get(f"{address}/api/top"))["status"][0]

    wait_until(lambda: top_status() == {"key": "201", "n": 1000}, 20, "the tables")


def test_refusals_are_one_sentence_and_exit_2(data: Path, address: str) -> None:
    def refused(*more: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "logwarden", *exporter_arguments(data, *more)],
            env={name: value for name, value in os.environ.items() if name != "LOGWARDEN_TOKEN"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2 and done.stdout == ""
        assert done.stderr.startswith("logwarden: ") and len(done.stderr.splitlines()) == 1
        return done.stderr

    assert "stop what listens there" in refused("--port", address.rsplit(":")[-1])
    assert "LOGWARDEN_TOKEN" in refused("--host", "0.0.0.0", "--port", "0")


@contextmanager
def prometheus(folder: Path, target: str) -> Iterator[str]:
    """A real Prometheus that scrapes ``target`` each second under our rules; its API's address."""
    config = folder / "prometheus.yml"
    rules = ROOT / "exporters/rules/logwarden.rules.yml"
    job = {"job_name": "logwarden-exporter", "static_configs": [{"targets": [target]}]}
    config.write_text(
        json.dumps(
            {
                "global": {"scrape_interval": "1s"},
                "rule_files": [str(rules)],
                "scrape_configs": [job],
            }
        )
    )
    port = free_port()
    command = ["prometheus", f"--config.file={config}", f"--storage.tsdb.path={folder / 'tsdb'}"]
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, f"--web.listen-address=127.0.0.1:{port}"], stdout=log, stderr=log
        )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def query(address: str, expression: str) -> dict[str, float]:
    """An instant query: value by the status label (or "" without one)."""
    quoted = urllib.parse.quote(expression)
    answer: Any = json.loads(get(f"{address}/api/v1/query?query={quoted}"))
    return {
        each["metric"].get("status", ""): float(each["value"][1])
        for each in answer["data"]["result"]
    }


@pytest.mark.skipif(shutil.which("prometheus") is None, reason="prometheus is not installed")
def test_a_real_prometheus_scrapes_and_loads_the_rules(tmp_path: Path, address: str) -> None:
    with prometheus(tmp_path, address.removeprefix("http://")) as api:
        wait_until(lambda: available(f"{api}/-/ready"), 30, "Prometheus")
        responses = 'logwarden_responses_total{status!="201"}'
        wait_until(lambda: query(api, responses), 30, "the first scrape")
        assert query(api, f"{responses} > 0") == {"200": 57, "404": 40, "500": 1}
        assert query(api, "count(logwarden_top_error_client_errors)") == {"": 5}
        assert query(api, 'up{job="logwarden-exporter"}') == {"": 1}
        groups = json.loads(get(f"{api}/api/v1/rules"))["data"]["groups"]
        loaded = {rule["name"] for group in groups for rule in group["rules"]}
        assert {"LogwardenErrorRatio", "LogwardenReconcileDiffers"} <= loaded
        targets = json.loads(get(f"{api}/api/v1/targets"))["data"]["activeTargets"]
        assert [(each["health"], each["lastError"]) for each in targets] == [("up", "")]
