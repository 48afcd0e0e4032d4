"""What the exporter can be told, with its defaults. Nothing is read at import."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ExporterSettings:
    """``refresh_seconds``: how often the counts are read; the rest is read a little less often.

    ``token``: what every request must bring, None for none (then only loopback is listened on).
    ``clients``: whether clients are named, in /metrics and in /api/top.
    ``score_access_log``: whether access-log requests are to be scored; their lag is then shown
    from the beginning, and not only once a worker has a position.
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
