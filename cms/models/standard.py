"""Pages of plain prose: about, legal notice, accessibility."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.blocks import BodyBlock
from cms.fields import PlainStreamField
from cms.models.base import PlatformPage


class StandardPage(PlatformPage):
    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    body = PlainStreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    show_in_menus_default = True
    content_panels = [*PlatformPage.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("standard page")
