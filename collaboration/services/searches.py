"""Keeping searches, and telling their owner what is new in them."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from actors.models import User
from catalog.querysets import EntryQuerySet
from collaboration.enums import NotificationKind
from collaboration.models import Notification, SavedSearch
from collaboration.queries.people import with_scopes
from collaboration.queries.searches import asked, last_change, matches
from collaboration.services.telling import tell_people

MAX_SAVED = 30
# Whoever finds more than this is not told of each: the question is too wide to be news.
MAX_KNOWN = 1_000
# Of one search at one time; the others are counted beside its name.
MAX_TOLD = 10
SOMETHING_NEW = "collaboration.match_saved_search"


class TooManySearches(Exception):  # noqa: N818 (it says what is wrong)
    pass


@dataclass(frozen=True)
class Saved:
    search: SavedSearch
    is_too_wide: bool


@transaction.atomic
def save_search(*, user: User, name: str, query: str) -> Saved:
    """What it finds now is no news. A question too wide to be told of is kept without alert."""
    query = asked(query)
    others = SavedSearch.objects.filter(user=user).exclude(query=query)
    if others.count() >= MAX_SAVED:
        raise TooManySearches
    watched, found = last_change(), _pks(matches(query, user=user))
    is_too_wide = len(found) > MAX_KNOWN
    facts = {"name": name, "is_alerted": not is_too_wide, "known": [] if is_too_wide else found}
    search, _is_new = SavedSearch.objects.update_or_create(
        user=user, query=query, defaults=facts | {"watched": watched, "unseen": 0}
    )
    return Saved(search, is_too_wide)


@transaction.atomic
def set_alert(*, search: SavedSearch, is_alerted: bool) -> bool:
    """Begun again, it is told what comes from now on. False where it finds too much to be told of."""
    if not is_alerted:
        SavedSearch.objects.filter(pk=search.pk).update(is_alerted=False)
        return True
    return not save_search(user=search.user, name=search.name, query=search.query).is_too_wide


def delete_search(*, search: SavedSearch) -> None:
    search.delete()


def forget_searches(*, user_id: int) -> None:
    """What somebody looked for says much of them: nothing of it stays with an account made anonymous."""
    SavedSearch.objects.filter(user_id=user_id).delete()


def look_at_search(*, search: SavedSearch) -> None:
    SavedSearch.objects.filter(pk=search.pk).update(unseen=0)


def match_saved_searches() -> int:
    """Tell of what was published since each was looked at; how many things were new. Run again, it tells nothing."""
    alerted = SavedSearch.objects.filter(is_alerted=True, watched__lt=last_change())
    people = {person.pk: person for person in with_scopes(alerted.values_list("user_id", flat=True).distinct())}
    searches = alerted.filter(user_id__in=people).order_by("pk").values_list("pk", "user_id")
    return sum(_match(pk, people[user_id]) for pk, user_id in searches)


@transaction.atomic
def _match(pk: int, person: User) -> int:
    search = SavedSearch.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if search is None:
        return 0
    until = last_change()
    recent = matches(search.query, user=person).filter(change__gt=search.watched, change__lte=until)
    new = list(recent.exclude(pk__in=search.known).order_by("change").values_list("pk", "page_id"))
    known = [*search.known, *(one for one, _page in new)][-5 * MAX_KNOWN :]
    SavedSearch.objects.filter(pk=pk).update(known=known, watched=until, unseen=F("unseen") + len(new))
    for _one, page_id in new[:MAX_TOLD]:
        about = Notification(page_id=page_id, happening=SOMETHING_NEW, key=f"search:{pk}:{page_id}")
        tell_people(people=[person.pk], about=about, kind=NotificationKind.MATCH)
    return len(new)


def _pks(found: EntryQuerySet) -> list[int]:
    return list(found.order_by("pk").values_list("pk", flat=True)[: MAX_KNOWN + 1])
