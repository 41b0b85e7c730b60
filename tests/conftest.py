"""What every test begins with."""

import pytest
from pytest_socket import disable_socket, socket_allow_hosts


def pytest_runtest_setup() -> None:
    """Sockets are shut but for this machine: the database and the live server."""
    disable_socket(allow_unix_socket=True)
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _french(settings) -> None:
    settings.LANGUAGE_CODE = "fr"
