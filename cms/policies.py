"""Scopes become page permissions: Wagtail's editor asks the rights table, and nothing is set by hand.

One policy for every page, so that explorer, search, choosers, reports, history and publishing agree. It reads Wagtail's
own interfaces of version 8.0, which is pinned; tests/cms/test_policies.py holds them. Lists are one condition for each
kind of page, however many scopes: their cost does not grow with them.
"""

from collections.abc import Collection as Many
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q, QuerySet
from wagtail.models import Collection, GroupCollectionPermission, Page, get_page_models
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from actors.enums import Noun, Reach, Verb
from actors.models import Scope, User
from actors.rules import can, granted_scopes
from cms.models import HomePage, PlatformPage, TerritoryIndexPage, TerritoryPage
from territories.enums import Level
from territories.models import Territory

VERBS = {
    "add": Verb.DECLARE,
    "change": Verb.UPDATE,
    "publish": Verb.PUBLISH,
    "lock": Verb.PUBLISH,
    "unlock": Verb.PUBLISH,
    "delete": Verb.PUBLISH,
}
NOTHING = Q(pk__in=())


class EditorialBackend(BaseBackend):
    """Opens the editor to those whose scopes make it useful. It says nothing of any page."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm == "wagtailadmin.access_admin" and user_obj.is_active and getattr(user_obj, "is_editorial", False)


@dataclass(frozen=True)
class VirtualPermission:
    """What Wagtail expects of a record of permission: a page, and a permission that has a code name."""

    page_id: int
    codename: str
    page: Page = field(compare=False)

    @property
    def permission(self) -> "VirtualPermission":
        return self


class ScopedPagePolicy(PagePermissionPolicy):
    def get_all_permissions_for_user(self, user: Any) -> list[VirtualPermission]:
        """Where something may be begun; what may be done to each page is asked of the page."""
        if not user.is_active or user.is_anonymous:
            return []
        return [VirtualPermission(page.pk, "add_page", page) for page in _sections_of(user)]

    def user_has_any_permission(self, user: Any, actions: Many[str]) -> bool:
        known = self._base_user_has_permission(user)
        if known is not None:
            return bool(known)
        return any(granted_scopes(user, verb, noun) for verb in _verbs(actions) for noun in _nouns())

    def user_has_any_permission_for_instance(self, user: Any, actions: Many[str], instance: Page) -> bool:
        known = self._base_user_has_permission(user)
        if known is not None:
            return bool(known)
        allowed = instance.permissions_for_user(user)
        wanted = {"change" if action == "edit" else action for action in actions}
        may_delete = "delete" in wanted and allowed.can_delete()
        return may_delete or bool(wanted & allowed.permissions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Many[str]) -> QuerySet:
        known = self._base_queryset_for_user(user)
        if known is not None:
            return known
        return self.model._default_manager.filter(_reached(user, _verbs(actions)))

    def instances_with_direct_explore_permission(self, user: Any) -> Any:
        return [permission.page for permission in self.get_cached_permissions_for_user(user)]

    def explorable_instances(self, user: Any) -> QuerySet:
        """Pages that may be changed or published, the sections that hold them, and the way to them."""
        known = self._base_queryset_for_user(user)
        if known is not None:
            return known
        root = self.explorable_root_instance(user)
        if root is None:
            return self.model._default_manager.none()
        sections = [permission.page for permission in self.get_cached_permissions_for_user(user)]
        way = {page.path[:length] for page in sections for length in range(len(root.path), len(page.path) + 1, 4)}
        shown = _reached(user, {Verb.UPDATE, Verb.PUBLISH}) | Q(path__in=sorted(way)) | _territory_pages(user)
        return self.model._default_manager.filter(shown, path__startswith=root.path)

    def users_with_any_permission(self, actions: Many[str], include_superusers: bool = True) -> QuerySet:
        verbs = _verbs(actions)
        able = [user.pk for user in _people() if any(granted_scopes(user, v, n) for v in verbs for n in _nouns())]
        return User.objects.filter(pk__in=able)

    def users_with_any_permission_for_instance(
        self, actions: Many[str], instance: Page, include_superusers: bool = True
    ) -> QuerySet:
        page, verbs = instance.specific, _verbs(actions)
        able = [user.pk for user in _people() if isinstance(page, PlatformPage) and _may_any(user, verbs, page)]
        return User.objects.filter(pk__in=able)


class EditorialMediaPolicy(CollectionOwnershipPermissionPolicy):
    """Images and documents: editors change them all; whoever may change a page adds and chooses."""

    def get_all_permissions_for_user(self, user: Any) -> list[GroupCollectionPermission]:
        if not user.is_active or user.is_anonymous:
            return []
        actions = set()
        if can(user, Verb.UPDATE, Noun.PAGE) or can(user, Verb.DECLARE, Noun.PRACTICE):
            actions |= {"add", "choose"}
        if can(user, Verb.PUBLISH, Noun.NEWS):
            actions |= {"change", "delete"}
        codenames = [self._get_permission_codenames({action}).pop() for action in sorted(actions)]
        root = Collection.get_first_root_node()
        kind = ContentType.objects.get_for_model(self.auth_model)
        permissions = Permission.objects.filter(content_type=kind, codename__in=codenames).order_by("pk")
        return [GroupCollectionPermission(pk=-one.pk, permission=one, collection=root) for one in permissions]


def changeable_pages(user: Any) -> QuerySet:
    """The pages that `user` may change or publish, as Wagtail's editor lists them."""
    return policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ["change", "publish"])


def _page_models() -> list[type[PlatformPage]]:
    return [model for model in get_page_models() if issubclass(model, PlatformPage)]


def _nouns() -> set[Noun]:
    return {model.noun for model in _page_models()}


def _verbs(actions: Iterable[str]) -> set[Verb]:
    return {VERBS[action] for action in actions if action in VERBS}


def _may_any(user: Any, verbs: Iterable[Verb], page: PlatformPage) -> bool:
    return any(can(user, verb, page) for verb in verbs)


def _reached(user: Any, verbs: Iterable[Verb]) -> Q:
    """The pages that the scopes of `user` reach for one of `verbs`: the same answer as `can`, for lists."""
    found = NOTHING
    for model in _page_models():
        found |= _reached_of(user, sorted(verbs), model)
    return found


def _reached_of(user: Any, verbs: Iterable[Verb], model: type[PlatformPage]) -> Q:
    by_reach: dict[Reach, set[int]] = {}
    page_ids: set[int] = set()
    granted = [held for verb in verbs for held in granted_scopes(user, verb, model.noun)]
    for scope, grant in granted:
        by_reach.setdefault(grant.reach, set()).update({scope.territory_id} if scope.territory_id else ())
        page_ids |= {scope.page_id} if scope.page_id and grant.reach == Reach.TERRITORY else set()
    if not granted:
        return NOTHING
    kind = Q(content_type=ContentType.objects.get_for_model(model))
    if Reach.EVERYWHERE in by_reach:
        return kind
    found = Q(pk__in=page_ids) & kind if page_ids else NOTHING
    if Reach.OWN in by_reach:
        found |= kind & Q(owner=user)
    if model.place_lookup:
        here = _inside(by_reach.get(Reach.TERRITORY), model)
        theirs = _inside(by_reach.get(Reach.ORGANISATION), model)
        if here is not None:
            found |= Q(pk__in=here)
        if theirs is not None and model.organisation_lookup and user.organisation_id:
            found |= Q(pk__in=theirs.filter(**{model.organisation_lookup: user.organisation_id}))
    return found


def _inside(territory_ids: set[int] | None, model: type[PlatformPage]) -> QuerySet | None:
    if not territory_ids:
        return None
    return model._default_manager.filter(**{f"{model.place_lookup}__overlap": sorted(territory_ids)}).values("pk")


def _territory_pages(user: Any) -> Q:
    ids = {scope.territory_id for scope in user.held_scopes if scope.territory_id and scope.opens_editor}
    inside = TerritoryPage.objects.filter(territory__ancestor_ids__overlap=sorted(ids)) if ids else None
    return NOTHING if inside is None else Q(pk__in=inside.values("pk"))


def _sections_of(user: Any) -> list[Page]:
    """The pages below which someone may begin something, without those that are inside another one. Three queries."""
    everywhere = Q(pk__in=HomePage.objects.values("pk")) if can(user, Verb.UPDATE, Noun.NEWS) else NOTHING
    wanted = everywhere | _parents_of(user) | _own_sections(user)
    found: list[Page] = []
    for page in Page.objects.filter(wanted).order_by("path"):
        if not found or not page.path.startswith(found[-1].path):
            found.append(page)
    return found


def _parents_of(user: Any) -> Q:
    """Parents of what may be begun everywhere (practices)."""
    models = {
        parent
        for model in _page_models()
        if any(grant.reach == Reach.EVERYWHERE for _scope, grant in granted_scopes(user, Verb.DECLARE, model.noun))
        and not model.place_lookup
        for parent in model.allowed_parent_page_models()
    }
    kinds = ContentType.objects.get_for_models(*models).values()
    return Q(content_type__in=list(kinds)) if models else NOTHING


def _own_sections(user: Any) -> Q:
    """The sections of someone's territories; a commune's or an EPCI's are those of its départements."""
    scopes = [scope for scope in user.held_scopes if scope.opens_editor]
    places = [scope.territory for scope in scopes if scope.territory]
    narrow = [place.pk for place in places if place.level in (Level.COMMUNE, Level.EPCI)]
    own = Q(territory__in=[place.pk for place in places])
    if narrow:
        communes = Territory.objects.filter(ancestor_ids__overlap=narrow, level=Level.COMMUNE)
        own |= Q(territory__in=communes.values("parent"))
    sections = Q(pk__in=TerritoryPage.objects.filter(own).values("pk")) if places else NOTHING
    pages = Q(pk__in=[scope.page_id for scope in scopes if scope.page_id])
    if any(place.level == Level.NATION for place in places):
        pages |= Q(pk__in=TerritoryIndexPage.objects.values("pk"))
    return sections | pages


def _people() -> list[User]:
    """Active people with their scopes, at two queries."""
    scopes = Prefetch("scopes", Scope.objects.in_force().select_related("territory").order_by("pk"), to_attr="read")
    people: list[Any] = list(
        User.objects.filter(is_active=True, scopes__isnull=False).distinct().prefetch_related(scopes)
    )
    for person in people:
        person.held_scopes = person.read
    return people
