"""Keeps bounded, masked copies of refused records (dead letters) and of the highest scores."""

import hashlib
import time
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from accesslog.redact import mask
from ledger.delta import DeadLetter, Finding
from ledger.schema import dead_letter, finding

MAX_VALUE_BYTES = 4096
# Bounds per reason in one ledger file, that is per pipeline and partition. Every such record is
# counted: as `rejected` by reason, or as the verdict `unscored` (reasons `model`, `no_request`).
DEAD_LETTERS_PER_MINUTE = 20
DEAD_LETTERS_PER_REASON = 2000  # the newest; 8 MB a reason at most
FINDINGS = 100


def keep_dead_letters(connection: Connection, epoch: int, letters: Sequence[DeadLetter]) -> None:
    """Keep the first of each reason in this minute of arrival, and delete the oldest."""
    arrived = int(time.time()) // 60 * 60
    by_reason = attrgetter("reason")
    for reason, group in groupby(sorted(letters, key=by_reason), key=by_reason):
        of_reason = dead_letter.c.reason == reason
        kept = connection.scalar(
            select(func.count()).where(of_reason, dead_letter.c.arrived == arrived)
        )
        new = [
            {"epoch": epoch, "offset": letter.offset, "reason": reason, "arrived": arrived}
            | _copy(letter.value)
            for letter in list(group)[: max(0, DEAD_LETTERS_PER_MINUTE - (kept or 0))]
        ]
        if new:
            connection.execute(insert(dead_letter), new)
            _forget_oldest(connection, reason)


def _forget_oldest(connection: Connection, reason: str) -> None:
    of_reason = dead_letter.c.reason == reason
    newest_too_many = (
        select(dead_letter.c.id)
        .where(of_reason)
        .order_by(dead_letter.c.id.desc())
        .limit(1)
        .offset(DEAD_LETTERS_PER_REASON)
    )
    connection.execute(
        delete(dead_letter).where(of_reason, dead_letter.c.id <= newest_too_many.scalar_subquery())
    )


def keep_findings(connection: Connection, epoch: int, findings: Iterable[Finding]) -> None:
    """Keep the epoch's FINDINGS highest scores; among equal ones the first offsets."""
    best = nlargest(FINDINGS, findings, key=lambda found: (found.score, -found.offset))
    if not best:
        return
    connection.execute(
        upsert(finding).on_conflict_do_nothing(),
        [
            {
                "epoch": epoch,
                "offset": found.offset,
                "score": found.score,
                "event_time": found.event_time,
            }
            | _copy(found.value)
            for found in best
        ],
    )
    of_epoch = finding.c.epoch == epoch
    highest = (
        select(finding.c.offset)
        .where(of_epoch)
        .order_by(finding.c.score.desc(), finding.c.offset)
        .limit(FINDINGS)
    )
    connection.execute(delete(finding).where(of_epoch, finding.c.offset.not_in(highest)))


def _copy(value: bytes) -> dict[str, object]:
    """The columns kept of a record: its masked beginning, and size and digest of the original.

    The value is masked before it is cut, so that the cut never separates a secret from its key.
    Only four times the kept bytes are masked, so that a 1 MB line costs no more than a 16 KB one.
    """
    return {
        "size": len(value),
        "sha256": hashlib.sha256(value).hexdigest(),
        "value": mask(value[: 4 * MAX_VALUE_BYTES])[:MAX_VALUE_BYTES],
    }
