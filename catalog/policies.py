"""Who keeps the words of search: whoever publishes pages everywhere, by the rights table."""

from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from actors.enums import Noun, Verb
from actors.models import Scope, User
from cms.rules.permissions import reaches_everywhere


def keeps_words(user: Any) -> bool:
    return bool(user.is_active) and reaches_everywhere(user, Verb.PUBLISH, Noun.PAGE)


class WordsPolicy(BasePermissionPolicy):
    """One answer for every action and every group of words."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return keeps_words(user)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return keeps_words(user)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        return self.model._default_manager.all() if keeps_words(user) else self.model._default_manager.none()

    def users_with_any_permission(self, actions: Any) -> QuerySet:
        people = User.objects.filter(pk__in=Scope.objects.in_force().values("user_id"))
        return User.objects.filter(pk__in=[person.pk for person in people if keeps_words(person)])
