"""What every page of ours has in common."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from actors.enums import Noun
from actors.rules import Thing
from cms.rules.fronts import PARTNER_MODE, front_of
from cms.rules.permissions import ScopedPermissionTester


class PlatformPage(Page):
    """Base of our page types: stock Wagtail `Page`, as the swappable one breaks add-ons. Abstract: no table."""

    noun: Noun = Noun.PAGE
    # For the editor's lists (cms.policies): the array of territories that `as_thing` answers, and the organisation.
    place_lookup: str = ""
    organisation_lookup: str = ""
    # Whether people write to each other about it (collaboration).
    has_journal = False
    # Whether even those who may publish ask somebody else before what they began is seen (cms.rules.publication).
    four_eyes: bool = False
    # What a person who validates compares, field by field; and those of them that READ_RESTRICTED alone opens.
    compared: tuple[str, ...] = ("title",)
    restricted: frozenset[str] = frozenset()
    show_in_menus_default = False

    class Meta:
        abstract = True

    def as_thing(self) -> Thing:
        return Thing(noun=self.noun, page_id=self.pk, author_id=self.owner_id)

    @classmethod
    def say(cls, name: str, content: dict[str, Any]) -> str | None:
        """What a version's `content` says of a field, where its own words would say it badly; None: as they are."""
        return None

    @property
    def form_url(self) -> str:
        """Where it is changed: the editor, unless its floor has a form of its own."""
        return reverse("wagtailadmin_pages:edit", args=[self.pk])

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Our own page, and that of the partner's front end where there is one for it."""
        return [*super().preview_modes, *([(PARTNER_MODE, _("On the partner’s site"))] if self.front else [])]

    @property
    def front(self) -> str:
        """The partner's front end that shows it, or nothing."""
        parts = self.get_url_parts()
        return front_of(self._meta.label, parts[1] if parts else "")

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        is_partner = mode_name == PARTNER_MODE
        return "cms/partner_preview.html" if is_partner else super().get_preview_template(request, mode_name)

    def permissions_for_user(self, user: Any) -> ScopedPermissionTester:
        return ScopedPermissionTester(user, self)

    def serve(self, *args: Any, **kwargs: Any) -> Any:
        """Lists are in the reader's language where practices are told in several (catalog.rules.languages)."""
        response = super().serve(*args, **kwargs)
        if settings.PRACTICE_LANGUAGES:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    # Outside a request (commands, tasks, imports) Wagtail would commit the page before those who listen have done
    # their part, the catalogue first among them: here a page and what is said of it change together or not at all.

    def publish(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().publish(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().unpublish(*args, **kwargs)

    def move(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().move(*args, **kwargs)


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
