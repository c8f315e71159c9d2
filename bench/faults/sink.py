"""A mail server that keeps nothing but the count of every Message-ID it has taken."""

import socketserver
import threading
from collections import Counter
from collections.abc import Callable
from email.parser import BytesHeaderParser

TAKEN, STALL = 250, 0


class Sink:
    """Listens on 127.0.0.1. Changed while it runs: `answer_to` and `seconds_each`.

    `answer_to(address)` is the reply to a recipient: 250 takes the mail, 421 hangs up, 4xx and 5xx refuse, 0 never
    answers. `seconds_each` is how long it takes over a mail before it says that it has it.
    """

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.answer_to: Callable[[str], int] = lambda address: TAKEN
        self.seconds_each = 0.0
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self.server: Listener | None = None
        self.port = 0

    def open(self) -> None:
        self.server = Listener(("127.0.0.1", self.port), Conversation)
        self.server.sink = self
        self.port = self.server.server_address[1]
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def close(self) -> None:
        """Nobody listens any more: connections are refused."""
        self.closing.set()
        if self.server:
            self.server.shutdown()
            self.server.server_close()

    def take(self, message: bytes) -> None:
        self.closing.wait(self.seconds_each)
        message_id = BytesHeaderParser().parsebytes(message)["Message-ID"].strip()
        with self.lock:
            self.taken[message_id] += 1

    def count(self) -> int:
        with self.lock:
            return self.taken.total()


class Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    sink: Sink

    def handle_error(self, request: object, client_address: object) -> None:
        """A killed worker leaves a broken connection behind: that is what we are here for."""


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as Django speaks."""

    def handle(self) -> None:
        self.say(220, "sink")
        while line := self.rfile.readline():
            words = line.decode().strip()
            if not self.reply(words.split(" ")[0].upper(), words):
                return

    def reply(self, verb: str, words: str) -> bool:
        """Answer one command; False ends the conversation."""
        if verb == "RCPT":
            return self.recipient(words.partition("<")[2].partition(">")[0])
        if verb == "DATA":
            self.say(354, "go on")
            self.server.sink.take(self.message())  # type: ignore[attr-defined]
        return (
            self.say(*{"QUIT": (221, "bye"), "DATA": (TAKEN, "taken")}.get(verb, (250, "ok")))
            and verb != "QUIT"
        )

    def recipient(self, address: str) -> bool:
        code = self.server.sink.answer_to(address)  # type: ignore[attr-defined]
        if code == STALL:
            self.server.sink.closing.wait()  # type: ignore[attr-defined]
            return False
        return self.say(code, "as told") and code != 421

    def message(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)

    def say(self, code: int, text: str) -> bool:
        self.wfile.write(f"{code} {text}\r\n".encode())
        return True
