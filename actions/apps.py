from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from collaboration.enums import NotificationKind
from collaboration.registry import Happening

# What people are told of, in words that hold no name and no place. Money is in none: those who follow may not see it.
HAPPENINGS = {
    "actions.create": Happening(NotificationKind.TO_VALIDATE, _("An action was begun"), is_mailed=True),
    "actions.propose": Happening(
        NotificationKind.TO_VALIDATE, _("A change of an action awaits validation"), is_mailed=True
    ),
    "actions.publish": Happening(
        NotificationKind.CHANGE, _("An action, or a change of it, was published"), is_mailed=True
    ),
    "actions.refuse": Happening(NotificationKind.ANSWER, _("A proposed change was refused"), is_mailed=True),
    "actions.update": Happening(NotificationKind.CHANGE, _("The sheet of an action was changed")),
    "actions.record_indicators": Happening(NotificationKind.CHANGE, _("Results of an action were recorded")),
    "actions.end": Happening(NotificationKind.CHANGE, _("An action ended: what came of it was said")),
    "actions.review": Happening(NotificationKind.CHANGE, _("What remains of an action was said, twelve months later")),
    "actions.ask_outcome": Happening(
        NotificationKind.ADDRESSED, _("An action is over: what came of it is asked of you")
    ),
    "actions.ask_review": Happening(
        NotificationKind.ADDRESSED, _("What remains of an action, twelve months later? It is asked of you")
    ),
}


class ActionsConfig(AppConfig):
    name = "actions"
    verbose_name = _("Actions")

    def ready(self) -> None:
        from actions import receivers  # noqa: F401 (it listens by being imported)
        from actions.imports.files import working  # (models are loaded first)
        from actions.queries.documents import ACTIONS  # (models are loaded first)
        from actions.queries.words import ACTION_OF_SITE, CALLED, MEANINGS  # (models are loaded first)
        from actors.enums import Noun
        from catalog.registry import registry  # (models are loaded first)
        from collaboration.registry import sign_up_happenings  # (models are loaded first)

        registry.sign_up(ACTIONS)
        registry.add_facet(Noun.SITE, ACTION_OF_SITE)
        registry.mean(*MEANINGS)
        registry.called[Noun.ACTION] = CALLED
        sign_up_happenings(HAPPENINGS)
        working.sign_up()
