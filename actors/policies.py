"""The right that each address declares, and the door that holds to it.

    @needs(Verb.DECLARE, Noun.SITE)
    def declare(request): ...

The door asks whether anything at all of the noun is open to whoever comes; which things are is the view's question,
or the service's. Every address declares one (tests/architecture/test_rights_of_urls.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils.cache import add_never_cache_headers

from actors.enums import Noun, Verb
from actors.models import User
from actors.rules import NOBODY, can

View = Callable[..., HttpResponseBase]
Address = TypeVar("Address", URLPattern, URLResolver)


class PasswordBackend(ModelBackend):
    """Knows people by their password. Permissions of Django's own, of groups included, say nothing here."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    get_user_permissions = get_group_permissions = get_all_permissions

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.of_session(user_id)
        return user if user and self.user_can_authenticate(user) else None


@dataclass(frozen=True)
class Right:
    """What an address asks: a cell of the table, an account, or nothing. `told` says what else holds behind it."""

    verb: Verb | None = None
    noun: Noun | None = None
    needs_account: bool = False
    told: str = ""

    def admits(self, who: Any) -> bool:
        """`who`: a user (anonymous included) or a key."""
        if self.verb and self.noun:
            return can(who, self.verb, self.noun)
        return not self.needs_account or bool(getattr(who, "is_authenticated", False))

    @property
    def is_public(self) -> bool:
        return self.admits(NOBODY.who)


def needs(verb: Verb, noun: Noun) -> Callable[[View], View]:
    return _guard(Right(verb, noun))


def within(right: Right, address: Address) -> Address:
    """The rule of a family of addresses that are not ours, which their own code holds: it is declared, not enforced."""
    address.right = right  # type: ignore[attr-defined]
    return address


def _guard(right: Right) -> Callable[[View], View]:
    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not right.admits(request.user):
                return _refuse(request, is_of_a_thing=bool(args or kwargs))
            response = view(request, *args, **kwargs)
            if not right.is_public:
                add_never_cache_headers(response)
            return response

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return guard


def _refuse(request: HttpRequest, *, is_of_a_thing: bool) -> HttpResponseBase:
    """Who is not signed in is sent to the door, whatever is there; to others, what is not theirs is not there."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if is_of_a_thing:
        raise Http404
    raise PermissionDenied


open_to_all = _guard(Right())
for_signed_in = _guard(Right(needs_account=True))
