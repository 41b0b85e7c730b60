"""What the editorial kit adds to Wagtail's editor."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.defaults import bad_request
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from actors.views.asking import MAX_DIGITS
from cms.models import PlatformPage
from cms.policies import EditorialMediaPolicy
from cms.rules.permissions import can_declare
from cms.rules.publication import publishes_directly
from cms.services import close_refused, submit_version
from cms.views import search_place
from cms.viewsets.doors import PLATFORM_REPORTS, sees_everything
from cms.viewsets.explorer import ScopedPageViewSet
from cms.viewsets.news import NewsListing
from cms.viewsets.rights import RightsView

# The mails of the workflow are ours (cms.services.notices): Wagtail's would name the page in their subject.
task_submitted.disconnect(sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification")
for signal, uid in (
    (workflow_submitted, "workflow_state_submitted_email_notification"),
    (workflow_rejected, "workflow_state_rejected_email_notification"),
    (workflow_approved, "workflow_state_approved_email_notification"),
):
    signal.disconnect(sender=WorkflowState, dispatch_uid=uid)


@hooks.register("register_admin_urls")
def editor_addresses() -> list[URLPattern]:
    return [
        path("chercher-un-lieu/", search_place, name="search_place"),
        path("droits/", RightsView.as_view(), name="editor_rights"),
    ]


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
    if not issubclass(page_class, PlatformPage) or not can_declare(request.user, page_class.noun, parent.specific):
        raise PermissionDenied


@hooks.register("before_copy_page")
def copy_below_a_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail looks for the parent before it reads the form, and fails on what is none."""
    told = request.POST.get("new_parent_page", "")
    is_number = told.isdecimal() and len(told) <= MAX_DIGITS
    if request.method != "POST" or (is_number and Page.objects.filter(pk=int(told)).exists()):
        return None
    return bad_request(request, ValueError("no parent"))


@hooks.register("before_publish_page")
def publish_where_one_may(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail asked before it read the form: a version that moves elsewhere is submitted to those of that place."""
    user: Any = request.user
    if not isinstance(page, PlatformPage):
        return None
    published = type(page)._default_manager.filter(pk=page.pk, live=True).first()
    if publishes_directly(user, page, published):
        return None
    submit_version(user=user, page=page)
    messages.warning(
        request, gettext("This version needs somebody else's validation: it is submitted, and not published.")
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("after_publish_page")
def close_what_was_refused(request: HttpRequest, page: Page) -> None:
    if isinstance(page, PlatformPage):
        close_refused(page, user=request.user)


@hooks.register("construct_page_action_menu")
def lead_to_what_waits(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """A version that waits is locked for everybody, judges included: they judge it where they read what it changes."""
    page = context.get("page")
    if page is not None and context["view"] == "edit" and page.workflow_in_progress:
        items.insert(0, JudgeMenuItem(order=0))


class JudgeMenuItem(ActionMenuItem):
    label = _("See what waits for validation")
    name = "action-judge"
    icon_name = "tasks"

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("validation_queue")


# Last: what Wagtail and its own apps add comes before.
@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    """The dashboard would count the pages of every territory."""
    if not sees_everything(request.user):
        items.clear()


@hooks.register("construct_main_menu", order=1000)
def hide_what_speaks_of_wagtail(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name != "help"]


@hooks.register("construct_reports_menu", order=1000)
def hide_what_is_closed(request: HttpRequest, items: list[Any]) -> None:
    """The doors are in cms.viewsets.doors: a menu that leads to a closed one would only annoy."""
    if not sees_everything(request.user):
        items[:] = [item for item in items if item.name not in PLATFORM_REPORTS]


@hooks.register("register_reports_menu_item")
def show_rights() -> MenuItem:
    return MenuItem(_("Who may do what"), reverse("editor_rights"), name="rights", icon_name="key", order=2000)


@hooks.register("register_account_menu_item")
def lead_to_the_account(request: HttpRequest) -> dict[str, Any]:
    """The editor has its own settings; name, e-mail, password and second factor are those of the account."""
    return {
        "url": reverse("account"),
        "label": _("My account"),
        "help_text": _("Name, e-mail, password, second factor, scopes"),
    }


@hooks.register("register_admin_menu_item")
def lead_back_to_the_platform() -> MenuItem:
    return MenuItem(_("Leave the editor"), reverse("dashboard"), name="leave", icon_name="arrow-left", order=20000)


@hooks.register("insert_global_admin_css")
def dress_the_editor() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


@hooks.register("register_admin_viewset")
def list_news() -> NewsListing:
    return NewsListing()


@hooks.register("register_admin_viewset")
def explore_without_names() -> ScopedPageViewSet:
    return ScopedPageViewSet()
