"""The list of news in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn

from actors.enums import Noun
from cms.models import NewsPage
from cms.viewsets.listing import STATUS, TITLE, DepartementFilter, ScopedFilterSet, ScopedIndexView, ScopedListing


class NewsIndexView(ScopedIndexView):
    noun = Noun.NEWS
    related = ("territory",)
    default_ordering = "-dated_on"
    add_item_label = _("Write a news item")


class NewsFilterSet(ScopedFilterSet):
    territory = DepartementFilter(model=NewsPage, lookup="territory__ancestor_ids")

    class Meta:
        model = NewsPage
        fields: list[str] = []


class NewsListing(ScopedListing):
    model = NewsPage
    noun = Noun.NEWS
    name = "editor_news"
    url_prefix = "actualites"
    icon = "doc-full-inverse"
    menu_label = _("News")
    menu_order = 40
    index_view_class = NewsIndexView
    filterset_class = NewsFilterSet
    columns = [
        TITLE,
        DateColumn("dated_on", label=_("Date"), sort_key="dated_on", width="12%"),
        Column("territory", label=_("Territory"), sort_key="territory__search_name", width="18%"),
        STATUS,
    ]
