"""A page for the browser on this computer and for nobody else: other machines, other pages and old tabs are refused.

What is served is a fixed table: one page to read, one address to send to. A request is looked at from the outside in,
and whatever is wrong with it ends it before more of it is read.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from socket import SHUT_RDWR
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs, urlsplit

from salesaudit.safety.limits import LIMITS

ADDRESS: Final = "127.0.0.1"
PAGE: Final = "/"
ANSWER: Final = "/answer"
COOKIE: Final = "salesaudit"
HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
POLICY: Final = "frame-ancestors 'none'"
"""What a policy inside the page cannot say; the page's own holds beside it."""

Page: TypeAlias = Callable[[], bytes]
Take: TypeAlias = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class Loopback:
    """Serves `page` at an address that only who knows its token can use, and gives `take` what the page sends.

    Both are called by one thread at a time. Starts at once; `close` ends it. Raises OSError where no port is free.
    """

    def __init__(self, page: Page, take: Take) -> None:
        self._server = _Server(page, take)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The address to open, with its token."""
        return f"http://{ADDRESS}:{self._server.server_port}{PAGE}?token={self._server.token}"

    @property
    def idle_seconds(self) -> float:
        """How long nobody has asked for anything."""
        return time.monotonic() - self._server.last

    @property
    def forgotten(self) -> bool:
        """Tell whether nobody has asked for anything for so long that nobody will."""
        return self.idle_seconds > LIMITS.http_idle_minutes * 60

    def close(self) -> None:
        """Stop serving and let the port go."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, page: Page, take: Take) -> None:
        self.page = page
        self.take = take
        self.token = token_urlsafe(16)
        self.last = time.monotonic()
        self.turn = threading.Lock()
        self._places = threading.BoundedSemaphore(LIMITS.http_connections)
        super().__init__((ADDRESS, 0), _Handler)

    @property
    def hosts(self) -> tuple[str, str]:
        return f"{ADDRESS}:{self.server_port}", f"localhost:{self.server_port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that goes away in the middle is no news, and a token must not get into a log."""


class _Refused(Exception):
    """The request is not answered; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "salesaudit"
    sys_version = ""
    timeout = LIMITS.http_read_seconds

    def setup(self) -> None:
        super().setup()
        # a limit for the whole request: who sends one byte now and then keeps within the limit of a single read
        self._end = threading.Timer(LIMITS.http_read_seconds, self._cut)
        self._end.daemon = True
        self._end.start()

    def finish(self) -> None:
        self._end.cancel()
        super().finish()

    def _cut(self) -> None:
        try:
            self.connection.shutdown(SHUT_RDWR)
        except OSError:
            return

    def do_GET(self) -> None:
        self._answered(self._page)

    def do_POST(self) -> None:
        self._answered(self._taken)

    def _other(self) -> None:
        self._answered(self._not_allowed)

    do_HEAD = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = _other  # noqa: N815

    def _answered(self, work: Callable[[], None]) -> None:
        try:
            self._for_us()
            work()
            self.server.last = time.monotonic()
        except _Refused as refused:
            self.send_error(refused.status)

    def _for_us(self) -> None:
        """Refuse what was meant for another name: a page elsewhere may let its own name point to this computer."""
        if (self.headers.get_all("Host") or []) not in [[host] for host in self.server.hosts]:
            raise _Refused(421)

    def _not_allowed(self) -> None:
        raise _Refused(404 if urlsplit(self.path).path not in (PAGE, ANSWER) else 405)

    def _page(self) -> None:
        where = urlsplit(self.path)
        if where.path != PAGE or where.netloc:
            raise _Refused(405 if where.path == ANSWER and not where.netloc else 404)
        tokens = parse_qs(where.query).get("token", [])
        if not any(map(self._is_token, [*tokens, self._cookie()])):
            raise _Refused(403)
        with self.server.turn:
            data = self.server.page()
        cookie = f"{COOKIE}={self.server.token}; HttpOnly; SameSite=Strict; Path=/"
        self._send(200, "text/html; charset=utf-8", data, {"Set-Cookie": cookie})

    def _cookie(self) -> str:
        try:
            found = SimpleCookie(self.headers.get("Cookie", "")).get(COOKIE)
        except CookieError:
            return ""
        return found.value if found is not None else ""

    def _is_token(self, text: str) -> bool:
        return compare_digest(text.encode(), self.server.token.encode())

    def _taken(self) -> None:
        if self.path != ANSWER:
            raise _Refused(404 if urlsplit(self.path).path != PAGE else 405)
        if self.headers.get_all("Origin") not in [[f"http://{host}"] for host in self.server.hosts]:
            raise _Refused(403)
        if not self._is_token(self.headers.get("X-Token", "")):
            raise _Refused(403)
        if self.headers.get_content_type() != "application/json":
            raise _Refused(415)
        sent = self._body()
        with self.server.turn:
            reply = self.server.take(sent)
        self._send(200, "application/json", json.dumps(reply, ensure_ascii=False).encode("utf-8", "replace"))

    def _body(self) -> Mapping[str, Any]:
        lengths = self.headers.get_all("Content-Length") or []
        if "Transfer-Encoding" in self.headers or len(lengths) != 1 or not lengths[0].isascii():
            raise _Refused(411)
        if not lengths[0].isdigit():
            raise _Refused(400)
        if len(lengths[0]) > 9 or int(lengths[0]) > LIMITS.http_body_bytes:
            raise _Refused(413)
        try:
            sent = json.loads(self.rfile.read(int(lengths[0])))
        except (ValueError, RecursionError):
            raise _Refused(400) from None
        if not isinstance(sent, dict):
            raise _Refused(400)
        return sent

    def _send(self, status: int, kind: str, data: bytes, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        headers = {**HEADERS, "Content-Security-Policy": POLICY, "Content-Type": kind, **(more or {})}
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Answer with a bare status; the library's page would repeat what was sent."""
        self.close_connection = True
        self._send(code, "text/plain; charset=utf-8", f"{int(code)}\n".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing: the address holds the token."""
