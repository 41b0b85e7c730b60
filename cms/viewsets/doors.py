"""Views of Wagtail's that speak of the whole platform are closed to those who do not see all of it.

Hiding them from the menu is not enough: their addresses are known. Wagtail asks of them whether somebody may change
*some* page, then names every page type, every person who ever locked or submitted one, every workflow.
"""

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.views.defaults import page_not_found
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.utils.urlpatterns import decorate_urlpatterns

from actors.enums import Noun, Verb
from cms.rules.permissions import reaches_everywhere

View = Callable[..., HttpResponse]
# Names of views, with or without their results beside. `site_history` is not here: it keeps to pages in scope.
WHOLE_PLATFORM = frozenset(
    {
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_pages:type_use",
    }
)
# The same, as the menu of reports names them.
PLATFORM_REPORTS = frozenset({"locked-pages", "workflows", "workflow-tasks", "aging-pages", "page-types-usage"})
# Accounts, roles and passwords are dealt with elsewhere, by services that know the rights table.
NOBODY_AT_ALL = frozenset(
    {
        "wagtailadmin_error_test",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
    }
)
# Who validates what is said by the rights table too, and Wagtail lets anyone in the editor choose and name tasks.
NOBODYS_NAMESPACES = frozenset({"wagtailusers_groups", "wagtailusers_users", "wagtailadmin_workflows"})
# Arguments of Wagtail's addresses that are the number of a page.
PAGE_NUMBERS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
BY_PK = frozenset(
    {"wagtailadmin_pages:revisions_compare", "wagtailadmin_api:pages:detail", "wagtailadmin_api:pages:action"}
)
BY_QUERY = frozenset({"wagtailadmin_choose_page_chosen_multiple", "wagtail_bulk_action"})


def guarded(urls: ModuleType) -> ModuleType:
    """Wagtail's addresses, each behind its door."""
    decorate_urlpatterns(urls.urlpatterns, _door)
    return urls


def sees_everything(user: Any) -> bool:
    return reaches_everywhere(user, Verb.UPDATE, Noun.SITE)


def _door(view: View) -> View:
    @wraps(view)
    def behind(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _is_closed(request):
            # The page that a wrong address gets.
            return page_not_found(request, None, template_name="wagtailadmin/404.html")
        return view(request, *args, **kwargs)

    return behind


def _is_closed(request: HttpRequest) -> bool:
    match, user = request.resolver_match, request.user
    name = (match.view_name if match else "").removesuffix("_results")
    namespace = name.partition(":")[0]
    if name in NOBODY_AT_ALL or namespace in NOBODYS_NAMESPACES:
        return True
    if not user.has_perm("wagtailadmin.access_admin"):
        return False  # turned away by Wagtail itself, before it says anything
    if name in WHOLE_PLATFORM and not sees_everything(user):
        return True
    numbers = _numbers_of_pages(request, match) if match else set()
    return bool(numbers) and _are_out_of_sight(numbers, user)


def _are_out_of_sight(numbers: set[int], user: Any) -> bool:
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    others = numbers - set(explorable.filter(pk__in=numbers).values_list("pk", flat=True))
    # The root of the tree is no page: Wagtail leads from it to where one's own pages begin.
    return bool(others) and Page.objects.filter(pk__in=others, depth__gt=1).exists()


def _numbers_of_pages(request: HttpRequest, match: ResolverMatch) -> set[int]:
    """Views of Wagtail's check what one may do to a page, and some tell its title before, or without: explorer,
    choosers, bulk actions that say what they leave out. A page that is not explored is not there for any of them."""
    named = ("pk",) if match.view_name in BY_PK else PAGE_NUMBERS
    numbers = {match.kwargs[name] for name in named if name in match.kwargs}
    if match.view_name in BY_QUERY and match.kwargs.get("model_name", "page") == "page":
        numbers |= set(request.GET.getlist("id"))
    return {int(number) for number in numbers if str(number).isdecimal() and len(str(number)) < 18}
