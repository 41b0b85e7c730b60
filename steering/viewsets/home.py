"""The editor's dashboard: what waits, what has been silent, what changed, each for those whom it concerns."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from actors.enums import Noun, Verb
from actors.rules import Viewer, can
from cms.rules.permissions import reaches_everywhere
from steering.queries import week_closures, week_observations
from steering.queries.follow_up import practices_to_review, sites_without_news
from steering.queries.waiting import judges, waiting_rows

SHOWN = 5


class HomePanel(Component):
    """One section of the dashboard; nothing is asked of the database for those whom it does not concern."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return self.found(parent_context["request"].user)

    def render_html(self, parent_context: Any = None) -> str:
        user = parent_context["request"].user
        return super().render_html(parent_context) if self.concerns(user) else ""

    def concerns(self, user: Any) -> bool:
        raise NotImplementedError

    def found(self, user: Any) -> dict[str, Any]:
        raise NotImplementedError


class WaitingPanel(HomePanel):
    name = "waiting"
    template_name = "steering/editor/waiting.html"
    order = 10

    def concerns(self, user: Any) -> bool:
        return judges(user)

    def found(self, user: Any) -> dict[str, Any]:
        rows = waiting_rows(user)
        return {"rows": rows[:SHOWN], "count": len(rows)}


class SilentPanel(HomePanel):
    name = "silent"
    template_name = "steering/editor/silent.html"
    order = 20

    def concerns(self, user: Any) -> bool:
        return can(user, Verb.UPDATE, Noun.SITE)

    def found(self, user: Any) -> dict[str, Any]:
        sites = sites_without_news(user)
        return {"sites": sites[:SHOWN], "count": sites.count()}


class ToReviewPanel(HomePanel):
    name = "to_review"
    template_name = "steering/editor/to_review.html"
    order = 30

    def concerns(self, user: Any) -> bool:
        return reaches_everywhere(user, Verb.PUBLISH, Noun.PRACTICE)

    def found(self, user: Any) -> dict[str, Any]:
        practices = practices_to_review(user)
        return {"practices": practices[:SHOWN], "count": practices.count()}


class RecentPanel(HomePanel):
    name = "recent"
    template_name = "steering/editor/recent.html"
    order = 40

    def concerns(self, user: Any) -> bool:
        return can(user, Verb.UPDATE, Noun.SITE)

    def found(self, user: Any) -> dict[str, Any]:
        viewer = Viewer(user=user)
        return {
            "observations": week_observations(viewer, limit=SHOWN),
            "closures": week_closures(viewer, limit=SHOWN),
        }


PANELS = (WaitingPanel, SilentPanel, ToReviewPanel, RecentPanel)
