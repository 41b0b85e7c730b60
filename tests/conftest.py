"""What every test begins with."""

import fcntl
import gc
import time

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from config.env import VAR_DIR

# Modules that last, in the order in which they are given out: no process is still at one when the others have ended.
LONG = (
    "tests/e2e/test_pages.py",
    "tests/e2e/",
    "tests/matrix/",
    "tests/sites/imports/test_real_registers.py",
    "tests/collaboration/test_real_mail_server.py",
    "tests/steering/queries/test_lists.py",
    "tests/cms/test_workflow_machine.py",
    "tests/upkeep/",
)
TEMPLATE = f"{TEST_DATABASE_PREFIX}template_of_tests"

# Properties are judged by what they find, never by how busy the machine is; what is drawn is not made smaller.
hypothesis_settings.register_profile("any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any_machine")


def pytest_collection_finish() -> None:
    """What is imported stays: the collector need not walk through Django, Wagtail and the tests again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items) -> None:
    """For processes that test side by side, which take modules in this order (`--no-loadscope-reorder`).

    A long one first: its process makes the database. Others would wait for it for a minute, so what needs no database
    comes next; then all that lasts. The rest keeps its order: what a folder's modules share is made once.
    """
    if not hasattr(config, "workerinput"):
        return
    stored = {_module(item) for item in items if _is_stored(item)}

    def rank(item: pytest.Item) -> int:
        name = _module(item)
        found = next((place for place, start in enumerate(LONG) if name.startswith(start)), len(LONG))
        return found * 2 if name in stored else 1

    items.sort(key=rank)


def _module(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _is_stored(item: pytest.Item) -> bool:
    return "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db") is not None


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
    for cache in caches.all():
        cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings, django_db_blocker):
    """Processes that test side by side are given copies of one database: its migrations run once, not in each.

    The first of a run makes it; the others wait for it.
    """
    worker = getattr(request.config, "workerinput", None)
    if worker is None or request.getfixturevalue("django_db_keepdb"):
        return
    VAR_DIR.mkdir(exist_ok=True)
    made = VAR_DIR / "tests-template"
    with (VAR_DIR / "tests-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists() or made.read_text() != worker["testrunuid"]:
            with django_db_blocker.unblock():
                _make_template()
            made.write_text(worker["testrunuid"])
    connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE


def _make_template() -> None:
    own, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    usual = test["NAME"]
    test["NAME"] = TEMPLATE
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        test["NAME"] = usual
        settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = connection.settings_dict["NAME"] = own


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """The tests' own database, also where no test of the run is marked: those that commit would work on the real one.

    A thread of a test's server may end later than the tests: its connection would keep the database from going.
    """
    missed = not connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX)
    keeps = request.getfixturevalue("django_db_keepdb") and not request.getfixturevalue("django_db_createdb")
    if missed:
        with django_db_blocker.unblock():
            made = setup_databases(verbosity=0, interactive=False, aliases={DEFAULT_DB_ALIAS}, keepdb=keeps)
    yield
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        cursor.execute(others, cursor.fetchone())
    if missed and not request.getfixturevalue("django_db_keepdb"):
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


def pytest_terminal_summary(terminalreporter):
    """The figures of the matrix; here, because the process that sums up for several loads this file alone."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    for one in reports:
        for name, value in one.user_properties if one.when == "call" else ():
            if name == "proposals":
                cases, first, found = value
                terminalreporter.write_line(
                    f"{cases} judged cases of practices that come to you: right first {first}, among five {found}"
                )
    garbage = [value for one in reports if one.when == "call" for name, value in one.user_properties if name == "fuzz"]
    if garbage:
        sent, slowest = sum(one[0] for one in garbage), max(one[1] for one in garbage)
        terminalreporter.write_line(f"{sent} forms sent with garbage, the slowest took {slowest:.2f} s")
    counted = [
        value for one in reports if one.when == "call" for name, value in one.user_properties if name == "matrix"
    ]
    twins = [value for one in reports if one.when == "call" for name, value in one.user_properties if name == "twins"]
    if twins:
        asked, differences, seeds = (column for column in zip(*twins, strict=True))
        terminalreporter.write_line(
            f"{sum(asked)} requests asked of two worlds, {sum(differences)} differences; TWIN_SEED={seeds[0]}"
        )
    if counted:
        cells, differences, secrets = (sum(column) for column in zip(*counted, strict=True))
        terminalreporter.section("executed matrix of rights")
        terminalreporter.write_line(
            f"{cells} cells executed, {differences} differences with the table; "
            f"{secrets} secrets looked for in answers that must not hold them"
        )
