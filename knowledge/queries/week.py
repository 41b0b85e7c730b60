"""What this floor says of a territory's week: practices published everywhere, and taken up there, if there are any."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from collaboration.registry import WeekFigure
from knowledge.models import Adoption, PracticePage
from territories.models import Territory


def week_of_practices(territory: Territory, since: datetime, _reader: Any) -> list[WeekFigure]:
    here = Adoption.objects.filter(territory__ancestor_ids__contains=[territory.pk], started_on__gte=since.date())
    published = PracticePage.objects.live().filter(first_published_at__gte=since, translation_of=None)
    figures = [
        WeekFigure(_("Good practices published"), published.count()),
        WeekFigure(_("Good practices taken up here"), here.count(), is_news=True),
    ]
    return [figure for figure in figures if figure.value]
