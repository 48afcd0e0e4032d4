"""What can be wrong with a ledger: one sentence for the user and an exit code each."""


class LedgerError(Exception):
    """A problem with the ledger that somebody must know of; never a bug in a record."""

    exit_code = 2


class Fenced(LedgerError):
    """Another worker counted these offsets: this one ends, so that nothing counts twice."""

    exit_code = 70


class LedgerUnavailable(LedgerError):
    """Disk full, I/O error or a lock held too long: rolled back whole, exact when started again."""

    exit_code = 70


class LedgerRefused(LedgerError):
    """The ledger cannot be used as it is; the sentence says what to do."""


class LedgerMissing(LedgerRefused):
    """There is no ledger (or none with counts) where one is needed."""


class LedgerCorrupt(LedgerRefused):
    """Not a SQLite database, or a damaged one."""


class SchemaNewer(LedgerRefused):
    """Written by a newer logwarden."""


class DefinitionChanged(LedgerRefused):
    """The counts in the file were made under another definition_id."""


class WrongTopicId(LedgerRefused):
    """The file holds another partition's counts: it was copied or renamed."""
