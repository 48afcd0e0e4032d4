"""The metrics server under requests nobody should send, and where it may listen at all."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families as parse_text

from exporters import http_server
from exporters.errors import ListenerRefused
from exporters.http_server import HttpServer, Request, Response, serve, text
from exporters.routes import standard_routes
from exporters.worker_metrics import WorkerMetrics, start
from tests.helpers.processes import wait_until

TOKEN = "correct horse battery staple"


@contextmanager
def served(token: str | None = None, reason: str | None = None) -> Iterator[HttpServer]:
    server = serve(standard_routes(CollectorRegistry(), lambda: reason), "127.0.0.1", 0, token)
    try:
        yield server
    finally:
        server.close()


@pytest.fixture(scope="module")
def server() -> Iterator[HttpServer]:
    with served() as running:
        yield running


def ask(
    server: HttpServer, path: str, method: str = "GET", **headers: str
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def raw(server: HttpServer, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except ConnectionError:
            return b""


def test_health_and_readiness() -> None:
    with served(reason="the ledger is damaged \u202e") as server:
        assert ask(server, "/healthz")[0].status == 200
        response, body = ask(server, "/readyz")
        assert (response.status, body) == (503, "the ledger is damaged \u202e\n".encode())
    with served() as server:
        assert ask(server, "/readyz")[0].status == 200


def test_every_answer_has_the_security_headers_and_no_echo(server: HttpServer) -> None:
    for path in ("/metrics", "/nowhere/<script>", "/metrics/", "/Metrics", "/"):
        response, body = ask(server, path)
        assert response.status == (200 if path == "/metrics" else 404)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert response.headers["Server"].strip() == "logwarden"
        assert b"script" not in body
    refused = raw(server, b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n")
    assert refused.startswith(b"HTTP/1.0 414") and b"nosniff" in refused
    headers = b"".join(b"X-%d: 1\r\n" % number for number in range(200))
    assert b" 431 " in raw(server, b"GET / HTTP/1.1\r\n" + headers + b"\r\n").split(b"\r\n")[0]
    for garbage in (b"GET / <script>\r\n\r\n", b"<script>\r\n\r\n", b"\xff" * 500 + b"\r\n\r\n"):
        answer = raw(server, garbage)
        assert b"Bad Request" in answer and b"script" not in answer
    assert ask(server, "/healthz")[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_only_get_and_head(server: HttpServer, method: str) -> None:
    response, _ = ask(server, "/metrics", method)
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


def test_head_has_the_length_but_no_body(server: HttpServer) -> None:
    full = raw(server, b"GET /healthz HTTP/1.1\r\n\r\n")
    head = raw(server, b"HEAD /healthz HTTP/1.1\r\n\r\n")
    assert full.endswith(b"\r\n\r\nok\n") and b"Content-Length: 3\r\n" in head
    assert head.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "accept",
    [
        "application/openmetrics-text;version=1.0.0",
        "application/openmetrics-text;version=x.y",
        "text/plain;version=9999999999.;escaping=\\r\\n",
        "text/plain;version=1.0.0;escaping=allow-utf-8",
        "\xff, ;;=;,",
    ],
)
def test_any_accept_header_gets_metrics(server: HttpServer, accept: str) -> None:
    response, _ = ask(server, "/metrics", Accept=accept)
    assert response.status == 200
    open_metrics = response.headers["Content-Type"].startswith("application/openmetrics-text")
    assert open_metrics == accept.endswith("version=1.0.0") or accept.startswith("text/")


def test_a_token_is_wanted_for_every_path() -> None:
    with served(TOKEN) as server:
        for path in ("/metrics", "/healthz", "/nowhere"):
            for wrong in ({}, {"Authorization": TOKEN}, {"Authorization": f"Bearer {TOKEN}x"}):
                response, _ = ask(server, path, **wrong)
                assert (response.status, response.headers["WWW-Authenticate"]) == (401, "Bearer")
        hostile = b"GET /metrics HTTP/1.1\r\nAuthorization: Bearer \xff\xfe\r\n\r\n"
        assert b" 401 " in raw(server, hostile)
        right = {"Authorization": f"Bearer {TOKEN}", "Host": "exporter.example:9107"}
        assert ask(server, "/metrics", **right)[0].status == 200


def test_another_sites_name_is_refused_without_a_token(server: HttpServer) -> None:
    for host, status in {
        "rebound.example:9107": 421,
        "127.0.0.1.example": 421,
        "[::1": 421,
        "": 421,
        "localhost:9107": 200,
        "[::1]:9107": 200,
    }.items():
        assert ask(server, "/metrics", Host=host)[0].status == status, host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "exporter.example"])
def test_off_loopback_a_token_is_needed(host: str) -> None:
    for token in (None, ""):
        with pytest.raises(ListenerRefused, match="LOGWARDEN_TOKEN"):
            serve({}, host, 0, token)


def test_a_taken_port_is_one_sentence(server: HttpServer) -> None:
    with pytest.raises(ListenerRefused, match=str(server.server_port)):
        serve({}, "127.0.0.1", server.server_port, None)


def test_a_flood_and_slow_peers_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections that drip hold all slots; further ones get no answer; the slow are cut."""
    monkeypatch.setattr(http_server, "CONNECTION_SECONDS", 2.0)
    with served() as server, ExitStack() as opened:
        address = ("127.0.0.1", server.server_port)
        dripping = [
            opened.enter_context(socket.create_connection(address, timeout=30))
            for _ in range(http_server.MAX_CONNECTIONS)
        ]
        assert raw(server, b"GET /healthz HTTP/1.1\r\n\r\n") == b""  # no slot: closed at once

        def all_cut() -> bool:
            for connection in list(dripping):
                try:
                    connection.send(b"G")
                except ConnectionError:
                    dripping.remove(connection)
            return not dripping

        wait_until(all_cut, 30, "the end of those who took too long")
        wait_until(lambda: ask(server, "/healthz")[0].status == 200, 10, "slots given back")


def test_a_failing_route_costs_one_answer(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Request) -> Response:
        raise RuntimeError("a bug")

    def fine(_: Request) -> Response:
        return text(HTTPStatus.OK, "fine")

    server = serve({"/broken": broken, "/fine": fine}, "127.0.0.1", 0, None)
    try:
        assert raw(server, b"GET /broken HTTP/1.1\r\n\r\n") == b""
        wait_until(lambda: "a bug" in caplog.text, 10, "the traceback in the log")
        assert ask(server, "/fine")[0].status == 200
    finally:
        server.close()


def test_a_worker_serves_its_own_registry(tmp_path: Path) -> None:
    registry = CollectorRegistry()
    metrics = WorkerMetrics(registry, "count")
    metrics.chunk_records.observe(250)
    metrics.chunks.inc()
    not_ready = tmp_path / "not-ready"
    server = start(registry, lambda: "not yet" if not_ready.exists() else None, 0)
    try:
        families = {each.name: each for each in parse_text(ask(server, "/metrics")[1].decode())}
        (chunks,) = families["logwarden_chunks"].samples
        assert (chunks.labels, chunks.value) == ({"pipeline": "count"}, 1)
        assert families["process_resident_memory_bytes"].samples[0].value > 1e6
        assert ask(server, "/readyz")[0].status == 200
        not_ready.touch()
        assert ask(server, "/readyz")[0].status == 503
    finally:
        server.close()
