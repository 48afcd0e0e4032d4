"""Settings of the models, from ``LOGWARDEN_*`` variables or flags; nothing is read at import."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """How a scorer is opened; each field is an option of ``logwarden score``."""

    model: Path | None = None  # LOGWARDEN_MODEL; None is the model that ships with logwarden
    provider: str = "auto"  # LOGWARDEN_PROVIDER: auto, cpu or cuda
    threads: int = 1  # LOGWARDEN_THREADS: threads inside one scoring call
