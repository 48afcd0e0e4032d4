"""The paths that the exporter and every worker answer: /metrics, /healthz, /readyz."""

from collections.abc import Callable
from http import HTTPStatus

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, choose_encoder, generate_latest

from exporters.http_server import Request, Response, Route, text

Readiness = Callable[[], str | None]
"""None while the process does its work, else one sentence that says why it cannot."""


def standard_routes(registry: CollectorRegistry, readiness: Readiness) -> dict[str, Route]:
    """Routes: /metrics renders ``registry``, /healthz answers 200, /readyz asks ``readiness``."""

    def metrics(request: Request) -> Response:
        try:
            encoder, content_type = choose_encoder(request.accept)
        except (TypeError, ValueError):  # a version such as "x.y" in the Accept header
            encoder, content_type = generate_latest, CONTENT_TYPE_PLAIN_0_0_4
        return Response(HTTPStatus.OK, content_type, encoder(registry))

    def healthz(_: Request) -> Response:
        return text(HTTPStatus.OK, "ok")

    def readyz(_: Request) -> Response:
        if reason := readiness():
            return text(HTTPStatus.SERVICE_UNAVAILABLE, reason)
        return text(HTTPStatus.OK, "ready")

    return {"/metrics": metrics, "/healthz": healthz, "/readyz": readyz}
