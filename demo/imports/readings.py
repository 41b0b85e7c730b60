"""A few readings of each open site in the last weeks, by the people of its département and by the national team."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from actors.enums import ReadingKind, Role
from actors.models import Reading, User
from actors.rules import Viewer
from actors.services.readings import draft_reading, seal_readings
from demo.imports.people import WRITERS
from demo.imports.sites import REGISTER
from sites.models import SitePage

LAST_DAYS = 60
KINDS = [ReadingKind.SHEET] * 8 + [ReadingKind.EXPORT, ReadingKind.EDITOR, ReadingKind.HISTORY]


def seed_readings() -> None:
    """Once: what people of the demonstration read since is theirs."""
    if Reading.objects.exists():
        return
    sites = SitePage.objects.open().filter(register=REGISTER).select_related("commune")
    readers = list(User.objects.filter(scopes__role__in=WRITERS).distinct().order_by("pk"))
    national = list(User.objects.filter(scopes__role=Role.NATIONAL).distinct().order_by("pk"))
    rows = [row for site in sites.order_by("pk") for row in _readings(site, readers, national)]
    Reading.objects.bulk_create(sorted(rows, key=lambda row: row.read_at))
    seal_readings()


def _readings(site: SitePage, readers: list[User], national: list[User]) -> list[Reading]:
    chance = Random(f"readings {site.external_id}")  # noqa: S311 - a seeded story, not a secret
    places = set(site.commune.ancestor_ids)
    near = [user for user in readers if places & {scope.territory_id for scope in user.held_scopes}]
    return [
        draft_reading(
            viewer=Viewer(user=chance.choice(national if national and chance.random() < 0.1 else near)),
            kind=chance.choice(KINDS),
            page_ids=[site.pk],
            thing=site.as_thing(),
            read_at=timezone.now() - timedelta(minutes=chance.randint(60, LAST_DAYS * 24 * 60)),
        )
        for _ in range(chance.randint(0, 4) if near else 0)
    ]
