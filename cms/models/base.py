"""What every page of ours has in common."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from actors.enums import Noun
from actors.rules import Thing


class PlatformPage(Page):
    """Base of our page types: stock Wagtail `Page`, as the swappable one breaks add-ons. Abstract: no table."""

    noun: Noun = Noun.PAGE
    show_in_menus_default = False

    class Meta:
        abstract = True

    def as_thing(self) -> Thing:
        return Thing(noun=self.noun, page_id=self.pk, author_id=self.owner_id)


class StructuredPage(PlatformPage):
    """A page of the field (site, action, practice): its title names it, its slug must tell nothing."""

    class Meta:
        abstract = True


class ListedPage(PlatformPage):
    """A page whose body is a list of the catalogue."""

    max_count = 1

    class Meta:
        abstract = True
        verbose_name = _("list")
