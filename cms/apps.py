from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CMSConfig(AppConfig):
    name = "cms"
    verbose_name = _("CMS")

    def ready(self) -> None:
        from wagtail.models import AbstractPage
        from wagtail.permissions import register_permission_policy  # (models are loaded first)

        from cms import receivers  # noqa: F401 (connects to signals)
        from cms.policies import ScopedPagePolicy  # (models are loaded first)

        register_permission_policy(AbstractPage, ScopedPagePolicy())
