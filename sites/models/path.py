"""The path to resorption, and the procedures (restricted)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.enums import ChangeKind, PhaseKind, PoliceAssistance, ProcedureKind


class Phase(models.Model):
    """A phase begun, and its end when it has one."""

    site = models.ForeignKey("sites.SitePage", models.CASCADE, related_name="phases")
    kind = models.CharField(_("phase"), max_length=24, choices=PhaseKind)
    started_on = models.DateField(_("started on"))
    completed_on = models.DateField(_("completed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("phase of resorption")
        verbose_name_plural = _("phases of resorption")
        ordering = ["started_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["site", "kind"], name="phase_once_a_site")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Procedure(models.Model):
    """Restricted: read with the right `read_restricted` only, and never part of a catalogue document."""

    site = models.ForeignKey("sites.SitePage", models.CASCADE, related_name="procedures")
    kind = models.CharField(_("procedure"), max_length=24, choices=ProcedureKind)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    police_assistance = models.CharField(
        _("police assistance"), max_length=8, choices=PoliceAssistance, default=PoliceAssistance.NONE
    )
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ["dated_on", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def tells_police_assistance(self) -> bool:
        return self.kind == ProcedureKind.POLICE_ASSISTANCE or self.police_assistance != PoliceAssistance.NONE


class ProcedureChange(models.Model):
    """The history of procedures, as restricted as they are: what one said when it was added, changed or removed.

    `procedure_key` names the procedure, which may be there no more.
    """

    site = models.ForeignKey("sites.SitePage", models.CASCADE, related_name="procedure_changes")
    procedure_key = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=ChangeKind)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, null=True, related_name="+")
    values = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of a procedure")
        verbose_name_plural = _("changes of procedures")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def procedure_label(self) -> str:
        return str(ProcedureKind(self.values["kind"]).label)
