"""Every address of the platform. Floors bring their own; pages come last."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from cms.viewsets.account import EditorSettingsView
from cms.viewsets.doors import guarded
from cms.viewsets.history import ScopedHistoryView

media = (
    [path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})]
    if settings.DEBUG or settings.SERVE_MEDIA
    else []
)

urlpatterns: list[URLPattern | URLResolver] = [
    # One door only: Wagtail's own login view would let people in by another.
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True), name="wagtailadmin_login"),
    path("admin/account/", require_admin_access(EditorSettingsView.as_view()), name="wagtailadmin_account"),
    path("admin/reports/site-history/", require_admin_access(ScopedHistoryView.as_view())),
    path("admin/reports/site-history/results/", require_admin_access(ScopedHistoryView.as_view(results_only=True))),
    path("admin/", include(guarded(wagtailadmin_urls))),
    path("api/", include("api.urls")),
    path("documents/", include(wagtaildocs_urls)),
    *media,
    path("", include("actors.urls")),
    path("", include("steering.urls")),
    path("", include("catalog.urls")),
    path("", include("collaboration.urls")),
    path("", include("sites.urls")),
    path("", include("actions.urls")),
    path("", include("knowledge.urls")),
    path("", include(wagtail_urls)),
]
