"""A mail server that takes everything on loopback and counts: `python -m bench.sink`.

Prints its port. When its standard input closes it prints how many mails it took, how many Message-IDs they
had, and how many bytes, as one JSON object, and ends.
"""

import asyncio
import json
import re
import sys

ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
ANSWERS = {
    b"EHLO": b"250-sink\r\n250 SIZE 50000000\r\n", b"HELO": b"250 sink\r\n", b"DATA": b"354 Go on\r\n",
    b"QUIT": b"221 Bye\r\n",
}  # fmt: skip


class Sink:
    def __init__(self) -> None:
        self.mails, self.bytes = 0, 0
        self.ids: set[bytes] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            writer.write(ANSWERS.get(verb, b"250 OK\r\n"))
            if verb == b"DATA":
                self.take(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(b"250 Taken\r\n")
            if verb == b"QUIT":
                break
        await writer.drain()
        writer.close()

    def take(self, mail: bytes) -> None:
        self.mails, self.bytes = self.mails + 1, self.bytes + len(mail)
        self.ids.update(ID.findall(mail))


async def main() -> None:
    sink = Sink()
    server = await asyncio.start_server(sink.serve, "127.0.0.1", 0, limit=50_000_000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()
    print(json.dumps({"mails": sink.mails, "ids": len(sink.ids), "bytes": sink.bytes}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
