from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CMSConfig(AppConfig):
    name = "cms"
    verbose_name = _("CMS")

    def ready(self) -> None:
        from wagtail.admin.views.mixins import SpreadsheetExportMixin
        from wagtail.models import AbstractPage
        from wagtail.permissions import register_permission_policy  # (models are loaded first)

        from cms import receivers  # noqa: F401 (connects to signals)
        from cms.policies import ScopedPagePolicy  # (models are loaded first)
        from cms.rules.cells import inert

        register_permission_policy(AbstractPage, ScopedPagePolicy())
        # Wagtail's own exports: its workbooks have cells of text, its CSV would let spreadsheets run a title.
        SpreadsheetExportMixin.custom_value_preprocess[str] = {SpreadsheetExportMixin.FORMAT_CSV: inert}
