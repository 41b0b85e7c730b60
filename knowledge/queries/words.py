"""How people write the filters of good practices when they search."""

from django.utils.translation import gettext_lazy as _

from catalog.registry import Meaning
from knowledge.enums import SiteNeed, TerritoryKind

CALLED = _("good practices|practices|methods|sheets")


def _need(code: str, need: SiteNeed, words: object = "") -> Meaning:
    return Meaning(code, (f"need:{need}",), words)


# The codes that sites sign up too are one meaning with theirs: "sans eau" finds the sites and what to do about it.
MEANINGS = (
    _need("no_water", SiteNeed.NO_WATER),
    _need("no_toilets", SiteNeed.NO_TOILETS),
    _need("no_electricity", SiteNeed.ELECTRICITY),
    _need("waste", SiteNeed.WASTE),
    _need("vermin", SiteNeed.VERMIN),
    _need("fire_risk", SiteNeed.FIRE_RISK),
    _need("in_building", SiteNeed.SQUAT_BUILDING),
    _need("out_of_school", SiteNeed.CHILDREN_OUT_OF_SCHOOL, _("children out of school|not at school|unschooled")),
    _need("winter", SiteNeed.WINTER, _("winter|cold|cold wave|winter plan")),
    _need("heatwave", SiteNeed.HEATWAVE, _("heatwave|great heat|summer heat")),
    Meaning("large", (f"need:{SiteNeed.LARGE_SITE}", "people:from_100"), _("large site|large sites|large camp")),
    Meaning("small", (f"need:{SiteNeed.SMALL_SITE}", "people:under_10"), _("small site|small sites")),
    _need("private_land", SiteNeed.PRIVATE_LAND, _("private land|private owner")),
    _need("public_land", SiteNeed.PUBLIC_LAND, _("public land|public owner")),
    Meaning("overseas", (f"kind:{TerritoryKind.OVERSEAS}",), _("overseas|in overseas territories")),
    Meaning("rural", (f"kind:{TerritoryKind.RURAL}",), _("rural|in the countryside|rural area")),
)
