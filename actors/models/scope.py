"""A role held somewhere."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Role
from actors.querysets import ScopeQuerySet
from actors.rules import opens_editor


class Scope(models.Model):
    """A role on a territory, or on one site (a page). Options are given by a pilot, and dated with the scope."""

    user = models.ForeignKey("actors.User", models.CASCADE, related_name="scopes")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    territory = models.ForeignKey("territories.Territory", models.PROTECT, null=True, blank=True, related_name="scopes")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, null=True, blank=True, related_name="scopes")
    is_trusted = models.BooleanField(_("publishes without validation"), default=False)
    sees_restricted = models.BooleanField(_("sees owners and procedures"), default=False)
    given_by = models.ForeignKey("actors.User", models.SET_NULL, null=True, blank=True, related_name="given_scopes")
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = ScopeQuerySet.as_manager()

    class Meta:
        verbose_name = _("scope")
        verbose_name_plural = _("scopes")
        constraints = [
            models.CheckConstraint(
                condition=Q(territory__isnull=False, page__isnull=True) | Q(territory__isnull=True, page__isnull=False),
                name="scope_on_a_territory_or_on_a_page",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.territory or self.page}"

    @property
    def opens_editor(self) -> bool:
        return opens_editor(self.role)
