"""People with an account."""

from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.querysets import UserManager


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail is the login; what they may do comes from their scopes, never from their organisation."""

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
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name

    @cached_property
    def held_scopes(self) -> list:
        """Scopes in force, read once per request (the user object lives as long as the request)."""
        return list(self.scopes.in_force().select_related("territory").order_by("pk")) if self.is_active else []

    @property
    def is_editorial(self) -> bool:
        """Whether the editor (the Wagtail admin) is of use to this person."""
        return any(scope.opens_editor for scope in self.held_scopes)
