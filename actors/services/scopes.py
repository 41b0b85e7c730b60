"""Giving scopes and their options, and ending them. Nobody gives more than they have, nor anything to themselves."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from actors.enums import Noun, Verb
from actors.models import GivenOption, Scope, User
from actors.queries.places import place_of, place_of_scope
from actors.rules import Thing, can
from actors.rules.giving import NATIONWIDE, can_give, options_of
from territories.enums import Level
from territories.models import Territory


@transaction.atomic
def give_scope(
    *,
    user: User | None,
    person: User,
    role: str,
    on: Territory | Page,
    options: Iterable[str] = (),
    ends_at: datetime | None = None,
) -> Scope:
    """A role for `person` on a territory or on one site. `user` gives it; None is the platform itself (commands)."""
    territory, page = (on, None) if isinstance(on, Territory) else (None, on)
    carried = _known_options(role, options)
    _require(user, person, role=role, options=carried, place=place_of(on))
    _refuse_impossible(person, role=role, territory=territory, page=page, ends_at=ends_at)
    scope = Scope.objects.create(user=person, role=role, territory=territory, page=page, given_by=user, ends_at=ends_at)
    _set(scope, carried, user=user)
    _log(person, "actors.give_scope", user=user, scope=scope)
    return scope


@transaction.atomic
def end_scope(*, user: User | None, scope: Scope) -> Scope:
    """At once. Who could not have given it cannot end it."""
    _require(user, scope.user, role=scope.role, options=scope.options, place=place_of_scope(scope))
    if not Scope.objects.in_force().filter(pk=scope.pk).exists():
        return scope
    scope.ends_at, scope.ended_by = timezone.now(), user
    scope.save(update_fields=["ends_at", "ended_by"])
    _log(scope.user, "actors.end_scope", user=user, scope=scope)
    return scope


@transaction.atomic
def set_options(*, user: User | None, scope: Scope, options: Iterable[str]) -> Scope:
    """These options and no other. Those that it had and those that it gets must both be the giver's to give."""
    wanted = _known_options(scope.role, options)
    touched = sorted({*wanted, *scope.options})
    _require(user, scope.user, role=scope.role, options=touched, place=place_of_scope(scope))
    if not Scope.objects.in_force().filter(pk=scope.pk).exists():
        raise ValidationError(_("This scope has ended."), code="ended")
    if set(wanted) != set(scope.options):
        _set(scope, wanted, user=user)
        _log(scope.user, "actors.set_options", user=user, scope=scope)
    return scope


def may_manage(user: User, scope: Scope) -> bool:
    """Whether `user` could end this scope, or change its options."""
    return user.pk != scope.user_id and can_give(
        user,
        role=scope.role,
        options=scope.options,
        place=place_of_scope(scope),
        organisation_id=scope.user.organisation_id,
    )


def manages(user: User, person: User) -> bool:
    """Whether `user` may suspend this account: every scope that it holds must be theirs to end, and it is another's.

    Someone who works in two territories is suspended by whoever manages both; each pilot may end what is in theirs.
    """
    if user.pk == person.pk or person.anonymised_at:
        return False
    scopes = list(person.scopes.in_force().select_related("territory", "page", "user"))
    if not scopes:
        return can(user, Verb.INVITE, Thing(noun=Noun.ACCOUNT))
    return all(may_manage(user, scope) for scope in scopes)


def require_manager(user: User, person: User) -> None:
    if not manages(user, person):
        raise PermissionDenied


def _require(user: User | None, person: User, *, role: str, options: Iterable[str], place: Thing) -> None:
    if user is None:
        return
    may = can_give(user, role=role, options=options, place=place, organisation_id=person.organisation_id)
    if user.pk == person.pk or not may:
        raise PermissionDenied


def _known_options(role: str, options: Iterable[str]) -> list[str]:
    known, asked = options_of(role), set(options)
    if asked - set(known):
        raise ValidationError({"options": _("This role does not know this option.")}, code="unknown")
    return [name for name in known if name in asked]


def _refuse_impossible(
    person: User, *, role: str, territory: Territory | None, page: Page | None, ends_at: datetime | None
) -> None:
    problems: dict[str, Any] = {}
    if role in NATIONWIDE and (territory is None or territory.level != Level.NATION):
        problems["role"] = _("This role is held on the whole country, and nowhere else.")
    if ends_at is not None and ends_at <= timezone.now():
        problems["ends_on"] = _("This date is over.")
    same = Scope.objects.in_force().filter(user=person, role=role, territory=territory, page=page)
    if not problems and same.exists():
        problems["role"] = _("This person already holds this role there.")
    if problems:
        raise ValidationError(problems)


def _set(scope: Scope, wanted: list[str], *, user: User | None) -> None:
    now = timezone.now()
    before = scope.options
    for name in options_of(scope.role):
        setattr(scope, name, name in wanted)
    scope.save()
    gone = [name for name in before if name not in wanted]
    scope.given_options.filter(option__in=gone, ended_at__isnull=True).update(ended_by=user, ended_at=now)
    for name in wanted:
        if name not in before:
            GivenOption.objects.create(scope=scope, option=name, given_by=user, given_at=now)


def _log(person: User, action: str, *, user: User | None, scope: Scope) -> None:
    """No name here: the log outlives the account."""
    data = {
        "scope": scope.pk,
        "role": scope.role,
        "territory": scope.territory.key if scope.territory else None,
        "page": scope.page_id,
        "options": scope.options,
    }
    log(instance=person, action=action, user=user, title=f"account {person.pk}", data=data)
