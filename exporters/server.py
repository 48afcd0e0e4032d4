"""The exporter process: samplers in the background, and an HTTP server of their results."""

from http import HTTPStatus

from prometheus_client import CollectorRegistry, ProcessCollector

from exporters.counts import Counts, CountSource
from exporters.http_server import HttpServer, Request, Response, serve, text
from exporters.lag import Lag, LagReader
from exporters.ledger_collector import LedgerCollector, Samples
from exporters.routes import standard_routes
from exporters.sampler import Sampler
from exporters.settings import ExporterSettings
from exporters.tables import Tables, TableSource


class Exporter:
    """The state of the exporter process: three samplers, one registry, one listener."""

    def __init__(self, settings: ExporterSettings) -> None:
        self._settings = settings
        topics = {"count": settings.access_topic, "score": settings.requests_topic}
        if settings.score_access_log:
            topics["score-access-log"] = settings.access_topic
        self._lag_reader = LagReader(settings.bootstrap, topics)
        every = settings.refresh_seconds
        ledger = settings.ledger
        counts, tables = CountSource(ledger), TableSource(ledger, clients=settings.clients)
        self.counts: Sampler[Counts] = Sampler("counts", counts.sample, every)
        self.tables: Sampler[Tables] = Sampler("tables", tables.sample, 2 * every)
        self.lag: Sampler[Lag] = Sampler("lag", self._sample_lag, 2 * every)
        self.registry = CollectorRegistry()
        self.registry.register(LedgerCollector(self.samples))
        ProcessCollector(registry=self.registry)

    def start(self) -> HttpServer:
        """Listen, then start sampling. Raises ListenerRefused before anything is started."""
        settings = self._settings
        routes = standard_routes(self.registry, self.readiness) | {"/api/top": self._top}
        server = serve(routes, settings.host, settings.port, settings.token)
        for sampler in (self.counts, self.tables, self.lag):
            sampler.start()
        return server

    def samples(self) -> Samples:
        """The samples that /metrics renders: the newest results of all samplers."""
        counts, tables, lag = self.counts.value, self.tables.value, self.lag.value
        readable = counts is not None and counts.readable and not self.counts.overdue
        reachable = lag is not None and lag.reachable and not self.lag.overdue
        behind = counts is not None and counts.behind
        return {
            "logwarden_ledger_readable": {(): float(readable)},
            "logwarden_ledger_behind": {(): float(behind)},
            "logwarden_broker_reachable": {(): float(reachable)},
            **(counts.samples if counts else {}),
            **(tables.samples if tables else {}),
            **(_lag_samples(lag) if lag else {}),
        }

    def readiness(self) -> str | None:
        """The reasons why the figures are not current, in one line; None if they are."""
        counts, lag = self.counts.value, self.lag.value
        problems = [
            f"the {sampler.name} were last read {sampler.age:.0f} s ago"
            for sampler in (self.counts, self.tables, self.lag)
            if sampler.overdue
        ]
        if counts is None:
            problems.append("the ledger is being read for the first time")
        elif counts.problem:
            problems.append(counts.problem)
        if lag is None:
            problems.append("the lag is not known yet")
        elif lag.problem:
            problems.append(lag.problem)
        return "; ".join(problems) or None

    def _sample_lag(self) -> Lag:
        return self._lag_reader.read(self.counts.value.positions if self.counts.value else None)

    def _top(self, request: Request) -> Response:
        window = request.query.get("window", [None])[-1]
        documents = self.tables.value.documents if self.tables.value else {}
        if not documents:
            return text(HTTPStatus.SERVICE_UNAVAILABLE, self.readiness() or "try again")
        if window not in documents:
            choices = ", ".join(known for known in documents if known)
            return text(HTTPStatus.BAD_REQUEST, f"window is one of {choices}, or left out")
        return Response(HTTPStatus.OK, "application/json", documents[window])


def _lag_samples(lag: Lag) -> Samples:
    keyed = [((p.pipeline, p.topic, str(p.partition)), p) for p in lag.partitions]
    return {
        "logwarden_lag_records": {labels: p.records for labels, p in keyed},
        "logwarden_lag_seconds": {labels: p.seconds for labels, p in keyed},
    }
