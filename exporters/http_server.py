"""A small HTTP server for metrics and health: GET and HEAD, bounded in time and in connections.

Standard library, one thread per request (docs/decisions/0006-exporter-server.md). Used by the
exporter process and, on a port of its own, by every worker.
"""

import hmac
import ipaddress
import logging
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from exporters.errors import ListenerRefused

LOOPBACK = "127.0.0.1"
MAX_CONNECTIONS = 16  # further ones are closed at once
CONNECTION_SECONDS = 10.0  # time-out of a whole request and its answer, even for a dripping peer
TEXT = "text/plain; charset=utf-8"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

log = logging.getLogger(__name__)


class Request(NamedTuple):
    """The part of a request that routes may read: query parameters and Accept header."""

    query: Mapping[str, list[str]]
    accept: str


class Response(NamedTuple):
    """Status, media type and body of an answer."""

    status: HTTPStatus
    content_type: str
    body: bytes


Route = Callable[[Request], Response]


def text(status: HTTPStatus, sentence: str) -> Response:
    """A response of one line of plain text."""
    return Response(status, TEXT, sentence.encode("utf-8", "backslashreplace") + b"\n")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a listener on ``host``; False for names but localhost.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0"), is_loopback("exporter")
    (True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class HttpServer(ThreadingHTTPServer):
    """Answers ``routes`` by exact path. Use :func:`serve`."""

    request_queue_size = 64

    def __init__(
        self, address: tuple[str, int], routes: Mapping[str, Route], token: str | None
    ) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.routes = routes
        self.token = token
        self._slots = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self._opened: dict[socket.socket, float] = {}
        super().__init__(address, _Handler)

    def close(self) -> None:
        """Stop answering and give the port back."""
        self.shutdown()
        self.server_close()

    def server_bind(self) -> None:
        """Bind like TCPServer: HTTPServer would ask the DNS for a name that nothing here needs."""
        TCPServer.server_bind(self)
        self.server_port = self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Hand the connection to a thread, or close it if all slots are taken."""
        if not self._slots.acquire(blocking=False):
            self.shutdown_request(request)
            return
        self._opened[request] = time.monotonic()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one connection and give its slot back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._opened.pop(request, None)
            self._slots.release()

    def service_actions(self) -> None:
        """Cut connections older than CONNECTION_SECONDS; called twice a second."""
        oldest = time.monotonic() - CONNECTION_SECONDS
        for connection, since in list(self._opened.items()):
            if since < oldest:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log the traceback of a bug; an OSError is a peer that went away, which is normal."""
        if not isinstance(sys.exception(), OSError):
            log.exception("the metrics server failed on a request")


class _Handler(BaseHTTPRequestHandler):
    server: HttpServer
    timeout = CONNECTION_SECONDS
    sys_version = ""
    server_version = "logwarden"

    def do_GET(self) -> None:
        self._reply(self._answer())

    do_HEAD = do_GET

    def _answer(self) -> Response:
        if refusal := self._refusal():
            return refusal
        url = urlsplit(self.path)
        route = self.server.routes.get(url.path)
        if route is None:
            return text(HTTPStatus.NOT_FOUND, f"not here; try {', '.join(self.server.routes)}")
        query = parse_qs(url.query, keep_blank_values=True, max_num_fields=8)
        return route(Request(query, self.headers.get("Accept", "")))

    def _refusal(self) -> Response | None:
        if self.server.token:
            given = self.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
            if not hmac.compare_digest(given, f"Bearer {self.server.token}".encode()):
                return text(HTTPStatus.UNAUTHORIZED, "Authorization: Bearer <token> is missing")
        elif not is_loopback(_host_name(self.headers.get("Host", LOOPBACK))):
            # A page in the user's browser may rebind its own name to 127.0.0.1 and read along.
            return text(HTTPStatus.MISDIRECTED_REQUEST, "ask for 127.0.0.1 or localhost")
        return None

    def _reply(self, response: Response) -> None:
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        self.send_header("Connection", "close")
        if response.status == HTTPStatus.UNAUTHORIZED:
            self.send_header("WWW-Authenticate", "Bearer")
        if response.status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def send_error(
        self,
        code: int,
        message: str | None = None,
        explain: str | None = None,
    ) -> None:
        """Answer an unreadable request without the base class's page and the peer's text."""
        status = HTTPStatus(code)
        if status == HTTPStatus.NOT_IMPLEMENTED:  # what the base class says for a missing do_POST
            status = HTTPStatus.METHOD_NOT_ALLOWED
        self.close_connection = True
        self._reply(text(status, status.phrase))

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: a line per scrape helps nobody, and the request line is the peer's text."""


def _host_name(host: str) -> str:
    """The Host header without its port: ``127.0.0.1:80`` and ``[::1]:80`` alike."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def serve(routes: Mapping[str, Route], host: str, port: int, token: str | None) -> HttpServer:
    """Listen on ``host:port`` (0: any free one, see ``server_port``), answer in a daemon thread.

    With a ``token`` every request must carry ``Authorization: Bearer <token>``. Without one,
    ``host`` and the Host header of every request must be loopback. ``close()`` ends the server.

    Raises:
        ListenerRefused: the port is taken, the address unknown, or not loopback and no token.
    """
    if not token and not is_loopback(host):
        raise ListenerRefused(
            f"listening on {host}, which others can reach, needs a token: set LOGWARDEN_TOKEN "
            f"(and send it as Authorization: Bearer), or listen on {LOOPBACK}"
        )
    try:
        server = HttpServer((host, port), routes, token)
    except OSError as error:
        raise ListenerRefused(
            f"cannot listen on {host} port {port} ({error.strerror or error}): "
            "stop what listens there, or choose another address or port"
        ) from error
    threading.Thread(target=server.serve_forever, name="metrics-http", daemon=True).start()
    return server
