"""The chainable words of people, organisations and scopes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import BaseUserManager
from django.db import InterfaceError, NotSupportedError, OperationalError, connection, models, transaction
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Q
from django.utils import timezone

from actors.enums import AccountState, Reach, ReadingKind, Role, Verb
from actors.rules import RIGHTS, Thing
from territories.enums import Level
from territories.models import Territory

if TYPE_CHECKING:
    from actors.models import User

# Only SQL whose parameters are sent apart can be planned once.
BOUND_BY_THE_SERVER: Any = ServerBindingCursor
WITH_SCOPES = """
    LEFT JOIN actors_scope ON user_id = actors_user.id AND (ends_at IS NULL OR ends_at > %s) AND starts_at <= %s
    LEFT JOIN territories_territory ON territories_territory.id = actors_scope.territory_id
    WHERE actors_user.id = %s ORDER BY actors_scope.id
"""


def rows(*read: type[models.Model], where: str, given: Sequence[int | datetime]) -> Iterator[list[Any]]:
    """One object of each model for each row found: of the first, and of those that `where` joins to it, or None.

    Django writes the SQL of a query anew whenever it is asked, which costs more than asking it. This is worth its place
    for what every request of a member begins with, and nowhere else (docs/decisions/0200).
    """
    for row in asked_often(_columns(*read) + where, given):
        values = iter(row)
        yield [_object(model, [next(values) for _name in _names(model)]) for model in read]


def asked_often(sql: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query that PostgreSQL plans once for each connection: planning these costs more than running them.

    It is itself the try of a connection that was kept, for which Django asks `SELECT 1` first (`CONN_HEALTH_CHECKS`).
    Asked once more of a new one when that has gone, or when a migration has changed the type of a column of the plan.
    """
    ours: Any = connection
    kept, ours.health_check_done = ours.connection, True
    try:
        return _planned_once(sql, given)
    except (NotSupportedError, OperationalError, InterfaceError):
        if kept is None or ours.in_atomic_block:
            raise
        ours.close()
        return _planned_once(sql, given)


def _planned_once(sql: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor, BOUND_BY_THE_SERVER(connection.connection) as bound:
        cursor.cursor = bound
        cursor.execute(sql, given)
        return cursor.fetchall()


def _object(model: type[models.Model], values: list[Any]) -> models.Model | None:
    return None if values[0] is None else model.from_db(connection.alias, _names(model), values)


@cache
def _names(model: type[models.Model]) -> list[str]:
    """The key first, as Django orders fields."""
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _columns(*read: type[models.Model]) -> str:
    named = [f"{model._meta.db_table}.{field.column}" for model in read for field in model._meta.concrete_fields]
    return f"SELECT {', '.join(named)} FROM {read[0]._meta.db_table} "  # noqa: S608 - names of our own tables


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

    def of_session(self, pk: int) -> User | None:
        """As `filter(pk=pk).first()`, for who has a session; the scopes that they hold are read with them (`rows`)."""
        now, of_scopes = timezone.now(), self.model._meta.get_field("scopes").related_model
        user, held = None, []
        for one, scope, territory in rows(self.model, of_scopes, Territory, where=WITH_SCOPES, given=[now, now, pk]):
            user = user or one
            if scope is not None:
                scope.territory = territory
                held.append(scope)
        if user and user.is_active:
            user.held_scopes = held
        return user

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
