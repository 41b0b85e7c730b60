from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def check_precision(**_: Any) -> list[CheckMessage]:
    """A word that is not understood shows areas: it hurts nobody, and must not pass for what was meant."""
    from actors.enums import PrecisionPolicy  # (models are loaded first)
    from actors.rules.precision import unknown_policies

    hint = gettext("Write one of: %s (docs/privacy.md).") % ", ".join(PrecisionPolicy.values)
    return [
        Error(gettext("%s is no precision: areas alone are shown.") % name, hint=hint, id="catalog.E001")
        for name in unknown_policies()
    ]


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = _("Catalog")

    def ready(self) -> None:
        from django.core.checks import register

        from actors.enums import Noun
        from catalog import receivers  # noqa: F401 (it listens by being imported)
        from catalog.enums import Sort
        from catalog.queries.content import CONTENTS, draft_of  # (models are loaded first)
        from catalog.queries.editorial import EDITORIAL, KIN
        from catalog.queries.words import CALLED, MEANINGS
        from catalog.registry import CatalogNoun, Facet, registry
        from cms.registry import sign_up_drafts
        from territories.enums import Level

        level = Facet(param="niveau", name="level", label=_("level"), choices=lambda: Level.choices)
        registry.sign_up(CatalogNoun(noun=Noun.AREA, facets=(level,), has_people=True, sort=Sort.PEOPLE))
        for noun in EDITORIAL:
            registry.sign_up(noun)
        for noun in KIN:
            registry.sign_up_kin(noun)
        registry.contents.update(CONTENTS)
        sign_up_drafts(draft_of)
        registry.mean(*MEANINGS)
        registry.called.update(CALLED)
        register(check_precision)
