"""Who acts where in the demonstration, who follows, what they are told, and how they may be reached."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from actors.enums import Role
from actors.models import Organisation, Scope, User
from collaboration.enums import InterventionTheme, NotificationKind
from collaboration.models import Card, Follow, Intervention, JournalEntry, Notification
from collaboration.services.telling import WRITTEN
from demo.imports.sites import REGISTER
from sites.models import SitePage

FOLLOWERS = ("prefecture@demo.example", "association@demo.example", "partenaire@demo.example")
REASONS = (
    "santé des enfants, vaccination",
    "scolarisation et inscriptions",
    "eau, hygiène, déchets",
    "accès au logement",
)
TOLD = 6


def seed_coordination() -> None:
    """What is already there stays as it is."""
    if Intervention.objects.exists():
        return
    chance = Random("coordination")  # noqa: S311 - a seeded story, not a secret
    _act(chance)
    _cards(chance)
    for person in User.objects.filter(email__in=FOLLOWERS).order_by("pk"):
        _follow(person)


def _act(chance: Random) -> None:
    rows: list[Intervention] = []
    sites = SitePage.objects.open().filter(register=REGISTER).select_related("commune__parent").order_by("pk")
    for site in sites:
        able = list(Organisation.objects.filter(territory=site.commune.parent, is_active=True).order_by("pk"))
        chosen = chance.sample(able, min(len(able), chance.choice([0, 1, 1, 2, 3])))
        rows += [_intervention(site, organisation, chance) for organisation in chosen]
    Intervention.objects.bulk_create(rows)


def _intervention(site: SitePage, organisation: Organisation, chance: Random) -> Intervention:
    return Intervention(
        page=site,
        organisation=organisation,
        themes=sorted(chance.sample(list(InterventionTheme.values), chance.choice([1, 2]))),
        started_on=timezone.localdate() - timedelta(days=chance.randint(20, 700)),
    )


def _cards(chance: Random) -> None:
    held = Scope.objects.in_force().exclude(role__in=[Role.OBSERVER]).values("user_id")
    people = User.objects.filter(pk__in=held, card__isnull=True).order_by("pk")
    Card.objects.bulk_create(
        [
            Card(
                user=person,
                contact_for=chance.choice(REASONS),
                themes=[chance.choice(list(InterventionTheme.values))],
                shows_email=chance.random() < 0.5,
            )
            for person in people
        ]
    )


def _follow(person: User) -> None:
    """Their own territory, and the latest messages there, most of them unread."""
    scope = person.held_scopes[0] if person.held_scopes else None
    if scope is None or scope.territory is None:
        return
    Follow.objects.get_or_create(user=person, territory=scope.territory)
    here = SitePage.objects.inside(scope.territory).values("pk")
    written = JournalEntry.objects.filter(page_id__in=here, is_restricted=False).exclude(author=person).order_by("-pk")
    Notification.objects.bulk_create(
        [
            Notification(
                recipient=person,
                kind=NotificationKind.MESSAGE,
                happening=WRITTEN,
                key=f"message:{entry.pk}",
                page_id=entry.page_id,
                entry=entry,
                author_id=entry.author_id,
                mailed_at=timezone.now(),
                read_at=timezone.now() if number > 3 else None,
            )
            for number, entry in enumerate(written[:TOLD])
        ]
    )
