"""What the editorial kit adds to Wagtail's editor."""

from django.urls import URLPattern, path
from wagtail import hooks

from cms.views import search_place


@hooks.register("register_admin_urls")
def editor_addresses() -> list[URLPattern]:
    return [path("chercher-un-lieu/", search_place, name="search_place")]
