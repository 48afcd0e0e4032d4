"""Problems that the user of an exporter has to solve."""


class ListenerRefused(Exception):
    """The address cannot be listened on: it is taken, unknown, or unsafe without a token."""

    exit_code = 2
