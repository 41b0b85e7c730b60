"""The units in which sites are shown to everyone."""

from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from actors.policies import Right
from api.v1.areas.serializers import EXAMPLE, AreaSerializer
from api.v1.including import territory
from api.views.entries import EntryDetail, EntryEndpoint, EntryFeatures, EntryList
from api.views.tables import EntryTable


class AreaResource(EntryEndpoint):
    noun = Noun.AREA
    right = Right(Verb.READ, Noun.AREA)
    resource = "areas"
    description = _(
        "Where settlements are, as everyone may know it: areas of several sites, rounded figures, refreshed once a day."
    )
    serializer_class = AreaSerializer
    example = EXAMPLE
    includes = {"territory": territory}


class AreaList(AreaResource, EntryList):
    pass


class AreaDetail(AreaResource, EntryDetail):
    pass


class AreaFeatures(AreaResource, EntryFeatures):
    pass


class AreaTable(AreaResource, EntryTable):
    pass
