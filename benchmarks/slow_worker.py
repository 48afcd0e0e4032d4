"""``logwarden`` with a ledger that takes a fifth of a second longer for each chunk."""

import time

from aiokafka import TopicPartition

from ledger.delta import Delta
from logwarden import main
from stream.worker.positions import Positions

apply = Positions.apply


def slowly(self: Positions, tp: TopicPartition, delta: Delta, fetched: float) -> None:
    """Sleep 0.2 s, then apply."""
    time.sleep(0.2)
    apply(self, tp, delta, fetched)


if __name__ == "__main__":
    Positions.apply = slowly  # type: ignore[method-assign]
    main()
