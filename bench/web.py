"""Real gunicorn processes on loopback, and eight clients that keep their connections."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep

ROOT = Path(__file__).resolve().parent.parent
GUNICORN = ["--workers", "2", "--threads", "4", "--no-control-socket", "--log-level", "warning"]
AT_ONCE = 8


@contextmanager
def served(application: str, settings: str) -> Iterator[int]:
    """A gunicorn of our own, as `dev.py run` starts it; the port. Stopped by its process id."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", *GUNICORN]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "PORT": str(port)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("gunicorn did not start; the lines above say why")
        try:
            with socket.create_connection(("127.0.0.1", port), 10) as line:
                line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if line.recv(1):  # whatever it says: a worker is there to say it
                    return
        except OSError:
            sleep(0.1)
    raise RuntimeError("gunicorn does not answer")


@dataclass(frozen=True)
class Call:
    """A request as it goes over the line, and the status that it must be answered with."""

    sent: bytes
    status: int


def call(method: str, path: str, *, token: str = "", body: bytes = b"", status: int = 200) -> Call:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: application/json"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return Call("\r\n".join([*lines, "", ""]).encode() + body, status)


class Client:
    """One persistent connection. As little work as possible: it shares the processor with the server."""

    def __init__(self, port: int) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), 30)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, one: Call) -> bytes:
        self.line.sendall(one.sent)
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self.more()
        head = got[:end].lower() + b"\r\n"
        if b"content-length:" in head:
            length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            while len(got) < end + 4 + length:
                got += self.more()
        else:  # in chunks, as gunicorn does for a view without CommonMiddleware
            while not got.endswith(b"\r\n0\r\n\r\n"):
                got += self.more()
        if int(got[9:12]) != one.status:
            raise AssertionError(f"{got[9:12]!r} instead of {one.status}: {got[end + 4 :][:500]!r}")
        return got[end + 4 :]

    def more(self) -> bytes:
        got = self.line.recv(65536)
        if not got:
            raise ConnectionError("the server hung up")
        return got


@dataclass(frozen=True)
class Round:
    per_second: float
    p95: float


def fire(port: int, calls: Sequence[Call]) -> Round:
    """All calls, eight at a time; every one must be answered as it should."""
    clients = [Client(port) for _ in range(AT_ONCE)]
    spans: list[float] = []
    failures: list[BaseException] = []

    def work(client: Client, share: Sequence[Call]) -> None:
        try:
            for one in share:
                begun = perf_counter()
                client.ask(one)
                spans.append(perf_counter() - begun)
        except BaseException as failure:  # told to the main thread
            failures.append(failure)

    threads = [
        threading.Thread(target=work, args=(client, calls[number::AT_ONCE]))
        for number, client in enumerate(clients)
    ]
    begun = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = perf_counter() - begun
    for client in clients:
        client.line.close()
    if failures:
        raise failures[0]
    return Round(len(calls) / spent, quantiles(spans, n=20)[-1] * 1000)


def by_turns(contestants: Sequence[tuple[int, Sequence[Call]]], rounds: int) -> list[Round]:
    """The calls of each, shared out over alternating rounds after one to warm up; the median of each."""
    found: list[list[Round]] = [[] for _ in contestants]
    for turn in range(rounds + 1):
        for place, (port, calls) in enumerate(contestants):
            size = len(calls) // (rounds + 1)
            done = fire(port, calls[turn * size : (turn + 1) * size])
            if turn:
                found[place].append(done)
    return [Round(median(r.per_second for r in one), median(r.p95 for r in one)) for one in found]


@contextmanager
def all_served(*wanted: tuple[str, str]) -> Iterator[list[int]]:
    with ExitStack() as stack:
        yield [stack.enter_context(served(*one)) for one in wanted]


OURS = ("salesleader.wsgi", "salesleader.settings")
BARE = ("bench.bare.wsgi", "bench.bare.settings")
BEHIND_OUR_DOOR = ("bench.bare.wsgi", "bench.bare.settings_with_door")
