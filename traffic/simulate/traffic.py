"""Parameters of simulated traffic: every number that decides the bytes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Traffic:
    """Parameters of simulated traffic; the same values give the same bytes on any machine.

    ``start`` is epoch seconds (default 2026-01-05 08:00 UTC), ``rate`` records per second of the
    records' own time. ``malformed`` and ``late`` are shares of all records, ``attack_share`` one of
    request documents.
    """

    seed: int = 1
    start: int = 1_767_600_000
    rate: float = 40.0
    malformed: float = 0.005
    late: float = 0.01
    attack_share: float = 0.2
