"""What an import did, or would do: counted, grouped by reason, said in words."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.imports.records import Refusal, Skipped

ROWS_SHOWN = 5
VALUES_SHOWN = 4


@dataclass(slots=True)
class Report:
    register: str
    file: str
    edition: str = ""
    told: list[str] = field(default_factory=list)
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    observations: int = 0
    refused: list[Refusal] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)

    def refuse(self, refusal: Refusal) -> None:
        self.rows += 1
        self.refused.append(refusal)

    def skip(self, skipped: Skipped) -> None:
        self.rows += 1
        self.skipped[skipped.reason] += 1

    @property
    def counts(self) -> dict[str, int]:
        return {
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "refused": len(self.refused),
            "skipped": self.skipped.total(),
        }

    def in_words(self) -> list[str]:
        """Lines for a person, most important first."""
        lines = [_("Register: %(register)s · file: %(file)s") % {"register": self.register, "file": self.file}]
        if self.edition:
            lines.append(_("Edition: %(edition)s") % {"edition": self.edition})
        lines += self.told
        lines.append(
            _(
                "Rows: %(rows)d · new: %(new)d · changed: %(changed)d · same: %(same)d"
                " · refused: %(refused)d · left aside: %(skipped)d"
            )
            % self.counts
        )
        if self.observations:
            lines.append(_("New observations: %(count)d") % {"count": self.observations})
        lines += self._counted(_("Fields changed:"), self.changes)
        lines += self._counted(_("Left aside:"), self.skipped)
        lines += self._counted(_("To know:"), self.notes)
        lines += self._refusals()
        return lines

    @staticmethod
    def _counted(title: str, counted: Counter[str]) -> list[str]:
        if not counted:
            return []
        return [title, *(f"  {count} × {what}" for what, count in counted.most_common())]

    def _refusals(self) -> list[str]:
        grouped: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for refusal in self.refused:
            for reason in refusal.reasons:
                grouped.setdefault((reason.column, reason.message), []).append((refusal.row.number, reason.value))
        lines = [_("Refused:")] if grouped else []
        for (column, message), found in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
            lines.append(f"  {len(found)} × {column + _(': ') if column else ''}{message}")
            values = list(dict.fromkeys(value for _number, value in found if value))[:VALUES_SHOWN]
            if values:
                quoted = ", ".join(_("“%(value)s”") % {"value": value} for value in values)
                lines.append("      " + _("found: %(values)s") % {"values": quoted})
            numbers = ", ".join(str(number) for number, _value in found[:ROWS_SHOWN])
            more = len(found) - ROWS_SHOWN
            told = ngettext("row %(numbers)s", "rows %(numbers)s", len(found)) % {"numbers": numbers}
            lines.append("      " + told + (_(" and %(more)d more") % {"more": more} if more > 0 else ""))
        return lines
