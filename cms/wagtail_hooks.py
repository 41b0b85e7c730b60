"""What the editorial kit adds to Wagtail's editor."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry, register_permission_policy

from actors.enums import Noun, Verb
from cms.models import PlatformPage
from cms.policies import EditorialMediaPolicy
from cms.rules.permissions import can_declare, reaches_everywhere
from cms.views import search_place


@hooks.register("register_admin_urls")
def editor_addresses() -> list[URLPattern]:
    return [path("chercher-un-lieu/", search_place, name="search_place")]


# Here and not in ready(): Wagtail's own policies of media are registered after ours are ready.
register_permission_policy(
    get_image_model(),
    EditorialMediaPolicy(get_image_model(), auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"),
)
register_permission_policy(
    get_document_model(),
    EditorialMediaPolicy(get_document_model(), auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"),
)


@hooks.register("construct_page_chooser_queryset")
def choose_what_one_may_see(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Wagtail's chooser would tell the titles of every territory's pages."""
    return pages.filter(pk__in=policy_registry.get_by_type(Page).explorable_instances(request.user).values("pk"))


@hooks.register("before_create_page")
def begin_what_one_may(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """Wagtail knows who may add below a page, not what."""
    user: Any = request.user
    if user.is_superuser:
        return
    if not issubclass(page_class, PlatformPage) or not can_declare(user, page_class.noun, parent.specific):
        raise PermissionDenied


# Last: what Wagtail and its own apps add comes before.
@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    """The dashboard would count the pages of every territory."""
    if not _sees_everything(request):
        items.clear()


@hooks.register("construct_main_menu", order=1000)
def hide_what_is_of_no_use(request: HttpRequest, items: list[Any]) -> None:
    """Reports and settings speak of the whole platform; help speaks of Wagtail."""
    hidden = {"help"} if _sees_everything(request) else {"help", "reports", "settings"}
    items[:] = [item for item in items if item.name not in hidden]


def _sees_everything(request: HttpRequest) -> bool:
    user: Any = request.user
    return bool(user.is_superuser or reaches_everywhere(user, Verb.UPDATE, Noun.SITE))
