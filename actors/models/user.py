"""People with an account."""

from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.enums import AccountState
from actors.models.scope import Scope
from actors.querysets import UserManager


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail is the login; what they may do comes from their scopes, never from their organisation.

    An account begins by an invitation (or an access request that was accepted), opens by its activation link, is
    suspended when nobody uses it or by a pilot, then made anonymous: its contributions stay (docs/decisions/0012).
    """

    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    position = models.CharField(_("position"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, null=True, related_name="users", verbose_name=_("organisation")
    )
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    invited_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="invited")
    # Without it nobody has opened the account yet.
    activated_at = models.DateTimeField(_("opened on"), null=True, blank=True, default=timezone.now)
    # Set for everyone by a new version of the charter: the gate reads it with the account, at no query.
    charter_due = models.BooleanField(default=True)
    toured_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(_("suspended on"), null=True, blank=True)
    suspended_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    suspension_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Of an account that nobody uses: how many warnings, and since when it counts after it was opened again.
    inactivity_warnings = models.PositiveSmallIntegerField(default=0)
    warned_at = models.DateTimeField(null=True, blank=True)
    reactivated_at = models.DateTimeField(null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case"),
            # Django's and Wagtail's own flag, which opens everything: what people may do is in the rights table alone.
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="nobody_above_the_rights_table"),
        ]

    def __str__(self) -> str:
        return gettext("A former member") if self.anonymised_at else self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name

    @cached_property
    def held_scopes(self) -> list:
        """Scopes in force, read once per request (the user object lives as long as the request).

        Those of whoever has a session came with them already (`of_session`).
        """
        if not self.is_active:
            return []
        return list(Scope.objects.in_force().filter(user=self.pk).select_related("territory").order_by("pk"))

    @property
    def state(self) -> AccountState:
        if self.anonymised_at:
            return AccountState.ANONYMOUS
        if not self.is_active:
            return AccountState.SUSPENDED
        return AccountState.ACTIVE if self.activated_at else AccountState.INVITED

    @property
    def used_at(self) -> datetime:
        """When the account was last of use: a login, its opening, or the last time it was opened again."""
        return max(filter(None, (self.last_login, self.activated_at, self.reactivated_at)), default=self.date_joined)

    @property
    def is_editorial(self) -> bool:
        """Whether the editor (the Wagtail admin) is of use to this person."""
        return any(scope.opens_editor for scope in self.held_scopes)
