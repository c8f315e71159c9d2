"""Calendars as calendar programs write them, and a server on loopback that gives them out."""

import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"


def event(uid="one", start="20261117T100000Z", end="20261117T110000Z", title="Kestrel", *lines) -> str:
    more = "".join(f"{line}\r\n" for line in lines)
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\n"
        f"SUMMARY:{title}\r\n{more}END:VEVENT\r\n"
    )


def guest(address="marta@kestrel.example", **params) -> str:
    said = "".join(f";{key}={value}" for key, value in params.items())
    return f"ATTENDEE{said}:mailto:{address}"


def calendar(*events: str) -> bytes:
    return (HEAD + "".join(events) + "END:VCALENDAR\r\n").encode()


@dataclass
class Server:
    """What the server answers; `asked` are the paths and marks it was asked for."""

    address: str = ""
    body: bytes = b""
    status: int = 200
    etag: str = ""
    leads_to: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def server(settings) -> Iterator[Server]:
    answers = Server()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            mark = self.headers.get("If-None-Match", "")
            answers.asked.append((self.path, mark))
            same = bool(mark) and mark == answers.etag
            self.send_response(302 if answers.leads_to else 304 if same else answers.status)
            if answers.leads_to:
                self.send_header("Location", answers.leads_to)
            if answers.etag:
                self.send_header("ETag", answers.etag)
            body = b"" if same or answers.leads_to else answers.body
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        port = running.server_address[1]
        answers.address = f"http://127.0.0.1:{port}"
        settings.OUTSIDE_ALLOWED_HOSTS = [f"127.0.0.1:{port}"]
        yield answers
        running.shutdown()
