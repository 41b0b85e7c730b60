"""Ways of doing that worked."""

from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from actors.policies import Right
from api.v1.including import organisation
from api.v1.practices.serializers import EXAMPLE, PracticeSerializer
from api.views.entries import EntryDetail, EntryEndpoint, EntryFeatures, EntryList
from api.views.tables import EntryTable


class PracticeResource(EntryEndpoint):
    noun = Noun.PRACTICE
    right = Right(Verb.READ, Noun.PRACTICE)
    resource = "practices"
    description = _("Ways of doing that worked, described so that others can take them up.")
    serializer_class = PracticeSerializer
    example = EXAMPLE
    includes = {"organisation": organisation}


class PracticeList(PracticeResource, EntryList):
    pass


class PracticeDetail(PracticeResource, EntryDetail):
    pass


class PracticeFeatures(PracticeResource, EntryFeatures):
    pass


class PracticeTable(PracticeResource, EntryTable):
    pass
