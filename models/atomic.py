"""Files that are there whole or not at all: written beside, then renamed."""

import contextlib
import os
from pathlib import Path


class OutputRefused(Exception):
    """A file that could not be written; the message says where and why."""

    exit_code = 2


def replace(path: Path, content: bytes) -> None:
    """Write ``path``; what was there before stays until the new content is on the disk.

    Raises:
        OutputRefused: the disk is full, or the folder cannot be written; nothing is left beside.
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
        raise OutputRefused(f"cannot write {path}: {error.strerror}") from None
    finally:  # Ctrl-C leaves no half file either
        with contextlib.suppress(OSError):
            beside.unlink()
