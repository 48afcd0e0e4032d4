"""The base of all mrjob jobs: byte input, quiet logging, able to run alone on a node."""

import logging
import os
import re
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from mrjob.job import MRJob
from mrjob.protocol import StandardJSONProtocol

from accesslog.logformat import LogFormatError
from batch.errors import BatchRefused

# Keys that a task holds before it emits them: bounds its memory at some 50 MB.
KEYS_IN_MEMORY = 200_000

_SPLIT_BY_SH = re.compile(r"[\s*?\[\\'\"]")


class Job(MRJob):
    """A job whose first step reads whole files (``mapper_raw``).

    So mrjob neither decodes nor trims a line. Its own readers fall back to latin-1, cut CRs off,
    and stop silently after the first member of a concatenated gzip file. Keys travel as hex.
    """

    # The job file is run alone on nodes: what it imports travels with it.
    DIRS: ClassVar = ["../accesslog#accesslog", "../batch#batch"]
    INTERNAL_PROTOCOL = StandardJSONProtocol  # not the JSON library that happens to be installed

    @classmethod
    def set_up_logging(cls, quiet: bool = False, verbose: bool = False, stream: Any = None) -> None:
        """Log errors only; with ``--verbose`` also mrjob's notes on its configuration."""
        super().set_up_logging(quiet=quiet, verbose=verbose, stream=stream)
        if not verbose:
            logging.getLogger("mrjob").setLevel(logging.ERROR)

    def load_args(self, args: list[str]) -> None:
        super().load_args(args)
        # A failed run leaves no copies of log lines behind either (mrjob would).
        self.options.cleanup_on_failure = self.options.cleanup_on_failure or ["ALL"]

    def check(self) -> None:
        """Refuse arguments that cannot work, before any file is read.

        Raises:
            BatchRefused: the runner could not read a path.
        """
        refuse_what_sh_would_split(self.options.runner, self.options.args)

    def run_job(self) -> None:
        """Run the job; a problem that the user must solve is one sentence and exit code 2."""
        try:
            self.check()
            super().run_job()
        except (OSError, EOFError, LogFormatError, zlib.error, BatchRefused) as error:
            print(f"{Path(sys.argv[0]).stem}: {error}", file=sys.stderr)
            sys.exit(2)
        except SystemExit as step_failed:  # in a child process; mrjob has said which and why
            sys.exit(2 if step_failed.code else 0)


def refuse_what_sh_would_split(runner: str | None, paths: Iterable[str | Path]) -> None:
    """Raise BatchRefused for a path that the local runner's script, unquoted, would split."""
    for path in map(os.path.abspath, paths):
        if runner == "local" and _SPLIT_BY_SH.search(path):
            raise BatchRefused(f"mrjob's local runner cannot read {path!r}: use -r inline")
