"""``logwarden`` that writes down each commit: ``python -m benchmarks.timed_worker FILE COMMAND…``.

FILE gets one JSON line for each chunk: partition, from, to, records, and the wall clock after its
commit in seconds since the epoch.
"""

import json
import sys
import time
from pathlib import Path

from aiokafka import TopicPartition

from ledger.delta import Delta
from logwarden import main
from stream.worker.positions import Positions

apply = Positions.apply


def write_commits_to(path: Path) -> None:
    """Make every later commit of this process append a line to ``path``."""
    commits = path.open("a", buffering=1)

    def applied(self: Positions, tp: TopicPartition, delta: Delta, fetched: float) -> None:
        apply(self, tp, delta, fetched)
        row = [tp.partition, delta.from_offset, delta.to_offset, delta.records, time.time()]
        commits.write(json.dumps(row) + "\n")

    Positions.apply = applied  # type: ignore[method-assign]


if __name__ == "__main__":
    write_commits_to(Path(sys.argv.pop(1)))
    main()
