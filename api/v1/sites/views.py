"""Settlements one by one, for members and for keys only."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from actors.enums import Noun, ReadingKind, Verb
from actors.policies import Right
from actors.services.readings import record_reading
from api.policies import KeyAuthentication, SessionAuthentication, viewer_of
from api.v1.sites.serializers import EXAMPLE, SiteSerializer
from api.views.entries import EntryDetail, EntryEndpoint, EntryFeatures, EntryList


class SiteResource(EntryEndpoint):
    noun = Noun.SITE
    resource = "sites"
    description = _(
        "Settlements one by one, for members and for keys in the territories that they were granted. Never public."
    )
    serializer_class = SiteSerializer
    example = EXAMPLE
    authentication_classes = [KeyAuthentication, SessionAuthentication]
    right = Right(Verb.READ, Noun.SITE)

    def note(self, request: Request, kind: ReadingKind, page_ids: Iterable[int | None]) -> None:
        """Each look at sites is told to those who work there: one row, however many sites."""
        record_reading(viewer=viewer_of(request), kind=kind, page_ids=filter(None, page_ids))


class SiteList(SiteResource, EntryList):
    pass


class SiteDetail(SiteResource, EntryDetail):
    pass


class SiteFeatures(SiteResource, EntryFeatures):
    pass
