"""A bad line: a proxy on loopback that cuts connections, before, in the middle of, or after what the server does."""

import contextlib
import random
import socket
import threading
from collections.abc import Callable


class BadLine:
    """A context. `address` is where the browser goes. `cut` decides for each request line whether to cut, and how:
    "before" it reaches the server, "answer" when the server has done it, "middle" of the answer, or "" not at all."""

    def __init__(self, server: str, cut: Callable[[str], str] = lambda request: "") -> None:
        self.target = ("127.0.0.1", int(server.rsplit(":", 1)[1]))
        self.cut = cut
        self.requests: list[str] = []
        self.cuts = 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __enter__(self) -> "BadLine":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        """One request on each connection: what is cut is then one request, and nobody else's."""
        with contextlib.suppress(OSError), line:
            request = read_request(line)
            if not request:
                return
            first = request.split(b"\r\n", 1)[0].decode(errors="replace")
            self.requests.append(first)
            how = self.cut(first)
            self.cuts += bool(how)
            if how == "before":
                return
            answer = self._ask(request)
            if how == "answer":
                return
            line.sendall(answer[: len(answer) // 2] if how == "middle" else answer)

    def _ask(self, request: bytes) -> bytes:
        head, _, body = request.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        with socket.create_connection(self.target, 30) as server:
            server.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
            parts = []
            while part := server.recv(65536):
                parts.append(part)
        return b"".join(parts)


def read_request(line: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        part = line.recv(65536)
        if not part:
            return b""
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    length = next(
        (
            int(one.split(b":")[1])
            for one in head.split(b"\r\n")
            if one.lower().startswith(b"content-length:")
        ),
        0,
    )
    while len(body) < length:
        part = line.recv(65536)
        if not part:
            return b""
        body += part
    return head + b"\r\n\r\n" + body


def at_random(seed: int, share: float) -> Callable[[str], str]:
    """What goes to the API is cut: the first three times in each of the three ways, then this share of it."""
    dice, ways = random.Random(seed), ["before", "answer", "middle"]
    first = list(ways)

    def cut(request: str) -> str:
        if "/activities/batch/" not in request and "/app/token/" not in request:
            return ""
        if first and "/batch/" in request:
            return first.pop()
        return dice.choice(ways) if dice.random() < share else ""

    return cut
