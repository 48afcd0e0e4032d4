"""Reads what changes by the minute or costs more: windows, the two top-N tables, evidence."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from accesslog.escape import printable
from accesslog.window import WINDOW_SECONDS, window_start
from exporters.counts import SCORING, VERDICTS
from exporters.ledger_collector import Labels, Samples
from exporters.status_codes import CLASSES, status_class
from ledger.database import ledger_files, read_transaction
from ledger.delta import Pipeline
from ledger.errors import LedgerError
from ledger.reader import Reader
from ledger.records import Position
from ledger.schema import dead_letter
from ledger.windows import ERROR_CLIENTS, STATUS_CODES, WINDOWS

MAX_LABEL = 128  # characters; a client of 256 invalid bytes would take 1,024

Ranked = list[tuple[bytes, int]]


@dataclass(frozen=True)
class Tables:
    """Gauges, and the answers of /api/top: JSON ``documents`` by window (None: all time)."""

    samples: Samples
    documents: Mapping[str | None, bytes]


class TableSource:
    """Reads a ledger folder repeatedly; call ``sample`` from one thread at a time.

    Args:
        folder: the folder of the ledger files.
        clients: whether clients are named.
    """

    def __init__(self, folder: Path, *, clients: bool) -> None:
        self._folder = folder
        self._reader = Reader(folder)
        self._clients = ERROR_CLIENTS if clients else 0
        self._last = Tables({}, {})
        self._seen: tuple[list[Position], int] | None = None

    def sample(self) -> Tables:
        """The tables now, or the last ones while the ledger is unreadable."""
        try:
            positions = self._reader.positions()
            now = int(time.time())
            seen = (positions, window_start(now))
            if not positions or seen == self._seen:
                return self._last
            self._last = self._read(positions, now)
            self._seen = seen
        except LedgerError:  # the count source says why
            pass
        return self._last

    def _read(self, positions: list[Position], now: int) -> Tables:
        end = self._window_end("count", now)
        scored = {each: self._window_end(each, now) for each in SCORING}
        tables = {window: self._tables(window, end) for window in (None, *WINDOWS)}
        samples: dict[str, Mapping[Labels, float]] = {
            "logwarden_window_responses": self._window_responses(end),
            "logwarden_newest_event_minute_timestamp_seconds": {(): end},
            "logwarden_window_verdicts": self._window_verdicts(scored),
            "logwarden_newest_scored_minute_timestamp_seconds": {
                (pipeline,): at for pipeline, at in scored.items()
            },
            "logwarden_future_records": {(): self._reader.future_records(now)},
            "logwarden_dead_letters_kept": {(): _dead_letters_kept(self._folder)},
        }
        if self._clients:
            samples["logwarden_top_error_client_errors"] = rank_series(tables[None]["error_ip"])
        counted = [position for position in positions if position.pipeline == "count"]
        received = {
            "records": sum(position.records for position in counted),
            "rejected": sum(position.rejected for position in counted),
        }
        documents = {
            window: json.dumps(_rows(found) | {"window": window} | received).encode()
            for window, found in tables.items()
        }
        return Tables(samples, documents)

    def _window_responses(self, end: int) -> Mapping[Labels, float]:
        responses: dict[Labels, float] = {}
        for window, seconds in WINDOWS.items():
            classes: Counter[str] = Counter()
            for code, n in self._reader.counts("count", "status", seconds, end).items():
                classes[status_class(code)] += n
            responses |= {(window, each): classes[each] for each in CLASSES}
        return responses

    def _window_verdicts(self, ends: Mapping[Pipeline, int]) -> Mapping[Labels, float]:
        verdicts: dict[Labels, float] = {}
        for pipeline, end in ends.items():
            for window, seconds in WINDOWS.items():
                found = self._reader.counts(pipeline, "verdict", seconds, end)
                verdicts |= {(pipeline, each, window): found[each.encode()] for each in VERDICTS}
        return verdicts

    def _window_end(self, pipeline: Pipeline, now: int) -> int:
        """End (epoch seconds) of the newest complete minute with a record; 0 if none has a time."""
        newest = self._reader.newest_window(pipeline, before=window_start(now))
        return newest + WINDOW_SECONDS if newest else 0  # verdicts without a time are at 0

    def _tables(self, window: str | None, end: int) -> dict[str, Ranked]:
        span = (WINDOWS[window], end) if window else (None, None)
        top = self._reader.top
        clients = top("count", "error_ip", self._clients, *span) if self._clients else []
        return {"status": top("count", "status", STATUS_CODES, *span), "error_ip": clients}


def rank_series(ranked: Ranked) -> Mapping[Labels, float]:
    """Exactly five series; with fewer clients the rest have the client "" and the value 0."""
    filled = [(client_label(client), n) for client, n in ranked]
    filled += [("", 0)] * (ERROR_CLIENTS - len(filled))
    return {(str(rank), client): n for rank, (client, n) in enumerate(filled, start=1)}


def client_label(client: bytes) -> str:
    """The client, printable and at most MAX_LABEL characters; a longer one ends in its hash.

    >>> client_label(bytes([0x1b]) + b"[2J192.0.2.1")
    '\\\\x1b[2J192.0.2.1'
    """
    shown = printable(client)
    if len(shown) <= MAX_LABEL:
        return shown
    digest = f"..sha256:{hashlib.sha256(client).hexdigest()[:16]}"
    return shown[: MAX_LABEL - len(digest)] + digest


def _rows(tables: Mapping[str, Ranked]) -> dict[str, object]:
    return {
        name: [{"key": printable(key), "n": n} for key, n in ranked]
        for name, ranked in tables.items()
    }


def _dead_letters_kept(folder: Path) -> int:
    kept = 0
    for path in ledger_files(folder):
        with read_transaction(path) as connection:
            if connection is not None:
                kept += connection.scalar(select(func.count()).select_from(dead_letter)) or 0
    return kept
