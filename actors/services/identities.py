"""Accounts and the identities that a provider vouches for (docs/decisions/0014)."""

from dataclasses import dataclass

from django.db import transaction

from actors.models import Identity, User


@dataclass(frozen=True)
class Vouched:
    """What a provider says of someone, once its signatures have been checked."""

    issuer: str
    subject: str
    email: str
    email_is_verified: bool


@transaction.atomic
def find_account(*, vouched: Vouched) -> tuple[User | None, bool]:
    """The account of that identity, and whether it was linked just now. None: there is none, or it may not be linked.

    An e-mail links an account once: afterwards the provider's own number for the person is what counts, so that an
    address given to somebody else later opens nothing.
    """
    known = Identity.objects.select_related("user").filter(issuer=vouched.issuer, subject=vouched.subject).first()
    if known is not None:
        return (known.user if known.user.is_active else None), False
    user = User.objects.select_for_update().filter(email__iexact=vouched.email).first() if vouched.email else None
    if user is None or not _may_be_linked(user, vouched):
        return None, False
    Identity.objects.create(user=user, issuer=vouched.issuer, subject=vouched.subject)
    return user, True


def _may_be_linked(user: User, vouched: Vouched) -> bool:
    """An e-mail that the provider verified, an account that its owner has opened here before and that is tied to nobody
    else there."""
    return (
        vouched.email_is_verified
        and user.is_active
        and user.last_login is not None
        and not user.identities.filter(issuer=vouched.issuer).exists()
    )
