"""Real logs from file to every place that shows a count: the same figures everywhere."""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from cluster.embedded import free_port
from stream.settings import StreamSettings
from tests.helpers.counted import count_worker, reconcile
from tests.helpers.processes import ROOT, Child, run_logwarden, wait_until

pytestmark = pytest.mark.broker

ELASTIC_STATUS = {200: 9126, 304: 445, 404: 213, 301: 164, 206: 45, 500: 3, 403: 2, 416: 2}
ELASTIC_CLIENTS = {
    "208.91.156.11": 60,
    "144.76.95.39": 14,
    "66.249.73.135": 10,
    "91.236.75.25": 8,
    "75.97.9.59": 6,
}
SCANNER_STATUS = {303: 3407, 200: 2036, 500: 706, 404: 258, 302: 99, 301: 18, 400: 12, 403: 3}
SCANNER_CLIENTS = {"192.168.4.25": 706 + 258 + 12 + 3}
LOGS = {
    "elastic_apache_logs": (ELASTIC_STATUS, ELASTIC_CLIENTS),
    "scanner_acunetix.txt": (SCANNER_STATUS, SCANNER_CLIENTS),
}


@pytest.mark.parametrize("name", LOGS)
def test_the_same_figures_from_top_metrics_and_mrjob(
    name: str, shared_data: Path, settings: StreamSettings, tmp_path: Path
) -> None:
    log = shared_data / "logs" / name
    statuses, clients = ({str(key): n for key, n in table.items()} for table in LOGS[name])
    shipped = ["ship", str(log), "--topic", settings.access_topic]
    assert run_logwarden([*shipped, "--bootstrap", settings.bootstrap])[0] == 0
    with count_worker(settings, tmp_path, "--drain") as worker:
        assert worker.wait(60) == 0, worker.tail()

    code, out, err = run_logwarden(["top", "--json", "--data", str(settings.data)])
    assert code == 0, err
    top = json.loads(out)
    assert {row["key"]: row["n"] for row in top["status"]} == statuses
    assert {row["key"]: row["n"] for row in top["error_ip"]} == clients

    assert exported(settings, tmp_path) == (statuses, clients)
    assert mrjob("batch.top_status_codes", log) == statuses
    assert mrjob("batch.top_error_ips", log) == clients
    code, out, err = reconcile(settings)
    assert (code, out.strip()) == (
        0,
        f"reconcile: 0 differences over {sum(statuses.values()):,} records",
    )


def exported(settings: StreamSettings, folder: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Status codes and top clients by a running exporter's /metrics."""
    port = free_port()
    command = ["exporter", "--port", str(port), "--data", str(settings.data)]
    command += ["--bootstrap", settings.bootstrap, "--access-topic", settings.access_topic]
    with Child(command, folder / "exporter.log") as exporter:

        def scrape() -> str:
            try:
                with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
                    return str(answer.read().decode())
            except OSError:
                return ""

        text = wait_until(lambda: ready(scrape()), 30, exporter.tail())
    statuses = re.findall(r'^logwarden_responses_total\{status="(\w+)"\} ([\d.e+]+)$', text, re.M)
    clients = re.findall(
        r'^logwarden_top_error_client_errors\{client="([^"]+)",rank="\d"\} ([\d.e+]+)$', text, re.M
    )
    return (
        {k: int(float(n)) for k, n in statuses if float(n)},
        {k: int(float(n)) for k, n in clients},
    )


def ready(text: str) -> str | None:
    """The metrics once totals and ranks are both there."""
    there = 'logwarden_top_error_client_errors{client="1' in text or 'errors{client="2' in text
    return text if there and "logwarden_responses_total" in text else None


def mrjob(program: str, log: Path) -> dict[str, int]:
    """The rows that ``python -m PROGRAM LOG`` prints."""
    command = [sys.executable, "-m", program, str(log)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return {key: int(n) for key, n in rows}
