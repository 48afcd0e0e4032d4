"""The files of a run's folder, written whole or not at all."""

import os
from pathlib import Path

from models.published.errors import RunRefused


def write(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path``, then rename: a reader sees the old file or the new one.

    Raises:
        RunRefused: the disk is full, or the folder cannot be written; ``path`` is as before.
    """
    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise RunRefused(f"cannot write {path} ({error.strerror}); it is as it was") from None
    finally:
        if beside.is_file():
            beside.unlink()
