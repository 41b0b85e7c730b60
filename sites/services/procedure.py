"""Procedures: the owner's complaint, the court, the prefect's orders. Restricted.

Wagtail's log, signals and the catalogue hear nothing of them: the history of a site is read by those who may not
know that there is a procedure. What was done stands in a history of their own (`ProcedureChange`), read with the
same right. They may be written on a closed site too: decisions come after the end.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from cms.services.steps import require
from collaboration.services.attachments import keep_files, remove_files
from sites.enums import ChangeKind
from sites.models import Procedure, ProcedureChange, ProcedureDocument, SitePage

PROCEDURE_FACTS = ("kind", "dated_on", "police_assistance", "authority", "comment")
# Hearings are set ahead; a slip of the finger is further away.
OLDEST_YEAR, YEARS_AHEAD = 1950, 5


@transaction.atomic
def record_procedure(*, user: User, site: SitePage, facts: Mapping[str, Any], files: Iterable[Any] = ()) -> Procedure:
    """`facts`: PROCEDURE_FACTS, of which "kind" is required. `files`: uploaded documents."""
    _require_both(user, site)
    procedure = Procedure(site=site)
    _state(procedure, facts)
    _join(procedure, files)
    _remember(procedure, ChangeKind.ADDED, user=user)
    return procedure


@transaction.atomic
def change_procedure(
    *,
    user: User,
    procedure: Procedure,
    facts: Mapping[str, Any],
    files: Iterable[Any] = (),
    without: Iterable[ProcedureDocument] = (),
) -> Procedure:
    """`files` are joined to it; the documents `without` which it goes on are erased."""
    _require_both(user, procedure.site)
    before = _values(procedure)
    _state(procedure, facts)
    remove_files(one for one in without if one.procedure_id == procedure.pk)
    _join(procedure, files)
    if _values(procedure) != before:
        _remember(procedure, ChangeKind.CHANGED, user=user)
    return procedure


@transaction.atomic
def remove_procedure(*, user: User, procedure: Procedure) -> None:
    """One recorded by mistake. The history keeps what it said, and the names of its documents, which are erased."""
    _require_both(user, procedure.site)
    _remember(procedure, ChangeKind.REMOVED, user=user)
    remove_files(procedure.documents.there())
    procedure.delete()


def _require_both(user: User, site: SitePage) -> None:
    require(user, Verb.READ_RESTRICTED, site)
    require(user, Verb.UPDATE, site)


def _state(procedure: Procedure, facts: Mapping[str, Any]) -> None:
    unknown = facts.keys() - set(PROCEDURE_FACTS)
    if unknown:
        raise TypeError(f"A procedure has no {sorted(unknown)}.")
    for name, value in facts.items():
        setattr(procedure, name, value)
    day = procedure.dated_on
    if day and not OLDEST_YEAR <= day.year <= timezone.localdate().year + YEARS_AHEAD:
        raise ValidationError({"dated_on": _("Check the year of this date.")})
    procedure.full_clean()
    procedure.save()


def _join(procedure: Procedure, files: Iterable[Any]) -> None:
    keep_files(files, make=lambda: ProcedureDocument(procedure=procedure))


def _remember(procedure: Procedure, kind: ChangeKind, *, user: User) -> None:
    ProcedureChange.objects.create(
        site=procedure.site,
        procedure_key=procedure.pk,
        kind=kind,
        author=user,
        organisation=user.organisation,
        values=_values(procedure),
    )


def _values(procedure: Procedure) -> dict[str, Any]:
    said = {name: getattr(procedure, name) for name in PROCEDURE_FACTS}
    documents = list(procedure.documents.there().values_list("name", flat=True))
    return said | {
        "dated_on": procedure.dated_on.isoformat() if procedure.dated_on else None,
        "documents": documents,
    }
