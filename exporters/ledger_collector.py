"""Exposes the global, exact counts to Prometheus, by a collector that only renders a snapshot."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

Labels = tuple[str, ...]
"""Label values, in the order of Family.labels."""

Samples = Mapping[str, Mapping[Labels, float]]
"""Metric name to labels to value."""


class Family(NamedTuple):
    """One metric: its exposed name, type, help text and label names."""

    name: str
    kind: type[CounterMetricFamily] | type[GaugeMetricFamily]
    text: str
    labels: tuple[str, ...] = ()


COUNTER, GAUGE = CounterMetricFamily, GaugeMetricFamily

FAMILIES = (
    Family("logwarden_records_total", COUNTER, "Records read", ("pipeline", "result")),
    Family("logwarden_responses_total", COUNTER, "Access-log records by status code", ("status",)),
    Family(
        "logwarden_rejected_records_total",
        COUNTER,
        "Records that could not be read, by reason",
        ("pipeline", "reason"),
    ),
    Family(
        "logwarden_verdicts_total",
        COUNTER,
        "Scored requests by pipeline, verdict and model (its scoring id)",
        ("pipeline", "verdict", "model"),
    ),
    Family(
        "logwarden_holes_total",
        COUNTER,
        "Offsets without a record: transaction markers, aborted and compacted records",
        ("pipeline",),
    ),
    Family(
        "logwarden_lost_records_total",
        COUNTER,
        "Offsets that the log dropped before they were read",
        ("pipeline",),
    ),
    Family(
        "logwarden_top_error_client_errors",
        GAUGE,
        "4xx and 5xx answers of the five clients that have most; client is empty below five",
        ("rank", "client"),
    ),
    Family(
        "logwarden_window_responses",
        GAUGE,
        "Responses by class in the event-time window that ends at the newest complete minute",
        ("window", "class"),
    ),
    Family(
        "logwarden_newest_event_minute_timestamp_seconds",
        GAUGE,
        "End of the newest complete event minute; 0 before the first",
    ),
    Family(
        "logwarden_window_verdicts",
        GAUGE,
        "Scored requests by verdict in the pipeline's event-time window, which ends as above",
        ("pipeline", "verdict", "window"),
    ),
    Family(
        "logwarden_newest_scored_minute_timestamp_seconds",
        GAUGE,
        "End of the pipeline's newest complete event minute; 0 before the first",
        ("pipeline",),
    ),
    Family("logwarden_future_records", GAUGE, "Records dated after now + 5 minutes"),
    Family("logwarden_dead_letters_kept", GAUGE, "Refused or unscored records kept to look at"),
    Family("logwarden_closed_topics", GAUGE, "Topics that were deleted and made again"),
    Family(
        "logwarden_lag_records",
        GAUGE,
        "Offsets still to read; NaN while the broker is away",
        ("pipeline", "topic", "partition"),
    ),
    Family(
        "logwarden_lag_seconds",
        GAUGE,
        "Time since the broker got the next record to read; 0 if there is none",
        ("pipeline", "topic", "partition"),
    ),
    Family("logwarden_broker_reachable", GAUGE, "1 while the broker answers the exporter"),
    Family("logwarden_ledger_readable", GAUGE, "1 while the ledger can be read"),
    Family(
        "logwarden_ledger_behind",
        GAUGE,
        "1 while the ledger's totals are below those served, which stay until it has caught up",
    ),
    Family(
        "logwarden_reconcile_last_success_timestamp_seconds",
        GAUGE,
        "Last reconciliation that found every count equal; 0 before the first",
    ),
    Family("logwarden_reconcile_result", GAUGE, "1 for the last result", ("result",)),
    Family(
        "logwarden_reconcile_mismatched_keys",
        GAUGE,
        "Keys whose counts differed in the last reconciliation",
    ),
)


class LedgerCollector(Collector):
    """Renders the newest samples; touches neither ledger nor broker.

    Args:
        samples: returns an immutable snapshot without delay.
    """

    def __init__(self, samples: Callable[[], Samples]) -> None:
        self._samples = samples

    def collect(self) -> Iterator[Metric]:
        """Yield every family of FAMILIES, in order; one that the snapshot lacks has no series."""
        samples = self._samples()
        for family in FAMILIES:
            metric = family.kind(family.name, family.text, labels=family.labels)
            for labels, value in samples.get(family.name, {}).items():
                metric.add_metric(labels, value)
            yield metric


def went_backwards(old: Samples, new: Samples) -> bool:
    """Whether a counter of ``old`` is lower in ``new``, or missing there."""
    return any(
        new.get(family.name, {}).get(labels, 0) < value
        for family in FAMILIES
        if family.kind is COUNTER
        for labels, value in old.get(family.name, {}).items()
    )
