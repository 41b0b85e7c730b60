"""The home page."""

from typing import Any

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

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

    def route(self, request: Any, path_components: list[str]) -> Any:
        """At once, by the address that each page keeps whole: Wagtail asks two queries of each level of the tree."""
        if not path_components:
            return super().route(request, path_components)
        asked = f"{self.url_path}{'/'.join(path_components)}/"
        # The slug has an index, the whole address has none.
        page = Page.objects.filter(slug=path_components[-1], url_path=asked).specific().first()
        if page is None:
            raise Http404
        return page.route(request, [])
