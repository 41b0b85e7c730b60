"""One site as a document: a file, or a page made to be printed. Each export is told to the site's team."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actors.enums import Noun, ReadingKind, Verb
from actors.policies import needs
from actors.views.asking import person
from sites.exports.docx import CONTENT_TYPE, site_docx
from sites.exports.parts import parts_of
from sites.queries.sheet import SiteSheet, site_sheet
from sites.views.asking import site_or_404


@needs(Verb.EXPORT, Noun.SITE)
def document(request: HttpRequest, slug: str) -> HttpResponse:
    sheet = _sheet(request, slug)
    written = site_docx(name=sheet.name, told=_told(request), parts=parts_of(sheet))
    response = HttpResponse(written, content_type=CONTENT_TYPE)
    # The mark of the site and the day: a name in a folder of downloads tells nothing of the place.
    filename = f"site-{sheet.site.slug}-{timezone.localdate():%Y-%m-%d}.docx"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


@needs(Verb.EXPORT, Noun.SITE)
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    sheet = _sheet(request, slug)
    context: dict[str, Any] = {"sheet": sheet, "parts": parts_of(sheet), "told": _told(request)}
    return render(request, "sites/paper.html", context)


def _sheet(request: HttpRequest, slug: str) -> SiteSheet:
    site = site_or_404(request, slug, Verb.EXPORT, kind=ReadingKind.EXPORT)
    sheet = site_sheet(site, reader=request.user)
    assert sheet is not None  # noqa: S101 - who may export may read; for the type checker
    return sheet


def _told(request: HttpRequest) -> list[str]:
    user = person(request)
    who = f"{user}, {user.organisation}" if user.organisation else str(user)
    day = date_format(timezone.localtime(), "j F Y, H:i")
    return [
        _("Taken from the platform on %(day)s by %(who)s. This export is recorded.") % {"day": day, "who": who},
        _("For those who work on this site only: people live there, and can be hurt by what is passed on."),
    ]
