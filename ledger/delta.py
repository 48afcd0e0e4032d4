"""The delta of one chunk of one partition: what it adds to the counts, and consistency checks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Pipeline = Literal["count", "score", "score-access-log"]
PIPELINES: tuple[Pipeline, ...] = get_args(Pipeline)
# Every record of a pipeline that is not rejected has one count in this dimension.
EVERY_RECORD: Mapping[str, str] = {
    "count": "status",
    "score": "verdict",
    "score-access-log": "verdict",
}

MAX_KEY_BYTES = 256


@dataclass(frozen=True)
class Partition:
    """A partition as one pipeline counts it; a re-created topic has a new `topic_id` (UUID)."""

    pipeline: str  # one of PIPELINES
    topic: str
    topic_id: str
    partition: int

    def __str__(self) -> str:
        return (
            f"{self.topic}[{self.partition}] (topic id {self.topic_id}, pipeline {self.pipeline})"
        )


@dataclass(frozen=True)
class DeadLetter:
    """A refused or unscored record; `value` is the original, which the writer masks and cuts."""

    offset: int
    reason: str
    value: bytes


@dataclass(frozen=True)
class Finding:
    """A high-scored request; `event_time` in epoch seconds, `score` in [0, 1]."""

    offset: int
    score: float
    event_time: int | None
    value: bytes


@dataclass(frozen=True)
class Delta:
    """The counts that the chunk `[from_offset, to_offset)` adds; holes = to − from − records."""

    from_offset: int
    to_offset: int
    records: int  # received = parsed + rejected (+ unsampled, among the verdicts)
    rejected: int
    cells: Mapping[tuple[int, str, bytes], int]  # (window_start, dimension, key) -> n
    totals: Mapping[tuple[str, bytes], int]  # (dimension, key) -> n
    digest: str
    dead_letters: Sequence[DeadLetter] = ()
    findings: Sequence[Finding] = ()

    @property
    def holes(self) -> int:
        """Offsets of the chunk without a record: markers, aborted or compacted ones."""
        return self.to_offset - self.from_offset - self.records

    def check(self, pipeline: str) -> None:
        """Raise ValueError if the numbers contradict each other: a bug, not bad data."""
        problem = self._contradiction(pipeline)
        if problem:
            raise ValueError(f"delta [{self.from_offset}, {self.to_offset}): {problem}")

    def _contradiction(self, pipeline: str) -> str | None:
        if not 0 <= self.from_offset < self.to_offset:
            return "not a range of offsets"
        if not 0 <= self.rejected <= self.records <= self.to_offset - self.from_offset:
            return f"{self.records} records, {self.rejected} rejected do not fit the range"
        if self._sum("rejected") != self.rejected:
            return f"{self.rejected} rejected, but {self._sum('rejected')} by reason"
        each = EVERY_RECORD[pipeline]
        if self._sum(each) + self.rejected != self.records:
            return f"{self.records} records, but {self._sum(each)} with a {each}"
        if min(self.cells.values(), default=1) < 1 or min(self.totals.values(), default=1) < 1:
            return "a count below 1"
        if any(len(key) > MAX_KEY_BYTES for _, key in self.totals):
            return f"a key of more than {MAX_KEY_BYTES} bytes"
        if not all(math.isfinite(finding.score) for finding in self.findings):
            return "a finding without a score"
        return None

    def _sum(self, dimension: str) -> int:
        return sum(n for (named, _), n in self.totals.items() if named == dimension)
