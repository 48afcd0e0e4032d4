"""Files written whole or not at all: beside their place, to the disk, then renamed."""

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
    """Write ``path``; what was there before stays until the new content is on the disk.

    Raises:
        OutputRefused: see ``writing``.
    """
    replace_all(path.parent, {path.name: content})


def replace_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write all files of ``contents`` into ``folder``, or none; the last is renamed last.

    Raises:
        OutputRefused: see ``writing``.
    """
    with writing(*(folder / name for name in contents)) as files:
        for file, content in zip(files, contents.values(), strict=True):
            file.write(content)


@contextlib.contextmanager
def writing(*paths: Path) -> Iterator[list[IO[bytes]]]:
    """Files to be filled; they become ``paths`` together, once all of them are on the disk.

    The folders are synchronised last: without that a power cut may undo a rename.

    Raises:
        OutputRefused: the disk is full, or a folder cannot be written; nothing is left beside.
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

    Not by ``tempfile``: its files are readable by their owner alone, whatever the umask.
    """
    with path.with_name(f".{path.name}.{secrets.token_hex(8)}").open("xb") as file:
        try:
            yield file
        finally:  # Ctrl-C leaves no half file either
            Path(file.name).unlink(missing_ok=True)


def _concerns(paths: Sequence[Path], error: OSError) -> bool:
    """Whether an error is of these files; the caller may have read others, or a network."""
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
