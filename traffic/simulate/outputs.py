"""Outputs of simulated traffic: files, written whole or not at all, and streams."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from accesslog import atomic

STDOUT = Path("-")


@contextlib.contextmanager
def outputs(*paths: Path) -> Iterator[list[IO[bytes]]]:
    """Open the paths for writing: files appear whole at the end, ``-``, pipes and devices stream.

    Raises:
        atomic.OutputRefused: the disk is full, or a folder cannot be written; the files are as
            they were.
        BrokenPipeError: the reader of a stream has gone.
    """
    streamed = [path == STDOUT or (path.exists() and not path.is_file()) for path in paths]
    whole = [path.resolve() for path, at_once in zip(paths, streamed, strict=True) if not at_once]
    with contextlib.ExitStack() as opened:
        files = iter(opened.enter_context(atomic.writing(*whole)) if whole else ())
        yield [
            opened.enter_context(_stream(path)) if at_once else next(files)
            for path, at_once in zip(paths, streamed, strict=True)
        ]


@contextlib.contextmanager
def _stream(path: Path) -> Iterator[IO[bytes]]:
    try:
        with (
            contextlib.nullcontext(sys.stdout.buffer) if path == STDOUT else path.open("wb") as file
        ):
            yield file
            file.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        name = str(path)
        if path == STDOUT:  # or Python fails again when it flushes stdout at its end
            name = "to stdout"
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise atomic.OutputRefused(f"cannot write {name}: {error.strerror}") from None
