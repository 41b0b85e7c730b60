"""What operators lead; members read more of those of their territories."""

from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from actors.policies import Right
from api.policies import KeyAuthentication, SessionAuthentication
from api.v1.actions.serializers import EXAMPLE, ActionSerializer
from api.v1.including import organisation, sites, territory
from api.views.entries import EntryDetail, EntryEndpoint, EntryFeatures, EntryList
from api.views.tables import EntryTable


class ActionResource(EntryEndpoint):
    noun = Noun.ACTION
    right = Right(Verb.READ_PUBLIC, Noun.ACTION)
    resource = "actions"
    description = _("What operators lead for inhabitants. Members read more of those of their territories.")
    serializer_class = ActionSerializer
    example = EXAMPLE
    includes = {"organisation": organisation, "sites": sites, "territory": territory}
    authentication_classes = [KeyAuthentication, SessionAuthentication]


class ActionList(ActionResource, EntryList):
    pass


class ActionDetail(ActionResource, EntryDetail):
    pass


class ActionFeatures(ActionResource, EntryFeatures):
    pass


class ActionTable(ActionResource, EntryTable):
    pass
