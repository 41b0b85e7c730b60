"""The first person of an installation."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from actors.enums import Noun, Role, Verb
from actors.models import User
from actors.rules import can
from tests.factories import NationFactory, UserFactory

pytestmark = pytest.mark.django_db
NAMES = {"first_name": "Dominique", "last_name": "Premier"}


def test_createsuperuser_gives_the_national_role_like_any_other_scope():
    nation = NationFactory()
    user = User.objects.create_superuser("premiere@example.org", "un mot de passe assez long", **NAMES)
    assert [(scope.role, scope.territory) for scope in user.held_scopes] == [(Role.NATIONAL, nation)]
    assert can(user, Verb.PUBLISH, Noun.SITE)
    assert not user.is_superuser


def test_createsuperuser_waits_for_the_territories():
    with pytest.raises(ValueError, match="load_territories"):
        User.objects.create_superuser("premiere@example.org", "un mot de passe assez long", **NAMES)
    assert not User.objects.exists()


def test_nobody_carries_the_flag_that_opens_everything():
    with pytest.raises(ValidationError):
        UserFactory.build(organisation=None, is_superuser=True).validate_constraints()
    with pytest.raises(IntegrityError):
        UserFactory(is_superuser=True)


def test_groups_and_permissions_of_django_give_nothing():
    user = UserFactory()
    everything = Permission.objects.all()
    user.user_permissions.set(everything)
    group = Group.objects.create(name="tout")
    group.permissions.set(everything)
    user.groups.add(group)
    user = User.objects.get(pk=user.pk)
    assert user.get_all_permissions() == set()
    assert not user.has_perm("wagtailadmin.access_admin")
