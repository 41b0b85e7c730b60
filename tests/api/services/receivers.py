"""Sites of partners, as bad as they come: each listens on this machine and behaves as told."""

import socket
from contextlib import contextmanager, suppress
from threading import Event, Thread

OK = b"HTTP/1.1 204 No Content\r\n\r\n"
GARBAGE = b"\x00\xff\x16\x03\x01 not http at all\r\n\r\n"
REDIRECTION = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/inside\r\n\r\n"


class Receiver:
    """`behaviour`: "good", "slow", "trickling", "endless", "hanging up", or the bytes that it answers.

    `taken`: (headers, body) of each message that it read whole, whatever it answered.
    """

    def __init__(self, server):
        self.server, self.behaviour, self.taken, self.over = server, "good", [], Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.getsockname()[1]}/changements?de=nous"

    def serve(self):
        while not self.over.is_set():
            with suppress(OSError):
                Thread(target=self.answer, args=self.server.accept()[:1], daemon=True).start()

    def answer(self, connected):
        connected.settimeout(2)
        with connected, suppress(OSError):
            if self.behaviour == "hanging up":
                return
            self.taken.append(self.read(connected))
            if self.behaviour == "slow":
                self.over.wait(1)
            elif self.behaviour == "trickling":
                for byte in OK * 100:
                    connected.sendall(bytes([byte]))
                    self.over.wait(0.1)
            elif self.behaviour == "endless":
                for _ in range(100):
                    connected.sendall(b"HTTP/1.1 " + b"9" * 60_000)
            else:
                connected.sendall(OK if self.behaviour == "good" else self.behaviour)

    def read(self, connected):
        read = b""
        while b"\r\n\r\n" not in read:
            read += connected.recv(4096)
        head, _, body = read.partition(b"\r\n\r\n")
        lines = [line.partition(": ") for line in head.decode().split("\r\n")[1:]]
        headers = {name.lower(): value for name, _, value in lines}
        while len(body) < int(headers["content-length"]):
            body += connected.recv(4096)
        return headers, body.decode()


@contextmanager
def receiver():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        one = Receiver(server)
        thread = Thread(target=one.serve, daemon=True)
        thread.start()
        try:
            yield one
        finally:
            one.over.set()
            thread.join(5)


def dead_url():
    """Of a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}/"
