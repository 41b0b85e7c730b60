"""The end of a site, or its reopening, proposed by who may not decide it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from actors.enums import Verb
from sites.enums import Validation
from sites.models.validation import Validated
from sites.querysets import WaitingQuerySet


class ClosureProposal(Validated):
    """`said`: all that was typed, by name of field. It is given again to the same form when it is judged."""

    site = models.ForeignKey("sites.SitePage", models.CASCADE, related_name="closure_proposals")
    reopens = models.BooleanField(_("proposes to reopen"), default=False)
    said = models.JSONField(_("what was typed"), default=dict)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="closure_proposals")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = WaitingQuerySet.as_manager()
    judging_verb = Verb.CLOSE

    class Meta:
        verbose_name = _("proposed closure")
        verbose_name_plural = _("proposed closures")
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=Q(validation=Validation.WAITING), name="one_closure_proposed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} · {self.recorded_at:%Y-%m-%d}"

    def as_data(self) -> MultiValueDict[str, Any]:
        """As a form receives it."""
        return MultiValueDict(self.said)
