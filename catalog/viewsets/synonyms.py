"""The words that search holds for the same, as editors keep them."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from catalog.models import SynonymGroup
from catalog.policies import keeps_words


class KeptMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return keeps_words(request.user)


class SynonymViewSet(ModelViewSet):
    model = SynonymGroup
    name = "synonyms"
    url_prefix = "synonymes"
    icon = "search"
    menu_label = _("Synonyms")
    menu_order = 900
    menu_item_class = KeptMenuItem
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [TitleColumn("terms", label=_("Words held for the same"), url_name="synonyms:edit"),
                    Column("note", label=_("Note"), width="30%")]  # fmt: skip
    search_fields = ["terms", "note"]
    search_backend_name = None
    panels = [FieldPanel("terms"), FieldPanel("note")]


synonym_viewset = SynonymViewSet()
