"""The ledger of a data folder, for commands that read it."""

from pathlib import Path

from ledger.errors import LedgerMissing
from ledger.reader import Reader


def open_ledger(data: Path) -> Reader:
    """The reader of a ledger with counts; LedgerMissing where there is none."""
    reader = Reader(data / "ledger")
    if not reader.positions():
        raise LedgerMissing(
            f"there is no ledger in {data / 'ledger'}: start `logwarden worker count`, "
            "or name the folder with --data"
        )
    return reader
