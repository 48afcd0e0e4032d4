"""Atomic file writes: a new file beside the target is synced to the disk, then renamed."""

import contextlib
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO


class OutputRefused(Exception):
    """A file that could not be written; the message says where and why."""

    exit_code = 2


def replace(path: Path, content: bytes) -> None:
    """Write ``path``; the old content stays until the new one is on the disk.

    Raises:
        OutputRefused: see ``writing``.
    """
    replace_all(path.parent, {path.name: content})


def replace_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write ``contents`` (name -> bytes) into ``folder``; renamed in order once all are on disk.

    Raises:
        OutputRefused: see ``writing``.
    """
    with writing(*(folder / name for name in contents)) as files:
        for file, content in zip(files, contents.values(), strict=True):
            file.write(content)


@contextlib.contextmanager
def writing(*paths: Path) -> Iterator[list[IO[bytes]]]:
    """Open files that become ``paths``, in order, once all of them are on the disk.

    The folders are synced last, or a power cut might undo a rename.

    Raises:
        OutputRefused: the disk is full, or a folder cannot be written; no new file is left beside.
        OSError: from the body, if it is not about these files.
    """
    folders = " and ".join(dict.fromkeys(str(path.parent) for path in paths))
    where = str(paths[0]) if len(paths) == 1 else f"into {folders}"
    try:
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as opened:
            files = [opened.enter_context(_beside(path)) for path in paths]
            yield files
            for file in files:
                file.flush()
                os.fsync(file.fileno())
            for file, path in zip(files, paths, strict=True):
                Path(file.name).replace(path)
            for folder in dict.fromkeys(path.parent for path in paths):
                _sync(folder)
    except OSError as error:
        if not _concerns(paths, error):
            raise
        reason = error.strerror or type(error).__name__
        raise OutputRefused(f"cannot write {where}: {reason}") from None


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
    """A new file in the folder of ``path``, removed at the end unless it was renamed.

    ``tempfile`` would make it readable by its owner alone, whatever the umask.
    """
    with path.with_name(f".{path.name}.{secrets.token_hex(8)}").open("xb") as file:
        try:
            yield file
        finally:  # Ctrl-C leaves no half file either
            Path(file.name).unlink(missing_ok=True)


def _concerns(paths: Sequence[Path], error: OSError) -> bool:
    """Whether an error is about these files; the caller may have read others, or a network."""
    if isinstance(error, ConnectionError | TimeoutError):
        return False
    if error.filename is None:
        return True
    named = Path(error.filename)
    return any(path.is_relative_to(named) or path.parent == named.parent for path in paths)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
