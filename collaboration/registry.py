"""What floors above sign up here: which of their deeds people are told of, and the figures of a territory's week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actors.enums import Noun
from collaboration.enums import NotificationKind


@dataclass(frozen=True)
class Happening:
    """`kind`: to whom it matters. `words`: what happened, without a name or a place ("A site was closed").

    `is_mailed`: the workflow writes itself to those who validate and to those who had proposed. `noun`: the right is
    that on such a thing at the place of the page, not on the page itself. `url_name`: where it is read, if not there.
    `is_beside_versions`: what awaits validation is no version of the page, and waits whatever the page's own state.
    `is_personal`: about no page, and told to nobody but whose it is; read at `url_name`.
    """

    kind: NotificationKind
    words: Any
    is_mailed: bool = False
    noun: Noun | None = None
    url_name: str = ""
    is_beside_versions: bool = False
    is_personal: bool = False


@dataclass(frozen=True)
class WeekFigure:
    """One line of the digest of a territory. `is_news`: a week where it is more than zero is worth a mail.

    A value of None is unknown, which is not zero; `note` says on how much it rests.
    """

    label: Any
    value: int | None
    is_news: bool = False
    note: str = ""


# (territory, since, reader) -> the figures that the reader may know.
WeekFigures = Callable[[Any, datetime, Any], list[WeekFigure]]

# By the name of the deed, as the log knows it ("sites.close").
happenings: dict[str, Happening] = {}
week_figures: list[WeekFigures] = []


def sign_up_happenings(told: Mapping[str, Happening]) -> None:
    happenings.update(told)


def sign_up_week(figures: WeekFigures) -> None:
    week_figures.append(figures)
