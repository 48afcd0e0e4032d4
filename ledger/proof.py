"""The last result of the nightly reconciliation, as a small file in the ledger folder."""

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from accesslog import atomic
from ledger.errors import LedgerCorrupt

Result = Literal["equal", "differs", "could_not_run"]
_NAME = "proof.json"


@dataclass(frozen=True)
class Proof:
    """The result of a reconciliation; times in epoch seconds."""

    time: int
    result: Result
    records: int  # compared
    mismatched_keys: int
    last_success: int | None  # the last time the result was `equal`


def write_proof(
    folder: Path,
    result: Result,
    *,
    records: int = 0,
    mismatched_keys: int = 0,
    now: int | None = None,
) -> Proof:
    """Replace the proof; `last_success` is carried over unless the result is `equal`.

    Raises OutputRefused.
    """
    at = int(time.time()) if now is None else now
    success: int | None = at
    if result != "equal":
        try:
            before = read_proof(folder)
        except LedgerCorrupt:  # the new proof replaces the damaged one
            before = None
        success = before.last_success if before else None
    proof = Proof(at, result, records, mismatched_keys, success)
    atomic.replace(folder / _NAME, json.dumps(asdict(proof)).encode() + b"\n")
    return proof


def read_proof(folder: Path) -> Proof | None:
    """The last proof; None if nothing was reconciled yet. Raises LedgerCorrupt."""
    path = folder / _NAME
    try:
        return Proof(**json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise LedgerCorrupt(f"{path} is damaged: run `logwarden reconcile` again") from error
