"""Samples records by a pure function of topic, partition and offset."""

from collections.abc import Sequence
from hashlib import blake2b

_DIGEST_BYTES = 8
_ALL = 1 << (8 * _DIGEST_BYTES)


class Sample:
    """A share of the records of all partitions, the same ones at every replay.

    Args:
        share: in (0, 1]. A larger share contains all records of a smaller one.
    """

    def __init__(self, share: float) -> None:
        self.share = share
        self._below = round(share * _ALL)

    def offsets(self, topic_id: str, partition: int, offsets: Sequence[int]) -> set[int]:
        """The sampled ones of ``offsets``. Senders cannot choose them: the broker assigns these."""
        if self._below >= _ALL:
            return set(offsets)
        where = blake2b(f"{topic_id}/{partition}/".encode(), digest_size=_DIGEST_BYTES)
        chosen = set()
        for offset in offsets:
            hashed = where.copy()
            hashed.update(b"%d" % offset)
            if int.from_bytes(hashed.digest(), "big") < self._below:
                chosen.add(offset)
        return chosen
