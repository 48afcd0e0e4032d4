"""The command of the exporters: ``logwarden exporter``."""

import os
from pathlib import Path

import click

from exporters.settings import ExporterSettings

DEFAULTS = ExporterSettings()


@click.command(
    epilog="\b\nExample:\n  logwarden exporter --port 9107\n  curl 127.0.0.1:9107/api/top?window=5m"
)
@click.option(
    "--bootstrap",
    default=DEFAULTS.bootstrap,
    envvar="LOGWARDEN_BOOTSTRAP",
    show_envvar=True,
    show_default=True,
    help="Kafka, host:port; only the lag is read from it.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=DEFAULTS.data,
    envvar="LOGWARDEN_DATA",
    show_envvar=True,
    show_default=True,
    help="Folder of ledger and broker.",
)
@click.option(
    "--access-topic",
    default=DEFAULTS.access_topic,
    envvar="LOGWARDEN_ACCESS_TOPIC",
    show_envvar=True,
    show_default=True,
    help="Topic of access-log lines.",
)
@click.option(
    "--requests-topic",
    default=DEFAULTS.requests_topic,
    envvar="LOGWARDEN_REQUESTS_TOPIC",
    show_envvar=True,
    show_default=True,
    help="Topic of request documents.",
)
@click.option(
    "--host",
    default=DEFAULTS.host,
    envvar="LOGWARDEN_EXPORTER_HOST",
    show_envvar=True,
    show_default=True,
    help="Address to listen on; off loopback, LOGWARDEN_TOKEN must hold a token.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULTS.port,
    envvar="LOGWARDEN_EXPORTER_PORT",
    show_envvar=True,
    show_default=True,
    help="Port to listen on; 0 for any free one.",
)
@click.option(
    "--clients/--no-clients",
    default=DEFAULTS.clients,
    envvar="LOGWARDEN_CLIENTS",
    show_envvar=True,
    show_default=True,
    help="Whether clients are named.",
)
@click.option(
    "--refresh-seconds",
    type=click.FloatRange(0.1, 60),
    default=DEFAULTS.refresh_seconds,
    envvar="LOGWARDEN_REFRESH_SECONDS",
    show_envvar=True,
    show_default=True,
    help="How often the ledger is read.",
)
@click.option(
    "--score-access-log/--no-score-access-log",
    default=DEFAULTS.score_access_log,
    envvar="LOGWARDEN_SCORE_ACCESS_LOG",
    show_envvar=True,
    show_default=True,
    help="Whether access-log requests are scored too.",
)
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
    import signal
    import threading

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
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server = Exporter(settings).start()
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"exporter: http://{shown}:{server.server_port}/metrics", err=True)
    stop.wait()
    server.close()
