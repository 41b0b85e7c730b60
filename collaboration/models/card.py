"""How a person may be reached, as they choose, and who looked."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from collaboration.enums import InterventionTheme


class Card(models.Model):
    """What a person lets other members know of them. By default: a name and an organisation, no more."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="card")
    contact_for = models.CharField(_("what I may be contacted for"), max_length=300, blank=True)
    themes = ArrayField(
        models.CharField(max_length=16, choices=InterventionTheme),
        default=list,
        blank=True,
        verbose_name=_("my themes"),
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    shows_email = models.BooleanField(_("members may see my e-mail"), default=False)
    shows_phone = models.BooleanField(_("members may see my phone"), default=False)
    is_listed = models.BooleanField(_("I am in the directory"), default=True)

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.user_id)


class CardLook(models.Model):
    """Someone looked at how to reach someone: the person sees who, and when."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    looked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("look at a card")
        verbose_name_plural = _("looks at cards")
        ordering = ["-looked_at", "-pk"]
        indexes = [models.Index(fields=["person", "-looked_at"], name="looks_at_a_card")]

    def __str__(self) -> str:
        return f"{self.reader_id} > {self.person_id}"
