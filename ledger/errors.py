"""Errors of a ledger: one sentence for the user and an exit code each."""


class LedgerError(Exception):
    """A problem with the ledger that a user must know of; never one with a record."""

    exit_code = 2


class Fenced(LedgerError):
    """Another worker counted these offsets: this one ends, so that nothing counts twice."""

    exit_code = 70


class LedgerUnavailable(LedgerError):
    """Disk full, I/O error or a lock held too long: rolled back, and exact when started again."""

    exit_code = 70


class LedgerRefused(LedgerError):
    """The ledger cannot be used as it is; the sentence says what to do."""


class LedgerMissing(LedgerRefused):
    """A ledger is needed, and there is none, or none with counts."""


class LedgerCorrupt(LedgerRefused):
    """The file is damaged, or no ledger."""


class SchemaNewer(LedgerRefused):
    """The file has another schema version: a newer logwarden wrote it."""


class DefinitionChanged(LedgerRefused):
    """The counts in the file were made under another definition_id."""


class WrongTopicId(LedgerRefused):
    """The file holds another partition's counts: it was copied or renamed."""
