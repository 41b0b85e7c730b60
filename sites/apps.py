from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun
from collaboration.enums import NotificationKind
from collaboration.registry import Happening

# What people are told of, in words that hold no name and no place.
HAPPENINGS = {
    "sites.declare": Happening(NotificationKind.TO_VALIDATE, _("A site was declared"), is_mailed=True),
    "sites.propose": Happening(
        NotificationKind.TO_VALIDATE, _("A change of a sheet awaits validation"), is_mailed=True
    ),
    "sites.publish": Happening(
        NotificationKind.CHANGE, _("A site, or a change of its sheet, was published"), is_mailed=True
    ),
    "sites.refuse": Happening(NotificationKind.ANSWER, _("A proposed change was refused"), is_mailed=True),
    "sites.update": Happening(NotificationKind.CHANGE, _("The sheet of a site was changed")),
    "sites.observe": Happening(NotificationKind.CHANGE, _("A site was observed")),
    "sites.correct_observation": Happening(NotificationKind.CHANGE, _("An observation was corrected")),
    "sites.propose_observation": Happening(
        NotificationKind.TO_VALIDATE, _("An observation awaits validation"), is_mailed=True, is_beside_versions=True
    ),
    "sites.validate_observation": Happening(NotificationKind.CHANGE, _("An observation was validated")),
    "sites.refuse_observation": Happening(NotificationKind.ANSWER, _("An observation was refused")),
    "sites.close": Happening(NotificationKind.CHANGE, _("A site was closed")),
    "sites.ask_follow_up": Happening(
        NotificationKind.ADDRESSED, _("What have the people of a closed site become? It is asked of you")
    ),
    "sites.follow_up": Happening(NotificationKind.CHANGE, _("What the people of a closed site have become was said")),
    "sites.propose_closure": Happening(
        NotificationKind.TO_VALIDATE, _("The closure of a site was proposed"), is_mailed=True, is_beside_versions=True
    ),
    "sites.propose_reopening": Happening(
        NotificationKind.TO_VALIDATE, _("The reopening of a site was proposed"), is_mailed=True, is_beside_versions=True
    ),
    "sites.refuse_closure": Happening(NotificationKind.ANSWER, _("A proposed closure or reopening was refused")),
    "sites.reopen": Happening(NotificationKind.CHANGE, _("A site was opened again")),
    "sites.merge": Happening(NotificationKind.CHANGE, _("A site was merged with its duplicate")),
    "sites.report_place": Happening(
        NotificationKind.TO_VALIDATE, _("A place was reported"), noun=Noun.SITE, url_name="place_reports"
    ),
    "sites.settle_report": Happening(
        NotificationKind.ANSWER, _("A place that you reported was answered"), url_name="place_reports"
    ),
    "sites.set_phase": Happening(NotificationKind.CHANGE, _("The path to resorption of a site moved on")),
}


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = _("Sites")

    def ready(self) -> None:
        from catalog.registry import registry  # (models are loaded first)
        from cms.registry import sign_up_waiting  # (models are loaded first)
        from collaboration.registry import sign_up_happenings, sign_up_week  # (models are loaded first)
        from sites import receivers  # noqa: F401 (it listens by being imported)
        from sites.queries.documents import SITES, open_sites  # (models are loaded first)
        from sites.queries.queue import WAITING_LISTS  # (models are loaded first)
        from sites.queries.week import week_of_sites  # (models are loaded first)
        from sites.queries.words import CALLED, MEANINGS  # (models are loaded first)

        registry.sign_up(SITES)
        registry.mean(*MEANINGS)
        registry.called[Noun.SITE] = CALLED
        registry.open_sites = open_sites
        sign_up_happenings(HAPPENINGS)
        sign_up_week(week_of_sites)
        for waiting in WAITING_LISTS:
            sign_up_waiting(waiting)
