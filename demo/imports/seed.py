"""Everything, in the order in which things lean on each other."""

from collections.abc import Callable
from random import Random

from django.core.management import call_command
from django.db import transaction

from actors.models import User
from catalog.models import Entry
from catalog.services import rebuild_catalog, refresh_areas
from collaboration.models import JournalEntry
from demo.imports.actions import seed_actions
from demo.imports.content import lists
from demo.imports.editorial import seed_editorial
from demo.imports.knowledge import seed_practices
from demo.imports.people import seed_organisations, seed_people
from demo.imports.sites import REGISTER, seed_sites
from sites.models import SitePage
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
        _seed_journal()
    if made or not Entry.objects.exists():
        progress("Catalogue et zones publiques…")
        rebuild_catalog()
        refresh_areas()


def _seed_journal() -> None:
    """A few messages on one open site in two."""
    if JournalEntry.objects.exists():
        return
    messages = lists("site_names")["journal_messages"]
    rows = []
    for site in SitePage.objects.open().filter(register=REGISTER).select_related("commune__parent").order_by("pk"):
        chance = Random(f"journal {site.external_id}")  # noqa: S311 - a seeded story, not a secret
        people = list(User.objects.filter(organisation__territory=site.commune.parent).order_by("pk"))
        for told in chance.sample(messages, chance.choice([0, 0, 1, 2, 3])) if people else []:
            author = chance.choice(people)
            rows.append(
                JournalEntry(
                    page=site,
                    author=author,
                    organisation_id=author.organisation_id,
                    text=told["text"],
                    tags=[told["tag"]],
                )
            )
    JournalEntry.objects.bulk_create(rows)
