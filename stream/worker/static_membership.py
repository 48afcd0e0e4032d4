"""Static group membership (KIP-345): a worker that is killed and restarted keeps its partitions.

The instance id is host name and slot; a slot is held by a file lock, so that two workers on one
host never share an id (they would fence each other endlessly).
"""

import fcntl
import os
import socket
from pathlib import Path

from stream.errors import StreamRefused

SLOTS = 64


class Slot:
    """The lowest free slot of ``pipeline`` on this host, held until the process ends.

    Args:
        folder: where the lock files lie, the same for all workers of this host.

    Raises:
        StreamRefused: all 64 slots are held.
    """

    def __init__(self, folder: Path, pipeline: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(SLOTS):
            descriptor = os.open(
                folder / f"{pipeline}-{number}.lock", os.O_RDWR | os.O_CREAT, 0o600
            )
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                continue
            self._descriptor = descriptor  # never closed: the lock goes with the process
            self.instance_id = f"{socket.gethostname()}-{pipeline}-{number}"
            return
        raise StreamRefused(f"all {SLOTS} slots of {pipeline} workers in {folder} are held")
