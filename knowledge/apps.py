from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        from actors.enums import Noun
        from catalog.registry import registry  # (models are loaded first)
        from knowledge import receivers  # noqa: F401 (it listens by being imported)
        from knowledge.queries.documents import PRACTICES  # (models are loaded first)
        from knowledge.queries.words import CALLED, MEANINGS  # (models are loaded first)

        registry.sign_up(PRACTICES)
        registry.mean(*MEANINGS)
        registry.called[Noun.PRACTICE] = CALLED
