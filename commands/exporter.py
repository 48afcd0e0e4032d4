"""``logwarden exporter``: Prometheus metrics and JSON of the ledger."""

import os
from pathlib import Path

import click

from commands.options import (
    access_topic,
    bootstrap,
    data,
    requests_topic,
    score_access_log,
    setting,
)
from exporters.settings import ExporterSettings

DEFAULTS = ExporterSettings()


@click.command(
    epilog="\b\nExample:\n  logwarden exporter --port 9107\n  curl 127.0.0.1:9107/api/top?window=5m"
)
@bootstrap
@data
@access_topic
@requests_topic
@setting(
    "host",
    DEFAULTS.host,
    "Address to listen on; off loopback, LOGWARDEN_TOKEN must hold a token.",
    variable="exporter-host",
)
@setting(
    "port",
    DEFAULTS.port,
    "Port to listen on; 0 for any free one.",
    variable="exporter-port",
    type=click.IntRange(0, 65535),
)
@setting("clients", DEFAULTS.clients, "Whether clients are named.")
@setting(
    "refresh-seconds",
    DEFAULTS.refresh_seconds,
    "How often the ledger is read.",
    type=click.FloatRange(0.1, 60),
)
@score_access_log
def exporter(
    bootstrap: str,
    data: Path,
    access_topic: str,
    requests_topic: str,
    host: str,
    port: int,
    clients: bool,
    refresh_seconds: float,
    score_access_log: bool,
) -> None:
    """Serve the ledger's counts: /metrics, /healthz, /readyz and /api/top.

    With LOGWARDEN_TOKEN set, every request must bring it as "Authorization: Bearer <token>".
    """
    import logging

    from commands.signals import stop_event
    from exporters.server import Exporter

    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # /readyz says it once, not each second
    settings = ExporterSettings(
        bootstrap,
        data,
        access_topic,
        requests_topic,
        host,
        port,
        os.environ.get("LOGWARDEN_TOKEN"),  # never an option: others could read it in `ps`
        clients,
        refresh_seconds,
        score_access_log,
    )
    stop = stop_event()
    server = Exporter(settings).start()
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"exporter: http://{shown}:{server.server_port}/metrics", err=True)
    stop.wait()
    server.close()
