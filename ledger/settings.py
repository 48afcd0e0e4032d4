"""What the ledger's commands can be told, with its defaults. Nothing is read at import."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class LedgerSettings:
    """`data` is the folder that holds `ledger/`; `log_format` goes into the manifest."""

    data: Path = Path("logwarden-data")
    access_topic: str = "access-log"
    log_format: str = "auto"
