"""The list of good practices in the editor."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import Column, DateColumn

from actors.enums import Noun
from cms.viewsets.listing import STATUS, TITLE, ScopedFilterSet, ScopedIndexView, ScopedListing
from knowledge.models import PracticePage
from knowledge.queries.languages import translations_behind
from knowledge.rules.languages import other_languages

PAST = "past"
BEHIND = "behind"


class PracticeIndexView(ScopedIndexView):
    noun = Noun.PRACTICE
    related = ("organisation",)
    searched = ("title", "organisation__name")
    add_item_label = _("Write a practice")


class PracticeFilterSet(ScopedFilterSet):
    review = ChoiceFilter(
        label=_("Review"), choices=[(PAST, _("date gone by"))], method="of_review", empty_label=_("All")
    )

    translation = ChoiceFilter(
        label=_("Translation"),
        choices=[(BEHIND, _("original changed since"))],
        method="of_translation",
        empty_label=_("All"),
    )

    class Meta:
        model = PracticePage
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not other_languages():
            del self.filters["translation"]

    def of_translation(self, practices: QuerySet, _name: str, value: str) -> QuerySet:
        return practices.filter(pk__in=translations_behind()) if value == BEHIND else practices

    def of_review(self, practices: QuerySet, _name: str, value: str) -> QuerySet:
        return practices.filter(review_on__lt=timezone.localdate()) if value == PAST else practices


class PracticeListing(ScopedListing):
    model = PracticePage
    noun = Noun.PRACTICE
    name = "editor_practices"
    url_prefix = "bonnes-pratiques"
    icon = "pick"
    menu_label = _("Good practices")
    menu_order = 30
    index_view_class = PracticeIndexView
    filterset_class = PracticeFilterSet
    columns = [
        TITLE,
        Column("organisation", label=_("Organisation"), sort_key="organisation__name", width="20%"),
        DateColumn("review_on", label=_("To be reviewed on"), sort_key="review_on", width="14%"),
        STATUS,
    ]
