"""Every address of the platform. Floors bring their own; pages come last."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from actors.policies import Right, open_to_all, within
from cms.viewsets.account import EditorSettingsView
from cms.viewsets.doors import guarded
from cms.viewsets.history import ScopedHistoryView

# Addresses that are not ours: Wagtail's own code holds these rules, from the same table (cms.policies).
EDITOR = Right(needs_account=True, told="whoever may open the editor; then what they may do to each page or file")
PAGES = Right(told="published pages, each by the right of its kind; a site to its members only")
FILES = Right(told="files of collections that are not private")

TO_LOGIN = RedirectView.as_view(url="/connexion/", query_string=True)
OVER_WAGTAIL = [
    path("account/", require_admin_access(EditorSettingsView.as_view()), name="wagtailadmin_account"),
    path("reports/site-history/", require_admin_access(ScopedHistoryView.as_view())),
    path("reports/site-history/results/", require_admin_access(ScopedHistoryView.as_view(results_only=True))),
]
media = (
    [path("media/<path:path>", open_to_all(serve), {"document_root": settings.MEDIA_ROOT})]
    if settings.DEBUG or settings.SERVE_MEDIA
    else []
)

urlpatterns: list[URLPattern | URLResolver] = [
    # One door only: Wagtail's own views would let people in by others, without a second factor.
    path("admin/login/", open_to_all(TO_LOGIN), name="wagtailadmin_login"),
    path("admin/password_reset/", open_to_all(TO_LOGIN), name="wagtailadmin_password_reset"),
    path("admin/password_reset/<path:rest>", open_to_all(TO_LOGIN)),
    path("_util/login/", open_to_all(TO_LOGIN), name="wagtailcore_login"),
    within(EDITOR, path("admin/", include(OVER_WAGTAIL))),
    within(EDITOR, path("admin/", include(guarded(wagtailadmin_urls)))),
    path("", include("upkeep.urls")),
    path("api/", include("api.urls")),
    path("tiles/", include("api.urls.tiles")),
    path("ogc/", include("api.ogc.urls")),
    path("cles/", include("api.urls.keys")),
    path("integrer/", include("api.urls.embeds")),
    within(FILES, path("documents/", include(wagtaildocs_urls))),
    *media,
    path("", include("cms.urls")),
    path("", include("actors.urls")),
    path("", include("steering.urls")),
    path("", include("catalog.urls")),
    path("", include("collaboration.urls")),
    path("", include("sites.urls")),
    path("", include("actions.urls")),
    path("", include("knowledge.urls")),
    within(PAGES, path("", include(wagtail_urls))),
]

handler400 = "upkeep.views.refused"
handler500 = "upkeep.views.failed"
