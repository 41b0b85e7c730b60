"""The first person of an installation, and what the SQL that is written once finds."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.forms import model_to_dict
from django.utils import timezone

from actors.enums import Noun, Role, Verb
from actors.models import User
from actors.rules import can
from tests.factories import NationFactory, UserFactory
from tests.factories.actors import ScopeFactory
from tests.factories.sites import SitePageFactory

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


def test_sql_written_once_finds_the_scopes_that_django_finds(django_assert_num_queries):
    now, user = timezone.now(), UserFactory()
    ScopeFactory(user=user, role=Role.PILOT)
    ScopeFactory(user=user, role=Role.ACTOR, territory=None, page=SitePageFactory())
    ScopeFactory(user=user, ends_at=now + timedelta(days=1))
    ScopeFactory(user=user, ends_at=now - timedelta(seconds=1))
    ScopeFactory(user=user, starts_at=now + timedelta(days=1))
    ScopeFactory()
    expected = User.objects.get(pk=user.pk).held_scopes
    with django_assert_num_queries(1):
        held = User.objects.of_session(user.pk).held_scopes
        assert [scope.territory for scope in held] == [scope.territory for scope in expected]
    assert len(held) == 3
    assert held == expected
    assert [model_to_dict(scope) for scope in held] == [model_to_dict(scope) for scope in expected]
    places = [scope.territory for scope in held if scope.territory]
    assert [vars(place) | {"_state": 0} for place in places] == [
        vars(scope.territory) | {"_state": 0} for scope in expected if scope.territory
    ]
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert User.objects.of_session(user.pk).held_scopes == []


def test_sql_written_once_finds_the_person_of_a_session():
    user = UserFactory()
    found = User.objects.of_session(user.pk)
    assert vars(found) | {"_state": 0} == vars(User.objects.get(pk=user.pk)) | {"_state": 0, "held_scopes": []}
    assert not found._state.adding
    assert User.objects.of_session(0) is None
