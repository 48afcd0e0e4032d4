"""Problems that the user must solve: one sentence each; the front door exits with ``exit_code``."""


class BatchRefused(Exception):
    """The batch side could not do its work; the message says why and what to do."""

    exit_code = 2


class ArchiveDamaged(BatchRefused):
    """An archive file is cut short, not ours, or does not hold what its header says."""


class RangeLost(BatchRefused):
    """Kafka no longer holds every offset that the ledger counted, so nothing can be proved."""


class TopicChanged(BatchRefused):
    """The topic was deleted and re-created (another topic id), or is not there."""


class NotCounted(BatchRefused):
    """A partition of the topic holds records that the ledger knows nothing of: a difference."""

    exit_code = 1
