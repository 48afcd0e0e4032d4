"""Metrics of one worker, served on its own port; the exporter serves the global counts."""

import math
from collections.abc import Iterable
from dataclasses import asdict

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector

from exporters.http_server import LOOPBACK, HttpServer, serve
from exporters.routes import Readiness, standard_routes
from ledger.delta import Pipeline
from models.scoring.verdicts import Thresholds

PROVIDERS = ("cpu", "cuda")
RECORD_BUCKETS = (1, 10, 100, 250, 500, 1000, 2500, 5000, 10000, 25000)
SECONDS_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
DELAY_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 1800, 7200)
SCORE_BUCKETS = (0.01, 0.05, *(tenth / 10 for tenth in range(1, 10)), 0.95, 0.99, 1)


class WorkerMetrics:
    """Metrics of one worker's chunks.

    Args:
        registry: where they are registered, one per process.
        pipeline: the worker's.
    """

    def __init__(self, registry: CollectorRegistry, pipeline: Pipeline) -> None:
        def histogram(name: str, text: str, buckets: tuple[float, ...]) -> Histogram:
            metric = Histogram(name, text, ["pipeline"], registry=registry, buckets=buckets)
            return metric.labels(pipeline)

        def counter(name: str, text: str) -> Counter:
            return Counter(name, text, ["pipeline"], registry=registry).labels(pipeline)

        self.chunks = counter("logwarden_chunks", "Chunks committed to the ledger")
        self.chunk_records = histogram(
            "logwarden_chunk_records", "Records in a committed chunk", RECORD_BUCKETS
        )
        self.apply_seconds = histogram(
            "logwarden_apply_seconds", "Ledger transaction of a chunk", SECONDS_BUCKETS
        )
        self.commit_delay_seconds = histogram(
            "logwarden_commit_delay_seconds",
            "From the broker's append time of a chunk's newest record to its commit",
            DELAY_BUCKETS,
        )
        self.replayed_records = counter(
            "logwarden_replayed_records", "Records below the ledger's position, read and skipped"
        )


class ScorerMetrics:
    """Metrics of the model in a score worker.

    Args:
        registry, pipeline: as for WorkerMetrics.
        name, scoring_id, thresholds: the model, as its Scorer names it; constant for the process.
        provider: what the ONNX session really runs on, one of PROVIDERS.
        fell_back: a GPU was wanted, but the session runs on the CPU.
    """

    def __init__(
        self,
        registry: CollectorRegistry,
        *,
        pipeline: Pipeline,
        name: str,
        scoring_id: str,
        thresholds: Thresholds,
        provider: str,
        fell_back: bool = False,
    ) -> None:
        info = Info("logwarden_model", "The model in use", registry=registry)
        lowest = {f"{each}_from": repr(bound) for each, bound in asdict(thresholds).items()}
        info.info({"model": name, "scoring_id": scoring_id} | lowest)
        inference = Histogram(
            "logwarden_inference_seconds",
            "Scoring of a chunk: reading its requests and the calls of the model",
            ["provider"],
            registry=registry,
            buckets=SECONDS_BUCKETS,
        )
        in_use = Gauge(
            "logwarden_scorer_provider",
            "1 for the execution provider in use",
            ["provider"],
            registry=registry,
        )
        for each in PROVIDERS:
            inference.labels(each)
            in_use.labels(each).set(each == provider)
        fallback = Gauge(
            "logwarden_scorer_fallback",
            "1 if a GPU was wanted and the model runs on the CPU",
            registry=registry,
        )
        fallback.set(fell_back)
        self.inference_seconds = inference.labels(provider)
        score = Histogram(
            "logwarden_request_score",
            "Attack probability of a scored request",
            ["pipeline"],
            registry=registry,
            buckets=SCORE_BUCKETS,
        )
        self._score = score.labels(pipeline)

    def observe_scores(self, scores: Iterable[float]) -> None:
        """Count each score in [0, 1]; NaN, a request that could not be scored, is left out."""
        for score in scores:
            if not math.isnan(score):
                self._score.observe(score)


def start(
    registry: CollectorRegistry,
    readiness: Readiness,
    port: int,
    host: str = LOOPBACK,
    token: str | None = None,
) -> HttpServer:
    """Serve a worker's registry on its own port, with its process metrics (memory, CPU).

    Raises:
        ListenerRefused: see :func:`exporters.http_server.serve`.
    """
    ProcessCollector(registry=registry)
    return serve(standard_routes(registry, readiness), host, port, token)
