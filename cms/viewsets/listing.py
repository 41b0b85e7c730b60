"""Lists of pages of one kind in the editor: those that the reader may change, with the columns that matter."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, F, Func, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page

from actors.enums import Noun, Verb
from actors.rules import can
from cms.policies import changeable_pages
from territories.enums import Level
from territories.models import Territory

LIVE, NEVER_PUBLISHED, CHANGED = "live", "never", "changed"
PUBLICATION = (
    (LIVE, _("published")),
    (NEVER_PUBLISHED, _("not published")),
    (CHANGED, _("with changes not published yet")),
)
TITLE = PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title")
STATUS = PageStatusColumn("live", label=_("Publication"), sort_key="live", width="12%")


class ScopedIndexView(IndexView):
    """`model` is a page type of ours: rows are read as it, with what `related` and `with_columns` add, at once."""

    noun: Noun
    related: tuple[str, ...] = ()
    searched: tuple[str, ...] = ("title",)
    default_ordering = "title"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can(request.user, Verb.UPDATE, self.noun):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    # Any: the words of each page's own queryset are unknown here.
    def annotate_queryset(self, pages: Any) -> Any:
        pages = self.with_columns(pages.select_related("content_type", *self.related))
        pages = pages.prefetch_related("sites_rooted_here").prefetch_workflow_states()
        return pages.annotate_site_root_state().annotate_approved_schedule()

    def with_columns(self, pages: Any) -> Any:
        return pages

    def get_ordering(self) -> str:
        asked = self.request.GET.get("ordering", self.default_ordering)
        return asked if asked in self.get_valid_orderings() else self.default_ordering

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by(self.ordering, "pk")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Not by Wagtail's index, which cannot keep the order of a column that it does not know."""
        if not self.is_searching:
            return queryset
        words = [Q(**{f"{name}__unaccent__icontains": self.search_query}) for name in self.searched]
        return queryset.filter(reduce(or_, words))


class ScopedChooseParentView(ChooseParentView):
    """Below which page one is begun: a question to those who may begin one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can(request.user, Verb.DECLARE, self.model.noun):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ScopedFilterSet(WagtailFilterSet):
    """Names nobody: Wagtail's own filters list everyone who ever owned or changed a page."""

    publication = ChoiceFilter(
        label=_("Publication"), choices=PUBLICATION, method="of_publication", empty_label=_("All")
    )

    def of_publication(self, pages: QuerySet, _name: str, value: str) -> QuerySet:
        wanted = {
            LIVE: {"live": True},
            NEVER_PUBLISHED: {"live": False},
            CHANGED: {"live": True, "has_unpublished_changes": True},
        }
        return pages.filter(**wanted[value])


class ScopedListing(PageListingViewSet):
    """A list of pages of `noun`, and its place in the menu of those who may change some."""

    noun: Noun
    index_view_class = ScopedIndexView
    choose_parent_view_class = ScopedChooseParentView
    add_to_admin_menu = True

    @property
    def menu_item_class(self) -> type[MenuItem]:
        noun = self.noun

        class ScopedMenuItem(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return can(request.user, Verb.UPDATE, noun)

        return ScopedMenuItem


class DepartementFilter(ModelChoiceFilter):
    """By département, among those where the reader may change something; `lookup` leads to `ancestor_ids`."""

    def __init__(self, *, model: type[Page], lookup: str) -> None:
        super().__init__(field_name=lookup, label=_("Département"), queryset=self._offered, empty_label=_("All"))
        self.pages_of, self.lookup = model, lookup

    def _offered(self, request: HttpRequest) -> QuerySet:
        pages = self.pages_of._default_manager.filter(pk__in=changeable_pages(request.user).values("pk"))
        places = pages.annotate(place=_Unnested(F(self.lookup))).values("place")
        return Territory.objects.at(Level.DEPARTEMENT).filter(pk__in=places).in_order()

    def filter(self, pages: QuerySet, place: Territory | None) -> QuerySet:
        return pages.filter(**{f"{self.lookup}__contains": [place.pk]}) if place else pages


class _Unnested(Func):
    function = "unnest"
    set_returning = True
    output_field = BigIntegerField()


def spelled(name: str, *, label: Any, **kwargs: Any) -> Column:
    """A column of a coded field, in words."""
    return Column(name, label=label, accessor=lambda page: capfirst(getattr(page, f"get_{name}_display")()), **kwargs)
