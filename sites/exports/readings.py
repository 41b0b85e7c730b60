"""Readings as a table for spreadsheets."""

import csv
from io import StringIO

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cms.rules.cells import inert
from sites.queries.readings import NamedReading

BOM = "\ufeff"


def readings_csv(readings: list[NamedReading]) -> str:
    """UTF-8 with its mark and semicolons: what spreadsheets set in French open without asking."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow([_("When"), _("Who"), _("Organisation"), _("Role"), _("Kind"), _("Number of sites"), _("Sites")])
    for one in readings:
        line = one.line
        moment = localtime(line.at).isoformat(sep=" ", timespec="seconds")
        texts = [line.who, line.organisation, line.roles, line.kind]
        writer.writerow([moment, *map(inert, texts), line.count, inert(one.sites)])
    return BOM + written.getvalue()
