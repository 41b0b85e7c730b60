"""The rights table, shown to everyone who works in the editor: nobody should have to guess."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from actors.queries.rights import national_does_everything, rights_rows, role_labels


class RightsView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/editor/rights.html"
    page_title = _("Who may do what")
    header_icon = "key"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            rows=rights_rows(), roles=role_labels(), national_does_everything=national_does_everything(), **kwargs
        )
