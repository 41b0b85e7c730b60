"""What is asked of each address, and what the table says that the answer must be: an argument maker for each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from actors.enums import Noun, Verb
from actors.rules.table import RIGHTS
from tests.matrix.addresses import OF_THE_API, Address
from tests.matrix.oracle import allows, everywhere, somewhere
from tests.matrix.visitors import VISITORS, Visitor
from tests.matrix.world import PLACES, Planted, World

Allowed = Callable[[Visitor, Planted], bool]
NOBODY = VISITORS[0]
NOWHERE = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Cell:
    address: str
    method: str
    url: str
    is_open: bool | None  # None: what is answered is no question of rights; secrets are looked for all the same
    thing: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class On:
    """The things that an address is asked about, its arguments for each, and who may."""

    nouns: tuple[Noun, ...]
    arguments: Callable[[World, Planted], list[Any] | None]
    allowed: Allowed
    method: str = "get"
    # What is sent with it, by the address or in the form.
    data: dict[str, Any] = field(default_factory=dict)
    # Whether to whom it is not refused it may still answer that there is nothing to do.
    is_lenient: bool = False


def by_slug(_world: World, thing: Planted) -> list[Any]:
    return [thing.page.slug]


def by_key(_world: World, thing: Planted) -> list[Any]:
    return [thing.page.translation_key]


def by_pk(_world: World, thing: Planted) -> list[Any]:
    return [thing.page.pk]


def published(*verbs: Verb) -> Allowed:
    return lambda visitor, thing: thing.is_live and all(allows(visitor, verb, thing) for verb in verbs)


def may(*verbs: Verb) -> Allowed:
    return lambda visitor, thing: all(allows(visitor, verb, thing) for verb in verbs)


def _updates_draft(visitor: Visitor, thing: Planted) -> bool:
    """What was never published, for who began it and for who may publish it."""
    updates = allows(visitor, Verb.UPDATE, thing)
    return updates and (thing.is_live or visitor.is_author or allows(visitor, Verb.PUBLISH, thing))


def _message(_world: World, thing: Planted) -> list[Any] | None:
    return [thing.message.pk] if thing.message else None


def _wrote(visitor: Visitor, thing: Planted) -> bool:
    return visitor.is_author and published(Verb.WRITE_JOURNAL)(visitor, thing)


def _hidden_message(_world: World, thing: Planted) -> list[Any] | None:
    return [thing.hidden_message.pk] if thing.hidden_message else None


def _alert(world: World, thing: Planted) -> list[Any] | None:
    return [world.alert.pk] if thing.name == "section_here" else None


def _lifts_alert(visitor: Visitor, thing: Planted) -> bool:
    """An alert is set on a territory for the sites that stand there."""
    return allows(visitor, Verb.SET_ALERT, Planted("", Noun.SITE, None, place=thing.place))


def _adoption(world: World, thing: Planted) -> list[Any] | None:
    return [thing.page.slug, world.adoption.pk] if thing.name == "practice" else None


def _closes_adoption(visitor: Visitor, thing: Planted) -> bool:
    """Those of the organisation that took it up, who are where it did (the planted one: here)."""
    is_here = any(held.place == "here" for held in visitor.scopes)
    is_theirs = visitor.organisation == "own" and is_here and somewhere(visitor, Verb.ADOPT, Noun.PRACTICE)
    return is_theirs or allows(visitor, Verb.PUBLISH, thing)


def _evaluation(world: World, thing: Planted) -> list[Any] | None:
    return [thing.page.slug, world.evaluation.pk] if thing.name == "practice" else None


def _question(world: World, thing: Planted) -> list[Any] | None:
    return [world.question.pk] if thing.name == "practice" else None


def _answer(world: World, thing: Planted) -> list[Any] | None:
    return [world.question.pk, world.answer.pk] if thing.name == "practice" else None


def _settles(visitor: Visitor, thing: Planted) -> bool:
    """Whoever asked, and editors; those who may no longer write there, no more."""
    return allows(visitor, Verb.WRITE_JOURNAL, thing) and (visitor.is_author or allows(visitor, Verb.PUBLISH, thing))


def _endorsement(world: World, thing: Planted) -> list[Any] | None:
    return [thing.page.slug, world.endorsement.pk] if thing.name == "practice" else None


def _waiting(world: World, thing: Planted) -> list[Any] | None:
    return [world.waiting.pk] if thing.name == "site_waiting" else None


def _proposed(world: World, thing: Planted) -> list[Any] | None:
    return [world.proposed.pk] if thing.name == "site_waiting" else None


def _judges_closure(visitor: Visitor, thing: Planted) -> bool:
    """Whoever may close it, but who proposed it."""
    return allows(visitor, Verb.CLOSE, thing) and not visitor.is_author


def _only(name: str, *arguments: Any) -> Callable[[World, Planted], list[Any] | None]:
    return lambda _world, thing: list(arguments) if thing.name == name else None


def _is_published(_visitor: Visitor, thing: Planted) -> bool:
    return thing.is_live


def _exports_sites(visitor: Visitor, _thing: Planted) -> bool:
    """The form answers who may export some site; which ones, the file's own tests say."""
    return somewhere(visitor, Verb.EXPORT, Noun.SITE)


def nobody(_visitor: Visitor, _thing: Planted) -> bool:
    return False


def _version(_world: World, thing: Planted) -> list[Any]:
    return [thing.page.slug, thing.page.latest_revision_id or 987654]


def _version_by_key(_world: World, thing: Planted) -> list[Any]:
    return [thing.page.translation_key, thing.page.latest_revision_id or 987654]


def _is_signed_in(visitor: Visitor, _thing: Planted) -> bool:
    return visitor.is_signed_in


def _counts_here(visitor: Visitor, _thing: Planted) -> bool:
    """Whoever reads sites on a territory that shares a commune with the département."""
    near = {place for held in PLACES.values() if "here" in held for place in held}
    return any(
        held.place in near or held.place == "nation"
        for held in visitor.scopes
        if (Verb.READ, Noun.SITE) in RIGHTS[held.role]
    )


def _hears_tiles(name: str, visitor: Visitor) -> bool:
    """Tiles of partners are given to keys, and to nobody else; those of members to sessions."""
    speaks = visitor.is_key if name.endswith("_partner") else visitor.is_signed_in
    return speaks and somewhere(visitor, Verb.READ, Noun.SITE)


def _scope(_world: World, thing: Planted) -> list[Any]:
    return [thing.page.scopes.get().pk]


def _request(_world: World, thing: Planted) -> list[Any]:
    return [thing.page.asked.pk]


def _procedure(_world: World, thing: Planted) -> list[Any]:
    return [thing.page.slug, thing.page.procedures.get().pk]


def _observation(_world: World, thing: Planted) -> list[Any] | None:
    seen = thing.page.observations.filter(validation="validated").order_by("pk").first()
    return [thing.page.slug, seen.pk] if seen else None


ACCOUNT = (Noun.ACCOUNT,)
SITE, ACTION, PRACTICE, NEWS = (Noun.SITE,), (Noun.ACTION,), (Noun.PRACTICE,), (Noun.NEWS,)
KEY_HERE = "FR-departement-93"
VERSIONS = (Noun.SITE, Noun.ACTION, Noun.PRACTICE)
JOURNALS = (Noun.SITE, Noun.ACTION, Noun.PRACTICE)
# Things of one's own account, which no visitor has: whatever number is tried, nothing is there.
OF_ONES_OWN = On(SITE, _only("site_here", 987654), nobody)
# Keys of organisations are asked for in tests/api/views/test_keys.py: here, none is anybody's.
OF_ANOTHER_ORGANISATION = On(SITE, _only("site_here", 987654), nobody, method="post")

RESTRICTED = published(Verb.READ_RESTRICTED, Verb.UPDATE)

OURS: dict[str, On] = {
    "update_site": On(SITE, by_slug, _updates_draft),
    "observe_site": On(SITE, by_slug, published(Verb.OBSERVE)),
    "say_unchanged": On(SITE, by_slug, published(Verb.OBSERVE), method="post"),
    "correct_observation": On(SITE, _observation, published(Verb.OBSERVE)),
    "observation_photo": On(SITE, _only("site_here", NOWHERE), nobody),
    "remove_photo": On(SITE, _only("site_here", NOWHERE), nobody, method="post"),
    "procedure_document": On(SITE, _only("site_here", NOWHERE), nobody),
    "tell_origins": On(SITE, by_slug, published(Verb.RECORD)),
    "merge_site": On(SITE, by_slug, published(Verb.MERGE)),
    "follow_up": On(SITE, by_slug, published(Verb.RECORD), is_lenient=True),
    "close_site": On(SITE, by_slug, published(Verb.PROPOSE_CLOSURE)),
    "reopen_site": On(SITE, by_slug, published(Verb.PROPOSE_CLOSURE)),
    "follow_path": On(SITE, by_slug, published(Verb.RECORD)),
    "site_readings": On(SITE, by_slug, published(Verb.READ_READINGS)),
    "judge_version": On(VERSIONS, by_pk, may(Verb.PUBLISH), method="post"),
    "withdraw_version": On(VERSIONS, by_pk, lambda visitor, thing: visitor.is_author, method="post", is_lenient=True),
    "practice_translate": On(PRACTICE, by_slug, published(Verb.DECLARE), method="post"),
    "practice_translation_follows": On(PRACTICE, by_slug, nobody, method="post"),
    "practice_review": On(PRACTICE, by_slug, published(Verb.PUBLISH), method="post"),
    "judge_observation": On(SITE, _waiting, may(Verb.PUBLISH), method="post"),
    "judge_closure": On(SITE, _proposed, _judges_closure),
    "withdraw_proposal": On(
        SITE, _proposed, lambda visitor, thing: visitor.is_author and thing.is_live, method="post", is_lenient=True
    ),
    "action_indicators": On(ACTION, by_key, may(Verb.UPDATE)),
    "action_fundings": On(ACTION, by_key, may(Verb.UPDATE, Verb.READ_FINANCES)),
    "action_end": On(ACTION, by_key, may(Verb.UPDATE)),
    "action_review": On(ACTION, by_key, may(Verb.UPDATE), is_lenient=True),
    "action_history": On(ACTION, by_key, published(Verb.READ_JOURNAL)),
    "compare_action_versions": On(ACTION, by_key, published(Verb.READ_JOURNAL)),
    "restore_action_version": On(ACTION, _version_by_key, may(Verb.UPDATE), method="post", is_lenient=True),
    "update_action": On(ACTION, by_key, _updates_draft),
    "continue_action": On(ACTION, by_key, _updates_draft),
    "results_file": On(SITE, _only("site_here", NOWHERE), nobody),
    "write_results_file": On(SITE, _only("site_here", NOWHERE), nobody, method="post"),
    "refused_rows": On(SITE, _only("site_here", NOWHERE), nobody),
    "practice_adopt": On(PRACTICE, by_slug, published(Verb.ADOPT)),
    "practice_endorse": On(PRACTICE, by_slug, published(Verb.ENDORSE)),
    "endorsement_revoke": On(PRACTICE, _endorsement, may(Verb.PUBLISH), method="post", is_lenient=True),
    "adoption_close": On(PRACTICE, _adoption, _closes_adoption),
    "adoption_follow_up": On(PRACTICE, _adoption, _closes_adoption),
    "practice_evaluate": On(PRACTICE, by_slug, published(Verb.PUBLISH)),
    "evaluation_remove": On(PRACTICE, _evaluation, may(Verb.PUBLISH), method="post"),
    "practice_useful": On(PRACTICE, by_slug, published(Verb.WRITE_JOURNAL), method="post"),
    "practice_print": On(PRACTICE, by_slug, _is_published),
    "question": On(PRACTICE, _question, may(Verb.READ_JOURNAL)),
    "hide_question": On(PRACTICE, _question, may(Verb.MODERATE_JOURNAL)),
    "hide_answer": On(PRACTICE, _answer, may(Verb.MODERATE_JOURNAL)),
    "accept_answer": On(PRACTICE, _answer, _settles, method="post"),
    "journal": On(JOURNALS, by_key, published(Verb.READ_JOURNAL)),
    "journal_changes": On(JOURNALS, by_key, published(Verb.READ_JOURNAL), data={"depuis": "0"}),
    "mark_journal_read": On(JOURNALS, by_key, published(Verb.READ_JOURNAL), method="post", data={"jusqu_a": "0"}),
    "edit_message": On(JOURNALS, _message, _wrote),
    "delete_message": On(JOURNALS, _message, _wrote, method="post"),
    "hide_message": On(JOURNALS, _message, published(Verb.MODERATE_JOURNAL), method="post"),
    "show_message": On(JOURNALS, _hidden_message, published(Verb.MODERATE_JOURNAL), method="post"),
    "attachment": On(SITE, _only("site_here", NOWHERE), nobody),
    "mfa_edit_webauthn": OF_ONES_OWN,
    "mfa_remove_webauthn": OF_ONES_OWN,
    "password_reset_confirm": On(SITE, _only("site_here", "MQ", "faux-jeton"), _is_published),
    "open_account_by_link": On(SITE, _only("site_here", "faux-secret"), _is_published, is_lenient=True),
    "stop_mails": On(SITE, _only("site_here", "faux-jeton"), _is_published, is_lenient=True),
    "account_of": On(ACCOUNT, by_pk, may(Verb.INVITE)),
    "give_scope": On(ACCOUNT, by_pk, may(Verb.INVITE)),
    "suspend_account": On(ACCOUNT, by_pk, may(Verb.INVITE), method="post", is_lenient=True),
    "reactivate_account": On(ACCOUNT, by_pk, may(Verb.INVITE), method="post", is_lenient=True),
    "invite_again": On(ACCOUNT, by_pk, may(Verb.INVITE), method="post", is_lenient=True),
    "scope_options": On(ACCOUNT, _scope, may(Verb.INVITE)),
    "end_scope": On(ACCOUNT, _scope, may(Verb.INVITE), method="post"),
    "access_request": On(ACCOUNT, _request, may(Verb.INVITE)),
    "refuse_access": On(ACCOUNT, _request, may(Verb.INVITE), method="post", is_lenient=True),
    "follow_page": On(JOURNALS, by_key, published(Verb.READ_JOURNAL), method="post", is_lenient=True),
    "follow_territory": On(
        SITE, _only("site_here", "FR-departement-93"), _is_signed_in, method="post", is_lenient=True
    ),
    "ask_export": On(SITE, _only("site_here", "sites"), _exports_sites),
    "download_export": On(SITE, _only("site_here", NOWHERE), nobody),
    "remove_export": On(SITE, _only("site_here", NOWHERE), nobody, method="post"),
    "add_procedure": On(SITE, by_slug, RESTRICTED),
    "change_procedure": On(SITE, _procedure, RESTRICTED),
    "remove_procedure": On(SITE, _procedure, RESTRICTED, method="post"),
    "lift_alert": On((Noun.PAGE,), _alert, _lifts_alert, method="post"),
    "settle_report": OF_ONES_OWN,
    "open_data_month": On(SITE, _only("site_here", "1999-01"), nobody),
    "report": On(SITE, _only("site_here", KEY_HERE), _counts_here, data={"annee": str(date.today().year)}),
    "board": On(SITE, _only("site_here", KEY_HERE), _counts_here),
    "board_list": On(SITE, _only("site_here", KEY_HERE, "open_sites"), _counts_here),
    "board_actions": On(SITE, _only("site_here", KEY_HERE), _counts_here),
    "board_fundings": On(
        SITE,
        _only("site_here", KEY_HERE),
        lambda visitor, thing: _counts_here(visitor, thing) and somewhere(visitor, Verb.READ_FINANCES, Noun.ACTION),
        data={"annee": "2025"},
    ),
    "board_table": On(SITE, _only("site_here", KEY_HERE, "financements"), _counts_here, is_lenient=True),
    "act_here": On(SITE, by_key, published(Verb.INTERVENE), is_lenient=True),
    "invite_to_act": On(SITE, by_key, published(Verb.INTERVENE), method="post", is_lenient=True),
    "decline_to_act": On(SITE, by_key, published(Verb.INTERVENE), method="post", is_lenient=True),
    "act_no_longer": On(SITE, _only("site_here", NOWHERE, 987654), nobody, method="post"),
    "card": OF_ONES_OWN,
    "open_saved_search": OF_ONES_OWN,
    "alert_of_saved_search": On(SITE, _only("site_here", 987654), nobody, method="post"),
    "delete_saved_search": On(SITE, _only("site_here", 987654), nobody, method="post"),
    "export_site": On(SITE, by_slug, published(Verb.EXPORT)),
    "print_site": On(SITE, by_slug, published(Verb.EXPORT)),
    "site_history": On(SITE, by_slug, published(Verb.READ_EXACT)),
    "compare_versions": On(SITE, by_slug, published(Verb.READ_EXACT)),
    "restore_version": On(SITE, _version, published(Verb.UPDATE), method="post", is_lenient=True),
    **dict.fromkeys(
        (
            "key",
            "show_key",
            "renew_key",
            "revoke_key",
            "grant_key",
            "refuse_key",
            "add_webhook",
            "test_webhook",
            "renew_secret",
            "end_webhook",
            "send_again",
        ),
        OF_ANOTHER_ORGANISATION,
    ),
    "ogc_areas_item": On(SITE, _only("site_here", "FR-commune-00000"), nobody),
    "ogc_actions_item": On(ACTION, by_key, _is_published),
    "ogc_news_item": On(NEWS, by_key, _is_published),
    "ogc_practices_item": On(PRACTICE, by_key, _is_published),
    "ogc_sites_item": On(SITE, by_key, published(Verb.READ)),
    "tile_public": On(SITE, _only("site_here", 0, 0, 0), _is_published),
    "tile_partner": On(
        SITE, _only("site_here", 0, 0, 0), lambda visitor, _thing: _hears_tiles("tile_partner", visitor)
    ),
    "tile_member": On(SITE, _only("site_here", 0, 0, 0), lambda visitor, _thing: _hears_tiles("tile_member", visitor)),
    "sitemap_section": On(SITE, _only("site_here", "pages"), _is_published),
    "page_detail": On((Noun.PAGE, *NEWS, *PRACTICE), by_key, _is_published),
    "organisation_detail": On(SITE, _only("site_here", "987654"), nobody),
    "statistics_detail": On(SITE, _only("site_here", "1999-01-01"), nobody),
    "preview_detail": On(SITE, by_key, nobody),
    "area_detail": On(SITE, _only("site_here", "FR-commune-00000"), nobody),
    "action_detail": On(ACTION, by_key, _is_published),
    "news_detail": On(NEWS, by_key, _is_published),
    "practice_detail": On(PRACTICE, by_key, _is_published),
    "site_detail": On(SITE, by_key, published(Verb.READ)),
    "territory_detail": On(SITE, _only("site_here", KEY_HERE), _is_published),
    "wagtaildocs_serve": On(SITE, _only("site_here", 987654, "rien.pdf"), nobody),
    "wagtaildocs_authenticate_with_password": On(SITE, _only("site_here", 987654), nobody),
    "wagtailcore_authenticate_with_password": On(SITE, _only("site_here", 987654, 987654), nobody),
}
# What speaks of everything at once, for whom the table says "everywhere".
WHOLE_PLATFORM = {
    "change_charter": (Verb.INVITE, Noun.ACCOUNT),
    "readings": (Verb.READ_READINGS, Noun.SITE),
    "export_readings": (Verb.READ_READINGS, Noun.SITE),
}
# allauth's and Django's own steps, which ask more than an account: they never answer who has none.
STEPS = (
    "oidc_", "open_account", "mfa_", "account_logout", "account_login", "account_reauthenticate", "password_",
    "second_factor", "logout", "wagtailcore_login", "sessions",
)  # fmt: skip


def cells_of(address: Address, visitor: Visitor, world: World) -> Iterator[Cell]:
    """KeyError for an address with arguments that nobody has said how to ask."""
    if visitor.is_key and not address.route.startswith(OF_THE_API):
        visitor = NOBODY  # a key opens the API, and no page
    if address.name == "wagtail_serve":
        for thing in world.things.values():
            reads = thing.is_live and (thing.noun != Noun.SITE or allows(visitor, Verb.READ, thing))
            yield Cell(address.name, "get", thing.page.get_url(), reads, thing.name)
    elif not address.takes:
        yield Cell(address.name, "get", reverse(address.name), admits(address, visitor))
    else:
        on = OURS[address.name]
        for thing in world.everything:
            arguments = on.arguments(world, thing) if thing.noun in on.nouns else None
            if arguments is not None:
                is_open: bool | None = on.allowed(visitor, thing)
                url = reverse(address.name, args=arguments)
                answer = None if is_open and on.is_lenient else is_open
                yield Cell(address.name, on.method, url, answer, thing.name, on.data)


# Nothing is there until the deployer says so (tests/upkeep).
OPEN_BY_A_SETTING = {"metrics"}


def admits(address: Address, visitor: Visitor) -> bool:
    """What the declared right says, read by the oracle."""
    right = address.right
    if address.name.startswith("nothing_here") or address.name in OPEN_BY_A_SETTING:
        return False
    if address.name.startswith("tile") and address.name.endswith(("_partner", "_member")):
        return _hears_tiles(address.name, visitor)
    if address.name in WHOLE_PLATFORM:
        return everywhere(visitor, *WHOLE_PLATFORM[address.name])
    assert right, f"{address.route} declares no right"
    if right.verb and right.noun:
        return somewhere(visitor, right.verb, right.noun)
    return not right.needs_account or visitor.is_signed_in or visitor.is_key
