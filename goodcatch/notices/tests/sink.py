"""A small SMTP server on this machine that takes letters, refuses what it is told to refuse, and keeps what it took."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default


@dataclass
class Sink:
    """Where it listens, what it took, and what it answers to a command instead of taking it."""

    port: int = 0
    letters: list[Message] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    goodbyes: int = 0
    """How many took their leave, as a client does that closes what it opened."""


@contextmanager
def listening() -> Iterator[Sink]:
    """Listen on a free port until the block ends."""
    sink = Sink()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 sink")
            while line := self.rfile.readline():
                word = line.decode().split(" ")[0].strip().upper()
                if word in sink.refuses:
                    self.say(sink.refuses[word])
                elif word == "DATA":
                    self.say("354 go on")
                    self.take()
                    self.say("250 taken")
                elif word == "QUIT":
                    sink.goodbyes += 1
                    return self.say("221 bye")
                else:
                    self.say("250 fine")
            return None

        def take(self) -> None:
            lines: list[bytes] = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line[1:] if line.startswith(b".") else line)
            sink.letters.append(message_from_bytes(b"".join(lines), policy=default))

        def say(self, words: str) -> None:
            self.wfile.write(words.encode() + b"\r\n")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Talk) as server:
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()
