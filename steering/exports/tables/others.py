"""Good practices, and accounts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import get_text_for_indexing

from actions.enums import Theme
from actors.enums import Noun
from actors.models import User
from knowledge.enums import EvidenceGrade, SiteNeed, TerritoryKind
from knowledge.models import PracticePage
from knowledge.queries.evidence import evidence_of
from steering.enums import Dataset
from steering.exports.columns import heading_of, listed, local
from steering.queries.exported.others import account_rows, accounts, practice_rows, practices
from steering.registry import Column, ExportTable

PRACTICE, PROSE, PROOF = _("Good practice"), _("Description"), _("Proof")
PERSON, ACCOUNT = _("Person"), _("Account")
SHORT = ("people", "duration", "cost", "contact", "licence", "author_credit", "source_url")
LONG = ("problem", "context", "results", "success_factors", "cautions", "resources")


def _written(name: str, *, is_rich: bool) -> Column:
    def read(row: Any) -> str | None:
        said = getattr(row, name)
        return (" ".join(get_text_for_indexing(said).split()) if is_rich else said) or None

    meaning = _("As it was written, without its layout.") if is_rich else _("As it was written.")
    return Column(name, PROSE, heading_of(PracticePage, name), meaning, read, is_usual=False)


def _labels(name: str, choices: Any, meaning: Any) -> Column:
    heading = heading_of(PracticePage, name)
    return Column(
        name, PRACTICE, heading, meaning, lambda row: listed(choices(one).label for one in getattr(row, name))
    )


def _grade(row: Any) -> str:
    code = evidence_of(row).grade
    return f"{code} · {EvidenceGrade(code).label}"


PRACTICES_TABLE = ExportTable(
    dataset=Dataset.PRACTICES,
    noun=Noun.PRACTICE,
    columns=[
        Column(
            "practice_key", PRACTICE, _("Identifier"), _("Stable identifier of the practice: that of the API."),
            lambda row: str(row.translation_key), is_usual=False,
        ),
        Column("title", PRACTICE, _("Title"), _("Title of the practice."), lambda row: row.title),
        Column(
            "summary", PRACTICE, heading_of(PracticePage, "summary"), _("As it was written."),
            lambda row: row.summary,
        ),
        Column(
            "organisation", PRACTICE, heading_of(PracticePage, "organisation"), _("Organisation that describes it."),
            lambda row: str(row.organisation) if row.organisation else None,
        ),
        _labels("themes", Theme, _("What it works on.")),
        _labels("site_needs", SiteNeed, _("What it answers on a site.")),
        _labels("territory_kinds", TerritoryKind, _("Where it can be taken up.")),
        Column("grade", PROOF, _("Evidence grade"), _("Computed from tracked results, never typed in."), _grade),
        Column(
            "adoptions", PROOF, _("Adoptions"), _("Times that it was taken up elsewhere, failures included."),
            lambda row: len(row.adoptions.all()),
        ),
        Column(
            "failures", PROOF, _("Failures"), _("Times that it did not work, was given up, or did not last."),
            lambda row: evidence_of(row).failed,
        ),
        Column(
            "endorsements", PROOF, _("Recommended by"), _("Organisations whose recommendation holds."),
            lambda row: listed(one.organisation for one in row.given),
        ),
        Column(
            "published_at", PRACTICE, _("Published on"), _("First publication."),
            lambda row: local(row.first_published_at),
        ),
        Column(
            "review_on", PRACTICE, heading_of(PracticePage, "review_on"), _("Day from which it must be read again."),
            lambda row: row.review_on,
        ),
        *(_written(name, is_rich=True) for name in LONG),
        *(_written(name, is_rich=False) for name in SHORT),
    ],
    count=lambda asked: practices(asked).count(),
    rows=practice_rows,
)  # fmt: skip


def _scopes(row: Any) -> str | None:
    return listed(f"{one.place_name} ({one.get_role_display()})" for one in row.seen_scopes)


def _personal(name: str, meaning: Any) -> Column:
    return Column(name, PERSON, heading_of(User, name), meaning, lambda row: getattr(row, name) or None)


USERS_TABLE = ExportTable(
    dataset=Dataset.USERS,
    noun=Noun.ACCOUNT,
    columns=[
        _personal("last_name", _("Family name.")),
        _personal("first_name", _("Given name.")),
        _personal("email", _("Work e-mail, with which they log in.")),
        _personal("position", _("What they do in their organisation.")),
        Column(
            "organisation", PERSON, heading_of(User, "organisation"), _("Where they work."),
            lambda row: str(row.organisation) if row.organisation else None,
        ),
        Column("scopes", ACCOUNT, _("Scopes"), _("Roles held in your territories, and where."), _scopes),
        Column(
            "state", ACCOUNT, _("State"), _("Invited, active or suspended."), lambda row: str(row.state.label)
        ),
        Column(
            "activated_at", ACCOUNT, heading_of(User, "activated_at"), _("Blank: nobody has opened it yet."),
            lambda row: local(row.activated_at), is_usual=False,
        ),
        Column(
            "last_login", ACCOUNT, _("Last login"), _("Blank: never."), lambda row: local(row.last_login),
            is_usual=False,
        ),
    ],
    count=lambda asked: accounts(asked).count(),
    rows=account_rows,
    notes=[_("Personal data: keep it no longer than you need it.")],
)  # fmt: skip
