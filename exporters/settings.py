"""Settings of the exporter, with defaults. Nothing is read at import."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ExporterSettings:
    """Settings of the exporter process.

    ``refresh_seconds``: interval at which the counts are read; tables and lag have twice that.
    ``token``: bearer token of every request; None for none, and then ``host`` must be loopback.
    ``clients``: whether clients are named, in /metrics and in /api/top.
    ``score_access_log``: whether access-log requests are to be scored; their lag is then shown
    even before a worker has a position.
    """

    bootstrap: str = "127.0.0.1:9092"
    data: Path = Path("logwarden-data")
    access_topic: str = "access-log"
    requests_topic: str = "requests"
    host: str = "127.0.0.1"
    port: int = 9107
    token: str | None = None
    clients: bool = True
    refresh_seconds: float = 1.0
    score_access_log: bool = False

    @property
    def ledger(self) -> Path:
        """The folder of the ledger files."""
        return self.data / "ledger"
