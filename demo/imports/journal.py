"""Messages of the demonstration: on one open site in two, some with a file, one for a few only."""

from functools import partial
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from actors.models import Organisation, User
from collaboration.models import Addressee, Attachment, JournalEntry
from collaboration.services.attachments import keep_files
from demo.imports.content import lists
from demo.imports.people import WRITERS
from demo.imports.sites import REGISTER
from sites.models import SitePage

# The login that follows the field from its desk.
READER = "partenaire@demo.example"
WITH_PHOTO, RESTRICTED = 6, 2


def seed_journal() -> None:
    """What is already there stays as it is."""
    if JournalEntry.objects.exists():
        return
    messages = lists("site_names")["journal_messages"]
    rows = []
    for site in SitePage.objects.open().filter(register=REGISTER).select_related("commune__parent").order_by("pk"):
        chance = Random(f"journal {site.external_id}")  # noqa: S311 - a seeded story, not a secret
        people = list(
            User.objects.filter(organisation__territory=site.commune.parent, scopes__role__in=WRITERS)
            .distinct()
            .order_by("pk")
        )
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
    _join_files()
    _write_to_a_few()


def _join_files() -> None:
    reader = User.objects.filter(email=READER).first()
    place = reader.organisation.territory if reader and reader.organisation else None
    here = SitePage.objects.inside(place).values("pk") if place else []
    for number, entry in enumerate(JournalEntry.objects.filter(page_id__in=here).order_by("pk")[:WITH_PHOTO]):
        files = [_drawing(number)] if number % 3 else [_drawing(number), _report()]
        shown = "Dessin de démonstration : une rampe de robinets devant des caravanes"
        keep_files(files, make=partial(Attachment, entry=entry), description=shown)


def _write_to_a_few() -> None:
    reader = User.objects.filter(email=READER).first()
    if reader is None or reader.organisation is None:
        return
    organisation: Organisation = reader.organisation
    here = SitePage.objects.inside(organisation.territory).values("pk")
    for entry in JournalEntry.objects.filter(page_id__in=here).order_by("-pk")[:RESTRICTED]:
        Addressee.objects.create(entry=entry, organisation=organisation)
        entry.is_restricted = True
        entry.save(update_fields=["is_restricted"])


def _drawing(number: int) -> ContentFile:
    """A landscape drawn with a few shapes: nobody's home, no real place."""
    chance = Random(f"drawing {number}")  # noqa: S311 - a seeded story, not a secret
    picture = Image.new("RGB", (1280, 960), "#cfe3ee")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 620, 1280, 960), fill="#c9b28b")
    for left in range(60, 1200, 280):
        shift = chance.randint(-30, 30)
        pen.rounded_rectangle(
            (left + shift, 430, left + shift + 230, 640), 24, fill=chance.choice(["#f4f1e8", "#e3ded0"])
        )
        pen.rectangle((left + shift + 40, 480, left + shift + 120, 550), fill="#2a7f86")
    pen.rectangle((200, 760, 1080, 776), fill="#5f6b73")
    for left in range(240, 1080, 160):
        pen.rectangle((left, 776, left + 14, 830), fill="#5f6b73")
        pen.ellipse((left - 4, 834, left + 18, 862), fill="#1f3a5f")
    written = BytesIO()
    picture.save(written, "JPEG", quality=85)
    return ContentFile(written.getvalue(), name=f"dessin-{number + 1}.jpg")


def _report() -> ContentFile:
    """One page, written by hand: a PDF needs no library to be small and true."""
    text = "Compte rendu de visite (document fictif de demonstration)"
    stream = f"BT /F1 16 Tf 60 760 Td ({text}) Tj ET".encode()
    fonts = b"<< /Font << /F1 5 0 R >> >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % fonts,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(written)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return ContentFile(written, name="compte-rendu.pdf")
