"""Problems that the user must solve: one sentence each; the front door exits with ``exit_code``."""


class StreamRefused(Exception):
    """A command was refused or cannot go on; the message says what to do."""

    exit_code = 2


class WorkerEnded(Exception):
    """A worker ended itself to stay exact; its supervisor starts it again from the ledger."""

    exit_code = 70
