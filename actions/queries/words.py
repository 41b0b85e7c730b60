"""How people write the filters of actions when they search, and "without action" of sites."""

from collections.abc import Sequence

from django.db.models import F, Func, Q, TextField
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from actions.enums import ActionStatus, Theme
from actions.queries.documents import SITE_TAG
from actors.enums import Noun, Verb
from actors.rules import Viewer, can
from catalog.enums import Audience
from catalog.models import Entry
from catalog.registry import Facet, Meaning
from sites.enums import OPEN_STATUSES

WITH, WITHOUT = "with", "without"

CALLED = _("actions|projects")
THEMES = {
    Theme.SCHOOLING: _("schooling|school|enrolment at school|schooling of children|school mediation|education"),
    Theme.HEALTH: _("health|care|access to care|vaccination|health mediation"),
    Theme.WORK: _("work|employment|job|professional insertion"),
    Theme.HOUSING: _("housing|rehousing|accommodation"),
    Theme.SOCIAL_SUPPORT: _("social support|access to rights|domiciliation"),
    Theme.MEDIATION: _("mediation|social mediation"),
    Theme.WATER_HYGIENE: _("access to water|water and hygiene|hygiene|sanitation"),
    Theme.SAFETY: _("safety|fire safety|trafficking"),
    Theme.LAND_WORKS: _("land and works|land development|works"),
    Theme.STEERING: _("steering|steering committee|technical committee"),
}
STATUSES = {
    ActionStatus.PLANNED: _("planned|to come"),
    ActionStatus.UNDER_WAY: _("under way|in progress"),
    ActionStatus.OUTCOME_AWAITED: _("outcome awaited|without outcome"),
    ActionStatus.ENDED: _("ended|finished"),
}
MEANINGS = (
    *(Meaning(f"theme_{theme}", (f"theme:{theme}",), words) for theme, words in THEMES.items()),
    *(Meaning(f"action_{one}", (f"status:{one}",), words, is_strict=True) for one, words in STATUSES.items()),
    Meaning("without_action", (f"action:{WITHOUT}",), _("without action|without any action|no action"), is_strict=True),
    Meaning("with_action", (f"action:{WITH}",), _("with an action|with action|with actions"), is_strict=True),
)


def _by_action(viewer: Viewer, codes: Sequence[str]) -> Q:
    """Sites with an action that is not ended, or open without one, as far as the viewer reads of actions.

    Nothing for who reads none: to them every site would be without.
    """
    if not can(viewer.who, Verb.READ, Noun.ACTION):
        return Q(pk__in=[])
    going_on = Entry.objects.visible_to(viewer, noun=Noun.ACTION).filter(audience=Audience.MEMBER)
    tag = Func(F("tags"), function="unnest", set_returning=True, output_field=TextField())
    # Of all their tags: what follows the fifth sign of another tag is no key of a site.
    over = [f"status:{ActionStatus.ENDED}", f"status:{ActionStatus.OUTCOME_AWAITED}"]
    going_on = going_on.exclude(tags__overlap=over)
    held = going_on.values_list(Substr(tag, len(SITE_TAG) + 1), flat=True)
    is_site, has_action = Q(noun=Noun.SITE), Q(key__in=held)
    is_open = Q(tags__overlap=[f"status:{status}" for status in sorted(OPEN_STATUSES)])
    wanted = {WITH: has_action, WITHOUT: is_open & ~has_action}
    found = Q(pk__in=[])
    for code in codes:
        found |= is_site & wanted[code]
    return found


ACTION_OF_SITE = Facet(
    param="action",
    name="action",
    label=_("Action on the site"),
    choices=lambda: [(WITH, _("with an action")), (WITHOUT, _("without action"))],
    narrow=_by_action,
)
