from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionsConfig(AppConfig):
    name = "actions"
    verbose_name = _("Actions")

    def ready(self) -> None:
        from actions import receivers  # noqa: F401 (it listens by being imported)
        from actions.queries.documents import ACTIONS  # (models are loaded first)
        from actions.queries.words import ACTION_OF_SITE, CALLED, MEANINGS  # (models are loaded first)
        from actors.enums import Noun
        from catalog.registry import registry  # (models are loaded first)

        registry.sign_up(ACTIONS)
        registry.add_facet(Noun.SITE, ACTION_OF_SITE)
        registry.mean(*MEANINGS)
        registry.called[Noun.ACTION] = CALLED
