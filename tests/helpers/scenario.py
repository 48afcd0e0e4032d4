"""Loads tests/scenarios/<name>/: lines in, expectations written by hand beside them.

README.md says what a folder guards. The records are the lines of access.log as they are, or the
strings of records.jsonl if a record holds a newline (latin-1: each character is one byte).
expected.json holds the totals, {"status": {key: n}, "error_ip": ..., "rejected": ...}. It may hold
all "cells", [[window start, dimension, key, n], ...], and "top", {dimension: [[key, n], ...]}.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accesslog.tally import DIMENSIONS

FOLDER = Path(__file__).parent.parent / "scenarios"


@dataclass(frozen=True)
class Scenario:
    name: str
    records: list[bytes]
    expected: dict[str, Any]

    def totals(self) -> dict[tuple[str, bytes], int]:
        """(dimension, key) -> n, of all dimensions."""
        return {
            (dimension, key.encode("latin-1")): n
            for dimension in DIMENSIONS
            for key, n in self.expected[dimension].items()
        }

    def cells(self) -> dict[tuple[int, str, bytes], int] | None:
        """(window start, dimension, key) -> n; None if the folder does not state them."""
        if "cells" not in self.expected:
            return None
        return {
            (window, dimension, key.encode("latin-1")): n
            for window, dimension, key, n in self.expected["cells"]
        }


def scenarios() -> list[Scenario]:
    """The scenario of every folder, by name."""
    return [_load(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()]


def _load(folder: Path) -> Scenario:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    return Scenario(folder.name, _records(folder), expected)


def _records(folder: Path) -> list[bytes]:
    log = folder / "access.log"
    if log.exists():
        return log.read_bytes().split(b"\n")[:-1]
    strings = (folder / "records.jsonl").read_text("utf-8").splitlines()
    return [json.loads(string).encode("latin-1") for string in strings]
