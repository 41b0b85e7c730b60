"""What asks for attention among the things that somebody may change: the editor's reports and dashboard."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from actions.models import ActionPage
from actors.enums import Verb
from cms.policies import changeable_pages
from knowledge.models import PracticePage
from knowledge.queries.languages import translations_behind
from knowledge.rules.languages import other_languages
from sites.queries.finding import readable_sites
from sites.querysets import SiteQuerySet


def sites_without_news(user: Any, verb: Verb = Verb.UPDATE) -> SiteQuerySet:
    """Published open sites of which nothing was said for three months, the longest silent first."""
    stale = _sites_of(user, verb).stale(on=timezone.localdate())
    return stale.order_by(F("last_observed_on").asc(nulls_first=True), "pk")


def sites_without_action(user: Any, verb: Verb = Verb.UPDATE) -> SiteQuerySet:
    """Published open sites on which no published action is under way or planned, the most people first."""
    sites = without_action(_sites_of(user, verb).open().with_last_observation())
    return sites.order_by(F("last_people").desc(nulls_last=True), "pk")


def without_action(sites: SiteQuerySet) -> SiteQuerySet:
    """Those of them on which no published action is under way or planned."""
    goes_on = Q(actionpage__ended_on__isnull=True) | Q(actionpage__ended_on__gte=timezone.localdate())
    on_site = ActionPage.sites.through.objects.filter(goes_on, sitepage=OuterRef("pk"), actionpage__live=True)
    return sites.filter(~Exists(on_site))


def practices_to_review(user: Any) -> QuerySet[PracticePage]:
    """Published practices whose review date has gone by, the oldest date first; then translations that are behind."""
    due = Q(review_on__lt=timezone.localdate())
    if other_languages():
        due |= Q(pk__in=translations_behind())
    practices = PracticePage.objects.live().filter(due)
    mine = practices.filter(pk__in=changeable_pages(user).values("pk"))
    return mine.select_related("organisation").order_by("review_on", "pk")


def _sites_of(user: Any, verb: Verb) -> SiteQuerySet:
    return readable_sites(user, verb).select_related("commune")
