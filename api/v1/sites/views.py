"""Settlements one by one, for members and for keys only."""

from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from actors.policies import Right
from api.policies import KeyAuthentication, SessionAuthentication
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


class SiteList(SiteResource, EntryList):
    pass


class SiteDetail(SiteResource, EntryDetail):
    pass


class SiteFeatures(SiteResource, EntryFeatures):
    pass
