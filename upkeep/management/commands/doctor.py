"""What is wrong with this installation, in words."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from upkeep.queries.health import look
from upkeep.rules.findings import Finding, Severity, worst

MARKS = {Severity.GOOD: "✓", Severity.DOUBTFUL: "!", Severity.BAD: "✗"}


class Command(BaseCommand):
    help = _("Says what is wrong with this installation and what to do. Fails when something has to be repaired.")
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help=_("say only what is not good"))

    def handle(self, *args: Any, **options: Any) -> None:
        findings = []
        for finding in look():
            findings.append(finding)
            if finding.severity or not options["quiet"]:
                self.stdout.write(self._line(finding))
        if worst(findings) == Severity.BAD:
            raise CommandError(_("Something has to be repaired."))

    def _line(self, finding: Finding) -> str:
        styles = {
            Severity.GOOD: self.style.SUCCESS,
            Severity.DOUBTFUL: self.style.WARNING,
            Severity.BAD: self.style.ERROR,
        }
        return styles[finding.severity](f"{MARKS[finding.severity]} {finding.about}") + f" : {finding.said}"
