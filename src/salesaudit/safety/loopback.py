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
from http import HTTPStatus
from http.client import HTTPException, parse_headers
from http.cookies import CookieError, SimpleCookie
from secrets import token_urlsafe
from socket import SHUT_RDWR, SHUT_WR
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs

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
    "Content-Security-Policy": "frame-ancestors 'none'",  # what a policy inside the page cannot say
    "Connection": "close",
}
METHODS: Final[Mapping[str, str]] = {PAGE: "GET", ANSWER: "POST"}
"""All there is to ask for."""
LONGEST_LINE: Final = 4096
MOST_DIGITS: Final = 9
PATIENCE: Final = 0.5
"""Seconds that somebody who was refused is given between two pieces of what they send."""

Page: TypeAlias = Callable[[str], bytes]
"""Makes the page, given the token with which it sends answers."""
Take: TypeAlias = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class Loopback:
    """Serves `page` at an address that only who knows its token can use, and gives `take` what the page sends.

    Both are called by one thread at a time. Starts at once; `close` ends it. Raises OSError where no port is free.
    """

    def __init__(self, page: Page, take: Take) -> None:
        self._server = _Server(page, take)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self._closing.is_set() and not self.forgotten:
            self._server.handle_request()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The address to open, with its token."""
        return f"http://{ADDRESS}:{self._server.server_address[1]}{PAGE}?token={self._server.token}"

    @property
    def idle_seconds(self) -> float:
        """How long nobody has asked for anything."""
        return time.monotonic() - self._server.last

    @property
    def forgotten(self) -> bool:
        """Tell whether nobody has asked for anything for so long that nobody will: then it has stopped by itself."""
        return self.idle_seconds > LIMITS.http_idle_minutes * 60

    def close(self) -> None:
        """Stop serving and let the port go."""
        self._closing.set()
        self._thread.join()


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False
    timeout = 0.1
    """Seconds after which it looks up from waiting for a request."""

    def __init__(self, page: Page, take: Take) -> None:
        self.page = page
        self.take = take
        self.token = token_urlsafe(16)  # 128 bits
        self.last = time.monotonic()
        self.turn = threading.Lock()
        self._places = threading.BoundedSemaphore(LIMITS.http_connections)
        super().__init__((ADDRESS, 0), _Handler)

    @property
    def hosts(self) -> tuple[str, str]:
        return f"{ADDRESS}:{self.server_address[1]}", f"localhost:{self.server_address[1]}"

    @property
    def cookie(self) -> str:
        """The name of the cookie: all ports of a computer share theirs, and there may be two of us."""
        return f"{COOKIE}-{self.server_address[1]}"

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


class _Handler(StreamRequestHandler):
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(LIMITS.http_read_seconds)
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

    def handle(self) -> None:
        """Answer one request and part: whoever comes again comes with all that is asked of them."""
        try:
            self._read_head()
            self._for_us()
            self._by_path()
            self.server.last = time.monotonic()
        except _Refused as refused:
            self._refuse(refused.status)
        except OSError:  # too slow, or gone
            return

    def _read_head(self) -> None:
        """Read the line and the headers of a request; what is no request of today's HTTP is refused."""
        line = self.rfile.readline(LONGEST_LINE + 1)
        if not line:
            raise ConnectionError
        if len(line) > LONGEST_LINE:
            raise _Refused(414)
        words = line.decode("latin-1").rstrip("\r\n").split(" ")
        if len(words) != 3 or not line.endswith(b"\n"):
            raise _Refused(400)
        self.command, self.path, version = words
        if version not in ("HTTP/1.0", "HTTP/1.1"):
            raise _Refused(505)
        try:
            self.headers = parse_headers(self.rfile)
        except HTTPException:
            raise _Refused(431) from None
        if self.headers.defects:
            raise _Refused(400)

    def _for_us(self) -> None:
        """Refuse what was meant for another name: a page elsewhere may let its own name point to this computer."""
        if self._all("Host") not in [[host] for host in self.server.hosts]:
            raise _Refused(421)

    def _by_path(self) -> None:
        path, _, query = self.path.partition("?")
        if path not in METHODS or (query and path != PAGE):
            raise _Refused(404)
        if self.command != METHODS[path]:
            raise _Refused(405)
        if path == PAGE:
            self._page(query)
        else:
            self._taken()

    def _page(self, query: str) -> None:
        if not any(map(self._is_token, [*parse_qs(query).get("token", []), self._cookie()])):
            raise _Refused(403)
        with self.server.turn:
            data = self.server.page(self.server.token)
        cookie = f"{self.server.cookie}={self.server.token}; HttpOnly; SameSite=Strict; Path=/"
        self._send(200, "text/html; charset=utf-8", data, {"Set-Cookie": cookie})

    def _cookie(self) -> str:
        try:
            found = SimpleCookie("; ".join(self._all("Cookie"))).get(self.server.cookie)
        except CookieError:
            return ""
        return found.value if found is not None else ""

    def _is_token(self, text: str) -> bool:
        return compare_digest(text.encode(), self.server.token.encode())

    def _all(self, name: str) -> list[str]:
        """Return every header of a name: a second one may be what the other end believes."""
        return [str(value) for value in self.headers.get_all(name) or []]

    def _taken(self) -> None:
        if self._all("Origin") not in [[f"http://{host}"] for host in self.server.hosts]:
            raise _Refused(403)
        tokens = self._all("X-Token")
        if len(tokens) != 1 or not self._is_token(tokens[0]):
            raise _Refused(403)
        if len(self._all("Content-Type")) != 1 or self.headers.get_content_type() != "application/json":
            raise _Refused(415)
        sent = self._body()
        with self.server.turn:
            reply = self.server.take(sent)
        self._send(200, "application/json", json.dumps(reply, ensure_ascii=False).encode("utf-8", "replace"))

    def _body(self) -> Mapping[str, Any]:
        lengths = self._all("Content-Length")
        if not lengths or "Transfer-Encoding" in self.headers:
            raise _Refused(411)
        if len(lengths) > 1 or not (lengths[0].isascii() and lengths[0].isdigit()):
            raise _Refused(400)
        if len(lengths[0]) > MOST_DIGITS or int(lengths[0]) > LIMITS.http_body_bytes:
            raise _Refused(413)
        data = self.rfile.read(int(lengths[0]))
        if len(data) < int(lengths[0]):
            raise ConnectionError
        try:
            sent = json.loads(data)
        except (ValueError, RecursionError):
            raise _Refused(400) from None
        if not isinstance(sent, dict):
            raise _Refused(400)
        return sent

    def _send(self, status: int, kind: str, data: bytes, more: Mapping[str, str] | None = None) -> None:
        told = {**HEADERS, "Content-Type": kind, "Content-Length": str(len(data)), **(more or {})}
        lines = [
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
            *(f"{name}: {value}" for name, value in told.items()),
        ]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode() + data)

    def _refuse(self, status: int) -> None:
        """Answer with a bare status: what was sent is not repeated."""
        try:
            self._send(status, "text/plain; charset=utf-8", f"{status}\n".encode())
            self._let_finish()
        except OSError:
            return

    def _let_finish(self) -> None:
        """Throw away what is still being sent, within bounds: who is cut off in the middle never reads the answer."""
        self.connection.shutdown(SHUT_WR)
        self.connection.settimeout(PATIENCE)
        left = 4 * LIMITS.http_body_bytes
        while left > 0 and (thrown := self.connection.recv(min(left, LIMITS.http_body_bytes))):
            left -= len(thrown)
