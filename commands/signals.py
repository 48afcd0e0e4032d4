"""How a command that runs until it is told to stop is told."""

import signal
import threading


def stop_event() -> threading.Event:
    """Set by SIGTERM, Ctrl-C, or the end of the terminal."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup: to outlive the terminal
            signal.signal(number, lambda *_: stop.set())
    return stop
