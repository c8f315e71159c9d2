"""A phone's line before a server: a proxy on loopback with the delay and the width of slow 4G.

A browser's own throttling leaves out what its service worker fetches; a line leaves out nothing.
"""

import asyncio
import threading
from contextlib import suppress
from dataclasses import dataclass, field

ROUND_TRIP = 0.150  # as Lighthouse has it for phones
DOWN, UP = 1_638_400 / 8, 750_000 / 8  # bytes a second
CHUNK = 8192


@dataclass
class Way:
    """One direction. All connections share its width: who comes later waits until the line is free."""

    width: float
    free_at: float = 0.0

    def arrival(self, size: int, now: float) -> float:
        """When the last byte is out at the other end."""
        self.free_at = max(now, self.free_at) + size / self.width
        return self.free_at + ROUND_TRIP / 2


@dataclass
class SlowLine:
    """A context; `port` is where the browser goes."""

    server: int
    port: int = 0
    down: Way = field(default_factory=lambda: Way(DOWN))
    up: Way = field(default_factory=lambda: Way(UP))

    def __enter__(self) -> "SlowLine":
        self.loop, ready = asyncio.new_event_loop(), threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def _run(self, ready: threading.Event) -> None:
        listening = self.loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = listening.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()
        carrying = asyncio.all_tasks(self.loop)
        for task in carrying:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*carrying, return_exceptions=True))
        listening.close()
        self.loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(ROUND_TRIP)  # a connection costs one before anything is sent
        with suppress(OSError, asyncio.CancelledError):  # cancelled when the line is taken down
            there, back = await asyncio.open_connection("127.0.0.1", self.server)
            await asyncio.gather(self._carry(reader, back, self.up), self._carry(there, writer, self.down))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Way) -> None:
        """Each piece is written when it would have arrived; reading goes on meanwhile, as a line's buffers do."""
        pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._let_arrive(pieces, writer))
        with suppress(OSError):
            while piece := await reader.read(CHUNK):
                pieces.put_nowait((way.arrival(len(piece), self.loop.time()), piece))
        pieces.put_nowait((self.loop.time() + ROUND_TRIP / 2, b""))
        await arriving

    async def _let_arrive(
        self, pieces: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while True:
                at, piece = await pieces.get()
                await asyncio.sleep(at - self.loop.time())
                if not piece:
                    break
                writer.write(piece)
                await writer.drain()
        writer.close()
