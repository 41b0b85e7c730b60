"""Everything, in the order in which things lean on each other."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, transaction

from catalog.models import Entry
from catalog.services import rebuild_catalog, refresh_areas
from demo.imports.actions import seed_actions
from demo.imports.closures import seed_closures
from demo.imports.community import seed_community
from demo.imports.coordination import seed_coordination
from demo.imports.editorial import seed_editorial
from demo.imports.journal import seed_journal
from demo.imports.knowledge import seed_practices
from demo.imports.past import date_what_was_done, publish_past_months
from demo.imports.people import seed_access, seed_organisations, seed_people
from demo.imports.readings import seed_readings
from demo.imports.reports import seed_reports
from demo.imports.sites import seed_sites
from demo.imports.waiting import seed_waiting
from knowledge.services.tracking import track_practices
from steering.services import publish_statistics, take_snapshots
from territories.models import Territory

Progress = Callable[[str], None]


def seed(progress: Progress) -> None:
    """Fill the platform. Deterministic for a given day; what is already there stays as it is, nothing is doubled."""
    if not Territory.objects.filter(country="FR").exists():
        call_command("load_territories", verbosity=0)
    with transaction.atomic():
        organisations = seed_organisations()
        seed_people()
        seed_editorial(progress)
        made = seed_sites(progress) + seed_actions(progress) + seed_practices(organisations, progress)
        seed_journal()
        seed_closures()
        seed_coordination()
        seed_community()
        seed_reports()
        seed_readings()
        seed_access()
    if made or not Entry.objects.exists():
        progress("Catalogue et zones publiques…")
        date_what_was_done()
        track_practices()
        rebuild_catalog()
        refresh_areas()
        take_snapshots()
        publish_statistics()
        publish_past_months()
        with connection.cursor() as cursor:  # so that the first page is as fast as the next
            cursor.execute("ANALYZE")
    seed_waiting()
