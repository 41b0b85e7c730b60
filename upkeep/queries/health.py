"""How an installation is: each function looks at one thing and says what it found."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from time import time

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.files.storage import FileSystemStorage, storages
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from actors.enums import MailState
from actors.models import MailTrace, OutgoingMail
from cms.services.antivirus import answers
from territories.models import Territory
from upkeep.models import ChoreRun
from upkeep.queries.backups import backup_names
from upkeep.rules.backups import STAMP
from upkeep.rules.chores import CHORES, is_late
from upkeep.rules.contacts import contacts_in_force
from upkeep.rules.findings import Finding, Severity

EXTENSIONS = frozenset({"unaccent", "pg_trgm", "btree_gin"})
OLDEST_POSTGRES = 150_000
LEAST_FREE_BYTES = 2 << 30
CLOCKS_APART = timedelta(seconds=2)
TASK_WAITS = timedelta(minutes=5)
MAIL_WAITS = timedelta(hours=1)
BACKUP_AGE = timedelta(hours=26)

GOOD, DOUBTFUL, BAD = Severity.GOOD, Severity.DOUBTFUL, Severity.BAD


def look() -> Iterator[Finding]:
    """Everything, in the order in which one would repair it. Without a database, what can be seen without one."""
    yield from (check() for check in WITHOUT_DATABASE)
    try:
        connection.ensure_connection()
    except OperationalError:
        yield Finding(_("Database"), _("It does not answer. Check DATABASE_URL, and that the server runs."), BAD)
        return
    for check in WITH_DATABASE:
        yield check()
    if not pending_migrations():
        for check in WITH_TABLES:
            yield check()


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def settings_in_force() -> Finding:
    wrong = []
    if settings.DEBUG:
        wrong.append(_("DEBUG is on: DJANGO_SETTINGS_MODULE must be config.settings.production."))
    if not settings.SECURE_SSL_REDIRECT:
        wrong.append(_("HTTPS is off: passwords and exact places travel in the clear."))
    if "*" in settings.ALLOWED_HOSTS:
        wrong.append(_("ALLOWED_HOSTS takes any host: name yours."))
    if not settings.SECOND_FACTOR_REQUIRED:
        wrong.append(_("No second factor is asked of those who see what can harm."))
    return Finding(_("Settings"), " ".join(wrong) or _("Those of production."), BAD if wrong else GOOD)


def room_on_disk() -> Finding:
    free = min(shutil.disk_usage(_existing(Path(folder))).free for folder in _folders())
    said = _("%.1f GB free.") % (free / (1 << 30))
    if free < LEAST_FREE_BYTES:
        return Finding(_("Disk"), said + " " + _("Make room: uploads will soon be refused."), BAD)
    return Finding(_("Disk"), said)


def browser_files() -> Finding:
    if not finders.find("dist/map.js"):
        return Finding(_("Browser’s files"), _("They are not built: run “make front”, then collectstatic."), BAD)
    manifest = getattr(storages["staticfiles"], "hashed_files", None)
    if manifest is not None and not manifest:
        return Finding(_("Browser’s files"), _("They are not collected: run “manage.py collectstatic”."), BAD)
    return Finding(_("Browser’s files"), _("Built."))


def antivirus() -> Finding:
    about = _("Antivirus")
    if not settings.CLAMD_ADDRESS:
        return Finding(about, _("None: files that people send are not looked at (CLAMD_ADDRESS)."), DOUBTFUL)
    if answers():
        return Finding(about, _("It answers."))
    said = _("It does not answer: files are refused.") if settings.CLAMD_REQUIRED else _("It does not answer.")
    return Finding(about, said, BAD)


def security_contacts() -> Finding:
    about = _("Contact for security")
    if contacts_in_force():
        return Finding(about, _("Told in /.well-known/security.txt."))
    said = _("None in force: set SECURITY_CONTACTS, and a date to come as SECURITY_CONTACTS_UNTIL.")
    return Finding(about, said, DOUBTFUL)


def shared_cache() -> Finding:
    about = _("Cache")
    if isinstance(caches["default"], LocMemCache):
        return Finding(about, _("Of each process: limits of requests are counted by process, not together."), DOUBTFUL)
    return Finding(about, _("Shared."))


def database_server() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, extract(epoch FROM clock_timestamp())")
        version, clock = cursor.fetchone()
        cursor.execute("SELECT extname FROM pg_extension")
        missing = sorted(EXTENSIONS - {name for (name,) in cursor.fetchall()})
    about = _("Database")
    if version < OLDEST_POSTGRES:
        return Finding(about, _("PostgreSQL %d is too old: 15 or newer is needed.") % (version // 10_000), BAD)
    if missing:
        return Finding(about, _("Extensions are missing: %s. Create them as its owner.") % ", ".join(missing), BAD)
    if abs(float(clock) - time()) > CLOCKS_APART.total_seconds():
        return Finding(about, _("Its clock and this machine’s differ: set both by NTP."), BAD)
    return Finding(about, f"PostgreSQL {version // 10_000}.")


def tables() -> Finding:
    pending = pending_migrations()
    if pending:
        return Finding(_("Tables"), _("%d changes are to be applied: run “manage.py migrate”.") % pending, BAD)
    return Finding(_("Tables"), _("Up to date."))


def territories() -> Finding:
    if not Territory.objects.filter(country=settings.PLATFORM_COUNTRY).exists():
        return Finding(_("Territories"), _("None yet: run “manage.py load_territories”."), BAD)
    return Finding(_("Territories"), _("Loaded."))


def worker() -> Finding:
    about, now = _("Worker"), timezone.now()
    since = now - TASK_WAITS
    # `run_after` of an ordinary task is the end of time: it has waited since it was asked for.
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lte=since).exclude(run_after__range=(since, now))
    if count := waiting.count():
        return Finding(about, _("%d tasks wait for more than 5 minutes: run “manage.py db_worker”.") % count, BAD)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gte=now - timedelta(days=1))
    if count := failed.count():
        return Finding(about, _("%d tasks failed since yesterday: see the log of the worker.") % count, DOUBTFUL)
    return Finding(about, _("Nothing waits."))


def mails() -> Finding:
    about = _("Mails")
    oldest = OutgoingMail.objects.aggregate(oldest=Min("trace__queued_at"))["oldest"]
    if oldest and timezone.now() - oldest > MAIL_WAITS:
        said = _("Some wait since %s: check EMAIL_URL, the mail server and the worker.") % _told(oldest)
        return Finding(about, said, BAD)
    since = timezone.now() - timedelta(days=7)
    if given_up := MailTrace.objects.filter(state=MailState.GIVEN_UP, done_at__gte=since).count():
        return Finding(about, _("%d could not be sent this week: see the list of mails.") % given_up, DOUBTFUL)
    return Finding(about, _("Nothing waits."))


def chores() -> Finding:
    about, now = _("Chores"), timezone.localtime()
    runs = {run.name: run for run in ChoreRun.objects.all()}
    ended = {name: run.ended_at and timezone.localtime(run.ended_at) for name, run in runs.items()}
    late = [chore.name for chore in CHORES if is_late(chore, ended_at=ended.get(chore.name), now=now)]
    failed = [f"{run.name}: {run.problem}" for run in runs.values() if run.problem]
    if len(late) == len(CHORES):
        return Finding(about, _("Nobody does them: run “manage.py do_chores” every minute."), BAD)
    if late or failed:
        return Finding(about, _("Late or failed: %s.") % ", ".join([*late, *failed]), BAD)
    return Finding(about, _("Done."))


def backups() -> Finding:
    about = _("Backups")
    if not settings.BACKUP_RECIPIENTS:
        return Finding(about, _("None is made: see docs/backup.md."), BAD)
    names = backup_names()
    if not names:
        return Finding(about, _("None yet: run “manage.py backup”."), BAD)
    latest = datetime.strptime(names[-1], STAMP).replace(tzinfo=timezone.get_fixed_timezone(0))
    said = _("The last is of %s.") % _told(latest)
    return Finding(about, said, BAD if timezone.now() - latest > BACKUP_AGE else GOOD)


def _folders() -> list[str]:
    stores = [storages[name] for name in ("default", "private")]
    return [settings.MEDIA_ROOT, *(str(store.location) for store in stores if isinstance(store, FileSystemStorage))]


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _told(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


WITHOUT_DATABASE: tuple[Callable[[], Finding], ...] = (
    settings_in_force,
    room_on_disk,
    browser_files,
    shared_cache,
    antivirus,
    security_contacts,
)
WITH_DATABASE = (database_server, tables)
WITH_TABLES = (territories, worker, mails, chores, backups)
