from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = _("Sites")

    def ready(self) -> None:
        from catalog.registry import registry  # (models are loaded first)
        from sites.queries.documents import SITES, open_sites  # (models are loaded first)

        registry.sign_up(SITES)
        registry.open_sites = open_sites
