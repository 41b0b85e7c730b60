"""The home page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.blocks import BodyBlock
from cms.fields import PlainStreamField
from cms.models.base import PlatformPage


class HomePage(PlatformPage):
    intro = models.TextField(_("introduction"), max_length=500)
    body = PlainStreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    content_panels = [*PlatformPage.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("home page")
