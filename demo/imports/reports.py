"""Places that people reported out of their territory: some wait, one was known, one came to nothing."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from actors.enums import Rank
from actors.models import User
from demo.imports.people import FLAGSHIP
from demo.imports.sites import REGISTER
from sites.enums import ReportState
from sites.models import PlaceReport, SitePage
from territories.enums import CommuneKind, Level
from territories.models import Territory

PILOT, REPORTER = "prefecture@demo.example", "redaction@demo.example"
# What was seen, where, what became of it and the word to who reported it.
TOLD = (
    ("Une dizaine de cabanes entre la voie ferrée et le canal, de la fumée le matin, des enfants.", "Le long du canal",
     ReportState.WAITING, ""),
    ("Cinq ou six caravanes sur l’ancien parking du supermarché, sans point d’eau visible.", "Ancien parking",
     ReportState.WAITING, ""),
    ("Des tentes sous l’échangeur, une vingtaine de personnes.", "Sous l’échangeur", ReportState.KNOWN,
     "Merci : ce lieu est déjà suivi."),
    ("Un campement derrière l’entrepôt.", "Derrière l’entrepôt", ReportState.DROPPED,
     "Une visite a été faite : personne n’y vit, il s’agit d’un dépôt de matériaux."),
)  # fmt: skip


def seed_reports() -> None:
    """What is already there stays as it is."""
    pilot, reporter = (User.objects.filter(email=email).first() for email in (PILOT, REPORTER))
    if PlaceReport.objects.exists() or pilot is None or reporter is None:
        return
    chance = Random("reports")  # noqa: S311 - a seeded story, not a secret
    communes = list(
        Territory.objects.current()
        .filter(level=Level.COMMUNE, kind=CommuneKind.COM, parent__code=FLAGSHIP, lon__isnull=False)
        .order_by("-population", "pk")[:12]
    )
    known = SitePage.objects.open().filter(register=REGISTER, commune__parent__code=FLAGSHIP).order_by("pk").first()
    now = timezone.now()
    rows = []
    for number, (seen, address, state, answer) in enumerate(TOLD):
        commune = chance.choice(communes)
        rows.append(
            PlaceReport(
                reporter=reporter,
                organisation_id=reporter.organisation_id,
                commune=commune,
                lon=round(commune.lon + chance.uniform(-0.01, 0.01), 6),
                lat=round(commune.lat + chance.uniform(-0.01, 0.01), 6),
                address=address,
                seen=seen,
                seen_on=(now - timedelta(days=3 + 9 * number)).date(),
                rank=Rank.DEPARTEMENT,
                state=state,
                site=known if state == ReportState.KNOWN else None,
                answer=answer,
                judged_by=None if state == ReportState.WAITING else pilot,
                judged_at=None if state == ReportState.WAITING else now - timedelta(days=2),
            )
        )
    PlaceReport.objects.bulk_create(rows)
