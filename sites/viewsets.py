"""The list of sites in the editor: where, in what state, how many people, since when we know."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter, MultipleChoiceFilter
from wagtail.admin.ui.tables import Column

from actors.enums import Noun, Verb
from actors.rules import can
from cms.viewsets.listing import (
    STATUS,
    TITLE,
    DepartementFilter,
    ScopedFilterSet,
    ScopedIndexView,
    ScopedListing,
    spelled,
)
from sites.enums import SiteStatus
from sites.models import SitePage
from sites.queries.completion import LOOKED_AT, completion_percent
from sites.querysets import SiteQuerySet

STALE = "stale"


def last_day(site: Any) -> str:
    """Of a site `with_last_observation`, in words."""
    return date_format(site.last_observed_on) if site.last_observed_on else _("never observed")


def last_people(site: Any) -> str:
    return _("unknown") if site.last_people is None else number_format(site.last_people)


def known_part(site: Any) -> str:
    """Of a site `with_latest(*LOOKED_AT)` and `with_origins`."""
    return _("%(percent)d %%") % {"percent": completion_percent(site, site.latest, has_origins=site.has_origins)}


SITE_COLUMNS = [
    Column("commune", label=gettext_lazy("Commune"), sort_key="commune__search_name", width="18%"),
    spelled("status", label=gettext_lazy("Status"), sort_key="status", width="12%"),
    Column("people", label=gettext_lazy("People"), accessor=last_people, sort_key="last_people", width="9%"),
    Column(
        "observed",
        label=gettext_lazy("Last observation"),
        accessor=last_day,
        sort_key="last_observed_on",
        width="15%",
    ),
]
COMPLETION = Column("completion", label=gettext_lazy("What is known"), accessor=known_part, width="9%")


class SiteIndexView(ScopedIndexView):
    noun = Noun.SITE
    related = ("commune",)
    searched = ("title", "commune__name")
    add_item_label = gettext_lazy("Declare a site")

    def with_columns(self, pages: SiteQuerySet) -> SiteQuerySet:
        return pages.filter(merged_into=None).with_last_observation().with_latest(*LOOKED_AT).with_origins()

    def get_add_url(self) -> str | None:
        """The form of the field, which shows the sites close by first and knows what must be validated."""
        return reverse("declare_site") if can(self.request.user, Verb.DECLARE, Noun.SITE) else None


class SiteFilterSet(ScopedFilterSet):
    territory = DepartementFilter(model=SitePage, lookup="commune__ancestor_ids")
    status = MultipleChoiceFilter(
        label=gettext_lazy("Status"), choices=SiteStatus.choices, widget=CheckboxSelectMultiple
    )
    news = ChoiceFilter(
        label=gettext_lazy("Observations"),
        choices=[(STALE, gettext_lazy("open, without any for three months"))],
        method="of_news",
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = SitePage
        fields: list[str] = []

    def of_news(self, sites: SiteQuerySet, _name: str, value: str) -> SiteQuerySet:
        return sites.stale(on=timezone.localdate()) if value == STALE else sites


class SiteListing(ScopedListing):
    model = SitePage
    noun = Noun.SITE
    name = "editor_sites"
    url_prefix = "sites"
    icon = "home"
    menu_label = gettext_lazy("Sites")
    menu_order = 10
    index_view_class = SiteIndexView
    filterset_class = SiteFilterSet
    columns = [TITLE, *SITE_COLUMNS, COMPLETION, STATUS]
