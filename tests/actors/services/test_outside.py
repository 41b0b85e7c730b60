"""What is said to a server that somebody gave the address of."""

import socket

import pytest

from actors.services import outside


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://exemple.fr/a", "exemple.fr"),
        ("http://exemple.fr/a", "exemple.fr"),
        ("https://exemple.fr:8443/a", "exemple.fr:8443"),
    ],
)
def test_the_usual_port_is_not_written_in_host(monkeypatch, url, host):
    ours, theirs = socket.socketpair()
    theirs.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    monkeypatch.setattr(outside, "public_addresses", lambda *_, **__: ["192.0.2.1"])
    monkeypatch.setattr(outside, "_connected", lambda *_: ours)
    assert outside.ask(url, headers={}).status == 200
    assert f"\r\nHost: {host}\r\n" in theirs.recv(4096).decode()
    theirs.close()
