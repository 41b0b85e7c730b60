"""News."""

from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from actors.policies import Right
from api.v1.including import territory
from api.v1.news.serializers import EXAMPLE, NewsSerializer
from api.views.entries import EntryDetail, EntryEndpoint, EntryFeatures, EntryList
from api.views.tables import EntryTable


class NewsResource(EntryEndpoint):
    noun = Noun.NEWS
    right = Right(Verb.READ, Noun.NEWS)
    resource = "news"
    description = _("News of the platform and of its territories.")
    serializer_class = NewsSerializer
    example = EXAMPLE
    includes = {"territory": territory}


class NewsList(NewsResource, EntryList):
    pass


class NewsDetail(NewsResource, EntryDetail):
    pass


class NewsFeatures(NewsResource, EntryFeatures):
    pass


class NewsTable(NewsResource, EntryTable):
    pass
