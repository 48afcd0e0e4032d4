"""What the batch side can be told, with its defaults. Nothing is read at import."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class BatchSettings:
    """Where the counts, the records and the archives are."""

    bootstrap: str = "127.0.0.1:9092"
    data: Path = Path("logwarden-data")
    access_topic: str = "access-log"
    log_format: str = "auto"

    @property
    def ledger(self) -> Path:
        """The folder of the ledger files."""
        return self.data / "ledger"

    @property
    def snapshot(self) -> Path:
        """The folder of the newest snapshot."""
        return self.data / "snapshot"

    @property
    def archive(self) -> Path:
        """The folder of the newest archive."""
        return self.data / "archive"
