"""Orderly stop of a command that runs until it is told to."""

import signal
import threading


def stop_event() -> threading.Event:
    """An event set by SIGTERM, SIGINT and SIGHUP; an ignored signal stays ignored (nohup)."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: stop.set())
    return stop
