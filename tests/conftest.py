"""What every test begins with."""

import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# Properties are judged by what they find, never by how busy the machine is; what is drawn is not made smaller.
hypothesis_settings.register_profile("any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any_machine")


@pytest.fixture(autouse=True)
def _french(settings) -> None:
    settings.LANGUAGE_CODE = "fr"


@pytest.fixture(autouse=True)
def _whole_logins(monkeypatch) -> None:
    """`client.force_login` stands for a whole login, second factor shown; `second_factor=False` for half of one."""
    log_in = Client.force_login

    def force_login(self, user, backend=None, *, second_factor=True) -> None:
        log_in(self, user, backend)
        if second_factor:
            session = self.session
            session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
            session["account_authentication_methods_user"] = str(user.pk)
            session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> None:
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A thread of a test's server may end later than the tests: its connection would keep the database from going."""
    yield
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        cursor.execute(others, cursor.fetchone())
