"""docker-compose.yml, without a Docker engine.

A compose implementation reads it, and each command and variable in it is a real one.
"""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from exporters.http_server import is_loopback
from logwarden import cli
from tests.helpers.exporters_ledger import add_lines
from tests.test_exporters_process import exporting

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docker-compose.yml"
TOKEN = "a token of this test"


def compose_command() -> list[str] | None:
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    if shutil.which("docker"):
        plugin = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
        if plugin.returncode == 0:
            return ["docker", "compose"]
    return None


def compose_config(**environment: str) -> subprocess.CompletedProcess[str]:
    command = compose_command()
    if command is None:
        pytest.skip("no compose implementation is installed (Debian package docker-compose)")
    inherited = {key: value for key, value in os.environ.items() if "LOGWARDEN_" not in key}
    return subprocess.run(
        [*command, "-f", str(FILE), "config"],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services as Compose understands them, all anchors and variables resolved."""
    done = compose_config(LOGWARDEN_TOKEN=TOKEN, COMPOSE_PROFILES="score-access-log")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = yaml.safe_load(done.stdout)["services"]
    return found


def ours(services: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in services.items() if each["image"].startswith("logwarden:")}


def commands(service: dict[str, Any]) -> Iterator[list[str]]:
    """The logwarden command lines of a service: its command, or those in its shell script."""
    if "entrypoint" not in service:
        yield service["command"]
        return
    (script,) = service["command"]
    lines = [line.strip() for line in script.splitlines()]
    yield from (shlex.split(line)[1:] for line in lines if line.startswith("logwarden "))


def parsed(arguments: list[str]) -> click.Context:
    """The context of the innermost command; raises click.UsageError for what it does not know."""
    context = cli.make_context("logwarden", list(arguments))
    while isinstance(context.command, click.Group):
        rest = [*context._protected_args, *context.args]
        name, command, left = context.command.resolve_command(context, rest)
        assert command is not None
        context = command.make_context(name, left, parent=context)
    return context


def test_a_token_must_be_given() -> None:
    done = compose_config()
    assert done.returncode != 0 and "openssl rand" in done.stderr


def test_the_services_are_all_there(services: dict[str, Any]) -> None:
    workers = {"count", "score", "score-access-log"}
    assert set(services) == workers | {"kafka", "topics", "exporter", "reconcile", "prometheus"}
    assert {name for name in services if services[name].get("profiles")} == {"score-access-log"}
    assert re.fullmatch(r"apache/kafka:4\.\d+\.\d+", services["kafka"]["image"])
    assert set(ours(services)) == set(services) - {"kafka", "prometheus"}


def test_every_command_line_is_known(services: dict[str, Any]) -> None:
    found = {name: list(commands(service)) for name, service in ours(services).items()}
    assert all(found.values()) and ["reconcile"] in found["reconcile"]
    for lines in found.values():
        for line in lines:
            parsed(line)
    with pytest.raises(click.UsageError):
        parsed(["worker", "count", "--no-such-option"])


def test_every_variable_is_known(services: dict[str, Any]) -> None:
    for name, service in ours(services).items():
        known = {"LOGWARDEN_TOKEN"}
        for line in commands(service):
            parameters = parsed(line).command.params
            known |= {str(p.envvar) for p in parameters if isinstance(p, click.Option)}
        given = {key for key in service["environment"] if key.startswith("LOGWARDEN_")}
        assert given - known <= {"LOGWARDEN_DATA"}, name


def test_the_exporter_is_told_whether_access_logs_are_scored(services: dict[str, Any]) -> None:
    """Only the exporter's lag shows a worker that never began, as that is no scrape target."""
    name = "LOGWARDEN_SCORE_ACCESS_LOG"
    assert services["exporter"]["environment"][name] == "false"
    done = compose_config(LOGWARDEN_TOKEN=TOKEN, **{name: "true"})
    told = yaml.safe_load(done.stdout)["services"]["exporter"]["environment"]
    assert told[name] == "true" and name in FILE.read_text().split("x-logwarden:")[0]


def test_nothing_is_open_beyond_this_host(services: dict[str, Any]) -> None:
    for name, service in services.items():
        for port in service.get("ports", ()):
            host = port.get("host_ip") if isinstance(port, dict) else port.split(":")[0]
            assert host is not None and is_loopback(host), name
        hosts = [value for key, value in service["environment"].items() if key.endswith("_HOST")]
        if not all(map(is_loopback, hosts)):
            assert service["environment"]["LOGWARDEN_TOKEN"] == TOKEN, name
        assert service["cap_drop"] == ["ALL"]
        assert service.get("read_only") or name == "kafka"


def test_the_health_check_asks_with_the_token(
    services: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGWARDEN_TOKEN", TOKEN)
    add_lines(tmp_path / "data", {b"200": 1})
    with exporting(tmp_path / "data", "--host", "0.0.0.0") as (child, address):
        port = address.rsplit(":")[-1]
        for name in ("count", "score", "score-access-log", "exporter"):
            kind, *command = services[name]["healthcheck"]["test"]
            assert kind == "CMD"
            check = [part.replace("127.0.0.1:9107", f"127.0.0.1:{port}") for part in command]
            assert subprocess.run(check, check=False).returncode == 0
            wrong = os.environ | {"LOGWARDEN_TOKEN": "wrong"}
            refused = subprocess.run(check, env=wrong, check=False, stderr=subprocess.DEVNULL)
            assert refused.returncode != 0
        assert TOKEN not in child.tail()


def test_prometheus_scrapes_exporter_and_workers_where_they_listen(
    services: dict[str, Any],
) -> None:
    config = yaml.safe_load((ROOT / "deploy/prometheus.yml").read_text())
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}  # the names are the rules'
    targets = {name: job["static_configs"][0]["targets"] for name, job in jobs.items()}
    worker_port = services["count"]["environment"]["LOGWARDEN_METRICS_PORT"]
    assert targets == {
        "logwarden-exporter": [f"exporter:{parsed(['exporter']).params['port']}"],
        "logwarden-worker": [f"{worker}:{worker_port}" for worker in ("count", "score")],
    }
    (by_name,) = jobs["logwarden-worker"]["dns_sd_configs"]
    assert by_name["names"] == ["score-access-log"] and str(by_name["port"]) == str(worker_port)
    mounted = " ".join(map(str, services["prometheus"]["volumes"]))
    assert all(rule in mounted for rule in config["rule_files"])
    written = "".join(services["prometheus"]["command"])
    for job in jobs.values():
        assert f"> {job['authorization']['credentials_file']}\n" in written
