"""The page on this computer: what it answers to everything that may knock at its port."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from salesaudit.safety import loopback
from salesaudit.safety.limits import LIMITS
from salesaudit.safety.loopback import COOKIE, Loopback

LIMIT = LIMITS.http_body_bytes


class Knocking:
    """A server under test, and what it was told."""

    def __init__(self) -> None:
        self.taken: list[Mapping[str, Any]] = []
        self.server = Loopback(lambda token: b"<p>" + token.encode(), self._take)
        self.address, _, self.token = self.server.url.removeprefix("http://").partition("/?token=")
        self.port = int(self.address.partition(":")[2])

    def _take(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        self.taken.append(sent)
        return {"shown": "40 %"}

    def filled(self, text: str) -> bytes:
        """Return a request as it is sent: ``@`` is the address, ``$`` the token, lines end as in HTTP."""
        known = text.replace("@", self.address).replace("$", self.token).replace("PORT", str(self.port))
        return known.replace("\n", "\r\n").encode("latin-1")

    def send(self, data: bytes, *, wait: float = 5) -> bytes:
        """Return everything that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as line:
            line.sendall(data)
            got = b""
            with suppress(TimeoutError, ConnectionResetError):
                while piece := line.recv(65536):
                    got += piece
            return got

    def status(self, data: bytes) -> int:
        """Return the status of what comes back, 0 where nothing does."""
        got = self.send(data)
        return int(got.split(b" ", 2)[1]) if got else 0


@pytest.fixture
def knocking() -> Iterator[Knocking]:
    found = Knocking()
    yield found
    found.server.close()


GET = "GET {path} HTTP/1.1\nHost: {host}\n\n"
BODY = '{"question":"q"}'
PLAIN = {"Host": "@", "Origin": "http://@", "X-Token": "$", "Content-Type": "application/json"}


def get(path: str = "/?token=$", host: str = "@") -> str:
    return GET.format(path=path, host=host)


def post(
    body: str = BODY, path: str = "/answer", line: str = "POST {path} HTTP/1.1", more: str = "", **headers: str | None
) -> str:
    """Return a request; a header of None is left out, `more` are further ones."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    every = {**PLAIN, "Content-Length": str(len(body)), **told}
    lines = "".join(f"{name}: {value}\n" for name, value in every.items() if value is not None)
    return f"{line.format(path=path)}\n{lines}{more}\n{body}"


REQUESTS: dict[str, tuple[str, int]] = {
    "the page by its token": (get(), 200),
    "the page by another name of this computer": (get(host="localhost:PORT"), 200),
    "the page by HTTP/1.0": ("GET /?token=$ HTTP/1.0\nHost: @\n\n", 200),
    "an answer": (post(), 200),
    "an answer that says in which letters it is": (post(Content_Type="application/json; charset=utf-8"), 200),
    "an answer as long as may be": (post('{"q":"' + "x" * (LIMIT - 8) + '"}'), 200),
    "no token": (get("/"), 403),
    "an empty token": (get("/?token="), 403),
    "a wrong token": (get("/?token=" + "A" * 22), 403),
    "a token of other letters": (get("/?token=%D1%8F"), 403),
    "a broken cookie": ("GET / HTTP/1.1\nHost: @\nCookie: ;;==\x01\n\n", 403),
    "the cookie of another port": (f"GET / HTTP/1.1\nHost: @\nCookie: {COOKIE}-1=$\n\n", 403),
    "no host": ("GET /?token=$ HTTP/1.1\n\n", 421),
    "another host": (get(host="evil.example"), 421),
    "another host at our port": (get(host="evil.example:PORT"), 421),
    "our host without its port": (get(host="127.0.0.1"), 421),
    "our host at another port": (get(host="127.0.0.1:1"), 421),
    "our host with a tail": (get(host="@.evil.example"), 421),
    "two hosts": ("GET /?token=$ HTTP/1.1\nHost: @\nHost: evil.example\n\n", 421),
    "our host twice": ("GET /?token=$ HTTP/1.1\nHost: @\nHost: @\n\n", 421),
    "another host before a body that never comes": (post(Host="evil.example", Content_Length="60000"), 421),
    "a host with a space before its colon": ("GET /?token=$ HTTP/1.1\nHost : @\n\n", 400),
    "no origin": (post(Origin=None), 403),
    "the origin null": (post(Origin="null"), 403),
    "another origin": (post(Origin="http://evil.example"), 403),
    "our origin by https": (post(Origin="https://@"), 403),
    "our origin with a tail": (post(Origin="http://@.evil.example"), 403),
    "two origins": (post(more="Origin: http://evil.example\n"), 403),
    "an answer without a token": (post(X_Token=None), 403),
    "an answer with a wrong token": (post(X_Token="A" * 22), 403),
    "an answer with two tokens": (post(more="X-Token: $\n"), 403),
    "a token in the address of an answer": (post(path="/answer?token=$", X_Token=None), 404),
    "a form": (post(Content_Type="application/x-www-form-urlencoded"), 415),
    "text": (post(Content_Type="text/plain"), 415),
    "two types": (post(more="Content-Type: text/plain\n"), 415),
    "no length": (post(Content_Length=None), 411),
    "pieces": (post(Content_Length=None, Transfer_Encoding="chunked", body=f"10\n{BODY}\n0\n\n"), 411),
    "pieces and a length": (post(more="Transfer-Encoding: chunked\n"), 411),
    "a length below nothing": (post(Content_Length="-1"), 400),
    "a length with a plus": (post(Content_Length="+16"), 400),
    "a length in other digits": (post(Content_Length="\xb2"), 400),
    "a length that is no number": (post(Content_Length="many"), 400),
    "two lengths": (post(more="Content-Length: 16\n"), 400),
    "a body one byte too long": (post('{"q":"' + "x" * (LIMIT - 7) + '"}'), 413),
    "ten thousand million bytes": (post(Content_Length="10000000000"), 413),
    "a length of a thousand digits": (post(Content_Length="9" * 1000), 413),
    "no JSON": (post("q=1"), 400),
    "JSON that is no object": (post("[1]"), 400),
    "JSON nested too deep": (post("[" * 30_000), 400),
    "letters that are no text": (post("\xff\xfe"), 400),
    "an empty body": (post(""), 400),
    "an unknown path": (get("/etc/passwd?token=$"), 404),
    "a path upwards": (get("/../?token=$"), 404),
    "a path that is written otherwise": (get("/%2e?token=$"), 404),
    "an address as the path": (get("http://evil.example/?token=$"), 404),
    "our address as the path": (get("http://@/?token=$"), 404),
    "a host as the path": (get("//evil.example/?token=$"), 404),
    "everything": ("OPTIONS * HTTP/1.1\nHost: @\n\n", 404),
    "reading an answer": (get("/answer"), 405),
    "sending to the page": (post(path="/"), 405),
    "asking what may be sent": ("OPTIONS /answer HTTP/1.1\nHost: @\nOrigin: http://evil.example\n\n", 405),
    "the head alone": ("HEAD / HTTP/1.1\nHost: @\n\n", 405),
    "putting": (post(line="PUT {path} HTTP/1.1"), 405),
    "deleting": (post(line="DELETE {path} HTTP/1.1"), 405),
    "tracing": ("TRACE / HTTP/1.1\nHost: @\n\n", 405),
    "a tunnel": ("CONNECT evil.example:443 HTTP/1.1\nHost: @\n\n", 404),
    "an unknown method": ("x / HTTP/1.1\nHost: @\n\n", 405),
    "HTTP/0.9": ("GET /\n", 400),
    "HTTP/2": ("PRI * HTTP/2.0\n\nSM\n\n", 505),
    "no version": ("GET / nonsense\nHost: @\n\n", 505),
    "one word": ("x\n\n", 400),
    "an empty line": ("\n", 400),
    "spaces without end": ("GET  /  HTTP/1.1\nHost: @\n\n", 400),
    "the greeting of TLS": ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", 400),
    "a line too long": (get("/" + "a" * 5_000), 414),
    "a header too long": (f"GET / HTTP/1.1\nHost: @\nX: {'a' * 70_000}\n\n", 431),
    "too many headers": ("GET / HTTP/1.1\nHost: @\n" + "X: y\n" * 200 + "\n", 431),
}


CAREFUL = {
    "content-security-policy": "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "connection": "close",
}


@pytest.mark.parametrize("name", REQUESTS)
def test_every_request_gets_its_status_and_no_more(
    name: str, knocking: Knocking, capfd: pytest.CaptureFixture[str]
) -> None:
    request, status = REQUESTS[name]
    got = knocking.send(knocking.filled(request))
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    assert first.split(" ", 2)[:2] == ["HTTP/1.1", str(status)]
    told = dict(line.lower().split(": ", 1) for line in lines)
    assert told.items() >= CAREFUL.items()
    assert not [header for header in told if header.startswith("access-control")]
    assert ("set-cookie" in told) == (status == 200 and request.startswith("GET"))
    assert status == 200 or body == f"{status}\n".encode()
    assert len(knocking.taken) == (status == 200 and request.startswith("POST"))
    assert knocking.status(knocking.filled(get())) == 200  # it lives on
    assert capfd.readouterr() == ("", "")


def test_the_cookie_is_for_a_reload_of_this_port_only(knocking: Knocking) -> None:
    got = knocking.send(knocking.filled(get())).decode()
    assert f"Set-Cookie: {COOKIE}-{knocking.port}={knocking.token}; HttpOnly; SameSite=Strict; Path=/\r\n" in got
    reload = f"GET / HTTP/1.1\nHost: @\nCookie: other=1; {COOKIE}-PORT=$\n\n"
    assert knocking.status(knocking.filled(reload)) == 200


def test_the_answer_is_what_was_made_of_it(knocking: Knocking) -> None:
    body = json.dumps({"question": "ф", "said": "сорок"})
    got = knocking.send(knocking.filled(post(body)))
    assert knocking.taken == [{"question": "ф", "said": "сорок"}]
    assert json.loads(got.partition(b"\r\n\r\n")[2]) == {"shown": "40 %"}


# --- time and crowds ---


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Knocking]:
    """A server with little patience."""
    monkeypatch.setattr(loopback, "LIMITS", replace(LIMITS, http_read_seconds=1))
    found = Knocking()
    yield found
    found.server.close()


def _slowly(line: socket.socket, data: bytes) -> None:
    with suppress(OSError):
        for byte in data:
            line.send(bytes([byte]))
            time.sleep(0.2)


@pytest.mark.parametrize(
    "sent", ["", "GET /", "GET / HTTP/1.1\nHost: @\n", post(Content_Length="60000"), post()[:-1]], ids=repr
)
def test_who_stops_in_the_middle_is_cut_off(sent: str, hasty: Knocking) -> None:
    began = time.monotonic()
    assert hasty.send(hasty.filled(sent)) == b""
    assert time.monotonic() - began < 3
    assert hasty.taken == []
    assert hasty.status(hasty.filled(get())) == 200


def test_who_sends_a_byte_now_and_then_is_cut_off_all_the_same(hasty: Knocking) -> None:
    with socket.create_connection(("127.0.0.1", hasty.port), timeout=5) as line:
        began = time.monotonic()
        threading.Thread(target=_slowly, args=(line, hasty.filled(get())), daemon=True).start()
        with suppress(ConnectionResetError):
            assert line.recv(100) == b""
        assert time.monotonic() - began < 3


def test_more_connections_than_there_are_places_are_closed_and_the_next_are_served(knocking: Knocking) -> None:
    lines = [socket.create_connection(("127.0.0.1", knocking.port), timeout=5) for _ in range(LIMITS.http_connections)]
    time.sleep(0.5)
    with suppress(ConnectionResetError):
        assert knocking.send(knocking.filled(get())) == b""
    for line in lines:
        line.close()
    time.sleep(0.5)
    assert knocking.status(knocking.filled(get())) == 200


def test_it_stops_by_itself_when_nobody_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopback, "LIMITS", replace(LIMITS, http_idle_minutes=0))
    found = Knocking()
    _until(lambda: found.server.forgotten)
    _until(lambda: not _listens(found.port))
    found.server.close()


def test_after_closing_nothing_listens(knocking: Knocking) -> None:
    assert _listens(knocking.port)
    knocking.server.close()
    assert not _listens(knocking.port)


def test_two_servers_have_other_ports_and_other_tokens() -> None:
    one, other = Knocking(), Knocking()
    assert (one.port, one.token) != (other.port, other.token)
    assert len(one.token) == 22  # 128 bits in letters of six
    assert one.status(one.filled(get()).replace(one.token.encode(), other.token.encode())) == 403
    one.server.close()
    other.server.close()


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
