"""How people come in: they ask, or are invited; then they open their account by a link."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, OrganisationKind, RequestState
from actors.rules import Thing


class AccessRequest(models.Model):
    """Somebody asks for an account: who they are, where they work, on which territory, and why.

    Personal data of people who may never come in: gone 90 days after the decision (`services.access`).
    """

    email = models.EmailField(_("e-mail"))
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    position = models.CharField(_("position"), max_length=120)
    organisation = models.ForeignKey(
        "actors.Organisation", models.CASCADE, null=True, blank=True, related_name="access_requests"
    )
    # Of an organisation that the platform does not know yet.
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    organisation_kind = models.CharField(_("kind of organisation"), max_length=20, choices=OrganisationKind, blank=True)
    territory = models.ForeignKey("territories.Territory", models.PROTECT, related_name="access_requests")
    reason = models.TextField(_("why"), max_length=1000)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.RECEIVED)
    asked_at = models.DateTimeField(default=timezone.now)
    reminders = models.PositiveSmallIntegerField(default=0)
    decided_by = models.ForeignKey("actors.User", models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    refusal_reason = models.TextField(_("reason"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("access request")
        verbose_name_plural = _("access requests")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "email", condition=Q(state=RequestState.WAITING), name="one_waiting_request_for_an_email"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def workplace(self) -> str:
        return str(self.organisation or self.organisation_name)

    def as_thing(self) -> Thing:
        return Thing(noun=Noun.ACCOUNT, territory_ids=frozenset(self.territory.ancestor_ids))


class ActivationLink(models.Model):
    """The link by which an account is opened: once, until a date. Kept as the SHA-256 of its secret."""

    user = models.OneToOneField("actors.User", models.CASCADE, related_name="activation_link")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("activation link")
        verbose_name_plural = _("activation links")

    def __str__(self) -> str:
        return f"{self.user_id}"
