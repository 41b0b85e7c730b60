"""The chainable words of people, organisations and scopes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from actors.enums import AccountState, Reach, ReadingKind, Role, Verb
from actors.rules import RIGHTS, Thing
from territories.enums import Level
from territories.models import Territory

if TYPE_CHECKING:
    from actors.models import User


class UserQuerySet(models.QuerySet):
    def in_state(self, state: AccountState) -> UserQuerySet:
        """The same answer as `User.state`."""
        if state == AccountState.ANONYMOUS:
            return self.filter(anonymised_at__isnull=False)
        named = self.filter(anonymised_at__isnull=True)
        if state == AccountState.SUSPENDED:
            return named.filter(is_active=False)
        return named.filter(is_active=True, activated_at__isnull=state == AccountState.INVITED)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """People log in with their e-mail; there is no user name."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        """The first person of an installation. Nobody is above the rights table: they hold a role like everyone."""
        nation = Territory.objects.filter(level=Level.NATION, country=settings.PLATFORM_COUNTRY).first()
        if nation is None:
            raise ValueError("The national team works on a nation: run load_territories first.")
        with transaction.atomic(using=self._db):
            user = self.create_user(email, password, **fields)
            user.scopes.create(role=Role.NATIONAL, territory=nation)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class ScopeQuerySet(models.QuerySet):
    def in_force(self) -> ScopeQuerySet:
        now = timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)

    def granting(self, verb: Verb, thing: Thing) -> ScopeQuerySet:
        """The scopes that give the right: the same answer as `can`, for everyone at once (tests compare them)."""
        found = Q(pk__in=())
        for role in Role:
            grant = RIGHTS[role].get((verb, thing.noun))
            if grant is None:
                continue
            option = Q(**{str(grant.option): True}) if grant.option else Q()
            found |= Q(role=role) & option & _reaching(grant.reach, thing)
        return self.filter(found)


def _reaching(reach: Reach, thing: Thing) -> Q:
    nowhere = Q(pk__in=())
    inside = Q(territory_id__in=thing.territory_ids) | (Q(page_id=thing.page_id) if thing.page_id else nowhere)
    match reach:
        case Reach.EVERYWHERE:
            return Q()
        case Reach.TERRITORY:
            return inside
        case Reach.ORGANISATION if thing.organisation_id:
            return inside & Q(user__organisation_id=thing.organisation_id)
        case Reach.COLLEAGUES if thing.organisation_id:
            return Q(user__organisation_id=thing.organisation_id)
        case Reach.OWN if thing.author_id:
            return Q(user_id=thing.author_id)
    return nowhere


class ApiKeyQuerySet(models.QuerySet):
    def in_force(self) -> ApiKeyQuerySet:
        now = timezone.now()
        return self.filter(approved_at__isnull=False, digest__isnull=False, revoked_at__isnull=True, expires_at__gt=now)

    def waiting(self) -> ApiKeyQuerySet:
        return self.filter(approved_at__isnull=True, refused_at__isnull=True, revoked_at__isnull=True)


class ReadingQuerySet(models.QuerySet):
    def latest_first(self) -> ReadingQuerySet:
        return self.order_by("-read_at", "-pk")

    def of_page(self, page_id: int) -> ReadingQuerySet:
        return self.filter(page_ids__contains=[page_id])

    def of_any_page(self, page_ids: Iterable[int]) -> ReadingQuerySet:
        return self.filter(page_ids__overlap=list(page_ids))

    def told_first(self) -> ReadingQuerySet:
        """Without the lists and maps that members see all day: openings, exports, and whatever a key read."""
        return self.exclude(kind=ReadingKind.LIST, key__isnull=True)

    def by_person(self, words: str) -> ReadingQuerySet:
        """By people whose name or e-mail holds each of the words."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(user__first_name__icontains=word)
                | Q(user__last_name__icontains=word)
                | Q(user__email__icontains=word)
            )
        return found

    def from_organisation(self, words: str) -> ReadingQuerySet:
        return self.filter(Q(organisation__name__icontains=words) | Q(organisation__acronym__iexact=words))

    def since(self, moment: datetime) -> ReadingQuerySet:
        return self.filter(read_at__gte=moment)

    def before(self, moment: datetime) -> ReadingQuerySet:
        return self.filter(read_at__lt=moment)

    def sealed(self) -> ReadingQuerySet:
        """In the order of the chain."""
        return self.filter(number__isnull=False).order_by("number")

    def unsealed(self) -> ReadingQuerySet:
        return self.filter(number__isnull=True).order_by("pk")
