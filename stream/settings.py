"""Settings of the live side, with defaults. Nothing is read at import."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class StreamSettings:
    """Settings of workers, shipper and demo.

    ``chunk_records`` bounds a counting chunk, ``score_records`` a scoring one (records).
    ``sample`` is the share of access-log records that ``worker score --access-log`` scores.
    ``session_seconds`` is the session time-out of the consumer group.
    """

    bootstrap: str = "127.0.0.1:9092"
    data: Path = Path("logwarden-data")
    access_topic: str = "access-log"
    requests_topic: str = "requests"
    partitions: int = 2
    log_format: str = "auto"
    chunk_records: int = 5000
    score_records: int = 256
    sample: float = 1.0
    session_seconds: float = 10.0

    @property
    def topics(self) -> tuple[str, str]:
        """The record topics: access log, requests."""
        return self.access_topic, self.requests_topic

    @property
    def ledger(self) -> Path:
        """The folder of the ledger files."""
        return self.data / "ledger"
