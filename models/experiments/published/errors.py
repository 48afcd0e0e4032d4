"""Errors that the user must resolve, one sentence each; logwarden exits with ``exit_code``."""


class DataRefused(Exception):
    """The request log is not of the published form; the message names the row."""

    exit_code = 2


class RunRefused(Exception):
    """The folder of a run cannot be used; the message says what to do."""

    exit_code = 2


class Stopped(Exception):
    """Ctrl-C during the training; the last whole epoch, if there is one, is on disk."""

    exit_code = 1
