"""A role held somewhere."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Option, Role
from actors.querysets import ScopeQuerySet
from actors.rules import opens_editor
from actors.rules.giving import options_of


class Scope(models.Model):
    """A role on a territory, or on one site (a page).

    Its options are the flags that the rights table names; who gave each, and when, is a `GivenOption`. Written by
    `actors.services.scopes` alone, which keeps the two in step.
    """

    user = models.ForeignKey("actors.User", models.CASCADE, related_name="scopes")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    territory = models.ForeignKey("territories.Territory", models.PROTECT, null=True, blank=True, related_name="scopes")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, null=True, blank=True, related_name="scopes")
    is_trusted = models.BooleanField(_("publishes without validation"), default=False)
    sees_restricted = models.BooleanField(_("sees owners and procedures"), default=False)
    given_by = models.ForeignKey("actors.User", models.SET_NULL, null=True, blank=True, related_name="given_scopes")
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    ended_by = models.ForeignKey("actors.User", models.SET_NULL, null=True, blank=True, related_name="+")

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

    @property
    def options(self) -> list[str]:
        """Those it carries, of the ones that its role knows."""
        return [name for name in options_of(self.role) if getattr(self, name)]

    @property
    def place_name(self) -> str:
        return str(self.territory.label if self.territory else self.page)


class GivenOption(models.Model):
    """An option of a scope: given by whom, when; and taken back."""

    scope = models.ForeignKey(Scope, models.CASCADE, related_name="given_options")
    option = models.CharField(_("option"), max_length=20, choices=Option)
    given_by = models.ForeignKey("actors.User", models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey("actors.User", models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("option of a scope")
        verbose_name_plural = _("options of scopes")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint("scope", "option", condition=Q(ended_at__isnull=True), name="option_given_once")
        ]

    def __str__(self) -> str:
        return str(self.get_option_display())
