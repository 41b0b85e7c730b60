"""How people write the filters of sites when they search. The ways of each are in the translations, "|" between."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catalog.registry import Meaning
from sites.enums import Alert, Block, BlockStatus, KindOfPlace, SiteStatus, YesNo


def _block(code: str, block: Block, words: object, *, is_strict: bool = True) -> Meaning:
    return Meaning(code, (f"{block}:{BlockStatus.BAD}",), words, is_strict=is_strict)


def _status(code: str, statuses: Iterable[SiteStatus], words: object, *, years: str = "") -> Meaning:
    return Meaning(code, tuple(f"status:{one}" for one in statuses), words, is_strict=True, years=years)


CLOSED = _("closed|evacuated|shut|dismantled")
CALLED = _("sites|settlements|shantytowns|camps|squats")
MEANINGS = (
    _block("no_water", Block.WATER, _("without water|no water|without access to water|lack of water")),
    _block("no_toilets", Block.SANITATION, _("without toilets|no toilets|without sanitation|without latrines")),
    _block("no_electricity", Block.ELECTRICITY, _("without electricity|no electricity|makeshift connections")),
    _block("waste", Block.WASTE, _("without waste collection|piling waste|unsanitary waste|heaps of waste")),
    _block("vermin", Block.VERMIN, _("with rats|vermin|infested with rats|presence of rats"), is_strict=False),
    _block("fire_risk", Block.FIRE, _("fire risk|risk of fire|danger of fire"), is_strict=False),
    _status("open_site", [SiteStatus.OPEN, SiteStatus.IN_RESORPTION], _("open|still open|active|occupied")),
    _status("in_resorption", [SiteStatus.IN_RESORPTION], _("in resorption|being resorbed|under resorption")),
    _status("closed_site", [SiteStatus.CLOSED, SiteStatus.RESORBED], CLOSED, years="closed"),
    _status("resorbed", [SiteStatus.RESORBED], _("resorbed|fully resorbed"), years="resorbed"),
    Meaning("closures", (), _("closures|closings"), is_strict=True, years="closed"),
    Meaning("installed", (), _("installed|settled|appeared"), is_strict=True, years="installed"),
    Meaning("heatwave_alert", (f"alert:{Alert.HEATWAVE}",), _("heatwave alert|on heatwave alert"), is_strict=True),
    Meaning("coldwave_alert", (f"alert:{Alert.COLDWAVE}",), _("cold-wave alert|on cold-wave alert"), is_strict=True),
    Meaning("in_building", (f"place:{KindOfPlace.BUILDING}",), _("in a building|squatted building"), is_strict=True),
    Meaning("reinstalled", (f"reinstallation:{YesNo.YES}",), _("reinstalled|after an eviction"), is_strict=True),
)
