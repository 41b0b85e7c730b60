"""What one person may do to one page in the editor: Wagtail's questions, answered by the rights table."""

from functools import cached_property
from typing import Any

from wagtail.models import Page, PagePermissionTester

from actors.enums import Noun, Reach, Verb
from actors.rules import Thing, can, granted_scopes
from cms.rules.publication import publishes_directly
from territories.enums import Level

# Wagtail's words for what a page allows -> ours.
VERBS = {"change": Verb.UPDATE, "publish": Verb.PUBLISH, "lock": Verb.PUBLISH, "unlock": Verb.PUBLISH}


def can_declare(user: Any, noun: Noun, parent: Page) -> bool:
    """Whether `user` may begin something of `noun` below `parent`: at its place, or in a commune of theirs there.

    What is begun must then be in their territory: the form of each noun sees to it.
    """
    place = getattr(parent, "territory", None)
    thing = Thing(
        noun=noun,
        territory_ids=frozenset(place.ancestor_ids) if place else frozenset(),
        organisation_id=getattr(user, "organisation_id", None),
        author_id=user.pk,
    )
    if can(user, Verb.DECLARE, thing):
        return True
    scopes: list[Any] = [scope for scope, _grant in granted_scopes(user, Verb.DECLARE, noun)]
    homes = [scope.territory for scope in scopes if scope.territory_id]
    return place is not None and any(
        home.level == Level.COMMUNE and place.level != Level.NATION and home.parent_id == place.pk for home in homes
    )


def reaches_everywhere(user: Any, verb: Verb, noun: Noun) -> bool:
    return any(grant.reach == Reach.EVERYWHERE for _scope, grant in granted_scopes(user, verb, noun))


class ScopedPermissionTester(PagePermissionTester):
    """Takes a page as its own type. What has been published is withdrawn and kept: only editors may delete it."""

    def __init__(self, user: Any, page: Any) -> None:
        self.user = user
        self.page = page
        self.page_is_root = page.depth == 1
        self.noun: Noun = page.noun

    @cached_property
    def permissions(self) -> set[str]:
        """Asked when needed: a line of the explorer makes ten testers, most of which are asked of something else."""
        allowed = {action for action, verb in VERBS.items() if self._may(verb)}
        begins = any(can_declare(self.user, noun, self.page) for noun in self._nouns_below())
        return allowed | {"add"} if begins else allowed

    def can_edit(self) -> bool:
        if "change" in self.permissions:
            return bool(self.user.is_active)
        task = self.page.current_workflow_task
        return bool(self.user.is_active and task and task.user_can_access_editor(self.page, self.user))

    def can_publish(self) -> bool:
        """Publishing at once, without anybody's validation. What waits is published by who validates it only."""
        if not self.user.is_active or self.page_is_root or self.page.workflow_in_progress:
            return False
        return publishes_directly(self.user, self.page, self._published())

    def can_unpublish(self) -> bool:
        """Whatever locks the page: taking away what may hurt people waits for nobody."""
        return bool(self.user.is_active and self.page.live and not self.page_is_root and "publish" in self.permissions)

    def can_unschedule(self) -> bool:
        return bool(self.user.is_active and "publish" in self.permissions)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if self._is_everywhere():
            return bool(self.page.is_leaf())
        was_published = self.page.live or self.page.first_published_at
        return "change" in self.permissions and self.page.is_leaf() and not was_published

    def can_move(self) -> bool:
        return self._is_everywhere()

    def can_copy(self) -> bool:
        return self._is_everywhere()

    def can_set_view_restrictions(self) -> bool:
        return self._is_everywhere()

    def can_publish_subpage(self) -> bool:
        """Publishing what one creates: only where everything that one may begin, one may publish."""
        models = [model for model in self._models_below() if can_declare(self.user, model.noun, self.page)]
        begun = [model.noun for model in models]
        if any(model.four_eyes for model in models):
            return False
        place = getattr(self.page, "territory", None)
        ids = frozenset(place.ancestor_ids) if place else frozenset()
        publishes = all(can(self.user, Verb.PUBLISH, Thing(noun=noun, territory_ids=ids)) for noun in begun)
        return bool(self.user.is_active and begun and publishes)

    def _may(self, verb: Verb) -> bool:
        return bool(self.user.is_active and can(self.user, verb, self.page))

    def _is_everywhere(self) -> bool:
        return reaches_everywhere(self.user, Verb.PUBLISH, self.noun)

    def _published(self) -> Any:
        """The page as readers see it, if `self.page` is a version that may say otherwise."""
        if not (self.page.live and self.page.has_unpublished_changes):
            return self.page if self.page.live else None
        return type(self.page)._default_manager.get(pk=self.page.pk)

    def _models_below(self) -> list[Any]:
        return [model for model in self.page.creatable_subpage_models() if hasattr(model, "noun")]

    def _nouns_below(self) -> set[Noun]:
        return {model.noun for model in self._models_below()}
