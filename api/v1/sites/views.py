"""Settlements one by one, for members and for keys only."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from actors.enums import Noun, ReadingKind, Verb
from actors.policies import Right
from actors.rules import Viewer, granted_scopes
from actors.services.readings import record_reading
from api.policies import KeyAuthentication, SessionAuthentication, viewer_of
from api.v1.including import actions, territory
from api.v1.sites.serializers import EXAMPLE, SiteSerializer
from api.views.entries import EntryDetail, EntryEndpoint, EntryFeatures, EntryList
from api.views.tables import EntryTable
from catalog.rules.live import watch_of


class SiteResource(EntryEndpoint):
    noun = Noun.SITE
    resource = "sites"
    description = _(
        "Settlements one by one, for members and for keys in the territories that they were granted. Never public."
    )
    serializer_class = SiteSerializer
    example = EXAMPLE
    includes = {"actions": actions, "territory": territory}
    authentication_classes = [KeyAuthentication, SessionAuthentication]
    right = Right(Verb.READ_PUBLIC, Noun.SITE)

    def note(self, request: Request, kind: ReadingKind, page_ids: Iterable[int | None]) -> None:
        """Each look at sites is told to those who work there: one row, however many sites."""
        record_reading(viewer=viewer_of(request), kind=kind, page_ids=filter(None, page_ids))


class SiteList(SiteResource, EntryList):
    pass


class SiteDetail(SiteResource, EntryDetail):
    pass


class SiteFeatures(SiteResource, EntryFeatures):
    pass


class SiteTable(SiteResource, EntryTable):
    """A file: of the sites that one may export, and told as an export."""

    right = Right(Verb.EXPORT, Noun.SITE)
    reading = ReadingKind.EXPORT

    def viewer_for(self, request: Request) -> Viewer:
        """With those of their scopes alone that let them export: who observes here and pilots there takes there."""
        viewer = viewer_of(request)
        if viewer.key is not None:
            return viewer
        return Viewer(user=watch_of(scope for scope, _grant in granted_scopes(viewer.user, Verb.EXPORT, Noun.SITE)))
