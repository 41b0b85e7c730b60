"""The cells of Wagtail's admin: what the table says of each of its views, for pages of each kind."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse

from actors.enums import Noun, Verb
from cms.viewsets.doors import NOBODY_AT_ALL, NOBODYS_NAMESPACES, WHOLE_PLATFORM
from tests.matrix.addresses import Address
from tests.matrix.cells import Allowed, Cell, may, nobody
from tests.matrix.oracle import allows, everywhere, opens_editor, somewhere, writes
from tests.matrix.visitors import Visitor
from tests.matrix.world import PLACES, Planted, World

NOTHING = 987654  # the number of nothing at all
PAGES = "wagtailadmin_pages"
# One of each kind, in and out of scope: the views are many, and slower than ours.
PLANTED = ("site_here", "site_away", "action_own", "practice_draft", "section_here")
# Those who differ from the others by the edge of their scope are asked of pages on both sides of that edge.
EDGES = {
    "actor": ("site_here", "action_own"),
    "actor of the operator": ("site_draft", "action_own"),
    "trusted actor": ("site_here", "site_next"),
    "actor elsewhere": ("site_here", "action_away"),
    "partner told of owners": ("site_here", "site_away"),
    "pilot elsewhere": ("site_here", "section_away"),
    "pilot of a commune": ("site_here", "site_next"),
    "pilot of an epci": ("site_next", "site_away"),
    "pilot of a region": ("site_next", "section_away"),
    "pilot of one site": ("site_beside", "site_here"),
    "observer here and pilot elsewhere": ("site_here", "action_away"),
}
# Whom the product has closed to everyone in the editor; settings of the platform are not changed there.
CLOSED = (*NOBODYS_NAMESPACES, "wagtailredirects", "wagtailsettings", "wagtailadmin_collections")
# Kinds of pages as Wagtail's addresses name them.
KINDS = {
    "sites.sitepage": Noun.SITE, "actions.actionpage": Noun.ACTION, "cms.newspage": Noun.NEWS,
    "cms.territorypage": Noun.PAGE, "knowledge.practicepage": Noun.PRACTICE,
}  # fmt: skip


def _touches(visitor: Visitor, thing: Planted) -> bool:
    """A section is shown to who works in it, below it or above it."""
    held = [one.place for one in visitor.scopes if opens_editor(Visitor("", (one,)))]
    return any(
        thing.place in PLACES[place] or place in thing.places if place in PLACES else thing.place == "here"
        for place in held
    )


def explores(visitor: Visitor, thing: Planted) -> bool:
    return writes(visitor, thing) or (thing.name.startswith("section") and _touches(visitor, thing))


def _everywhere(visitor: Visitor, thing: Planted) -> bool:
    return everywhere(visitor, Verb.PUBLISH, thing.noun)


def _deletes(visitor: Visitor, thing: Planted) -> bool:
    """What was published is withdrawn and kept: who edits everywhere alone may delete it. A section holds pages."""
    if thing.name.startswith("section"):
        return False
    was_published = thing.is_live or thing.page.first_published_at
    return _everywhere(visitor, thing) or (allows(visitor, Verb.UPDATE, thing) and not was_published)


def _unpublishes(visitor: Visitor, thing: Planted) -> bool:
    return thing.is_live and allows(visitor, Verb.PUBLISH, thing)


# Views of one page, by the number of the page: who may, and by which method they are asked.
OF_A_PAGE: dict[str, tuple[Allowed | None, str]] = {
    "wagtailadmin_explore": (explores, "get"),
    "wagtailadmin_explore_results": (explores, "get"),
    "wagtailadmin_choose_page_child": (explores, "get"),
    "wagtailadmin_api:pages:detail": (explores, "get"),
    f"{PAGES}:usage": (writes, "get"),
    f"{PAGES}:edit": (writes, "get"),
    f"{PAGES}:preview_on_edit": (writes, "get"),
    f"{PAGES}:view_draft": (writes, "get"),
    f"{PAGES}:add_subpage": (None, "get"),
    f"{PAGES}:delete": (_deletes, "get"),
    f"{PAGES}:unpublish": (_unpublishes, "get"),
    f"{PAGES}:convert_alias": (nobody, "get"),
    f"{PAGES}:move": (_everywhere, "get"),
    f"{PAGES}:set_page_position": (None, "post"),
    f"{PAGES}:copy": (_everywhere, "get"),
    f"{PAGES}:confirm_workflow_cancellation": (None, "get"),
    f"{PAGES}:set_privacy": (_everywhere, "get"),
    f"{PAGES}:lock": (may(Verb.PUBLISH), "post"),
    f"{PAGES}:unlock": (may(Verb.PUBLISH), "post"),
    f"{PAGES}:revisions_index": (None, "get"),
    f"{PAGES}:workflow_history": (writes, "get"),
    f"{PAGES}:history": (writes, "get"),
    f"{PAGES}:history_results": (writes, "get"),
}


def _revision(thing: Planted) -> list[Any]:
    return [thing.page.pk, thing.page.latest_revision_id]


def _session(thing: Planted) -> list[Any]:
    return [thing.page._meta.app_label, thing.page._meta.model_name, thing.page.pk, NOTHING]


# The same with more than the number of the page.
OF_A_PAGE_AND_MORE: dict[str, tuple[Callable[[Planted], list[Any]], Allowed | None, str]] = {
    f"{PAGES}:move_confirm": (lambda thing: [thing.page.pk, thing.page.get_parent().pk], None, "get"),
    f"{PAGES}:workflow_action": (lambda thing: [thing.page.pk, "approve", NOTHING], nobody, "post"),
    f"{PAGES}:collect_workflow_action_data": (lambda thing: [thing.page.pk, "approve", NOTHING], nobody, "get"),
    f"{PAGES}:workflow_preview": (lambda thing: [thing.page.pk, NOTHING], nobody, "get"),
    f"{PAGES}:workflow_history_detail": (lambda thing: [thing.page.pk, NOTHING], nobody, "get"),
    f"{PAGES}:revisions_view": (_revision, writes, "get"),
    f"{PAGES}:revisions_revert": (_revision, writes, "get"),
    f"{PAGES}:revisions_unschedule": (_revision, None, "get"),
    f"{PAGES}:revisions_compare": (lambda thing: [thing.page.pk, "earliest", "latest"], writes, "get"),
    "wagtailadmin_editing_sessions:ping": (_session, writes, "post"),
    "wagtailadmin_api:pages:action": (lambda thing: [thing.page.pk, "copy"], None, "post"),
}
# What takes other arguments: nothing is at those that are given, or the answer is the same for all.
OTHERS: dict[str, list[list[Any]]] = {
    f"{PAGES}:type_use": [kind.split(".") for kind in KINDS],
    f"{PAGES}:type_use_results": [kind.split(".") for kind in KINDS],
    f"{PAGES}:choose_parent": [kind.split(".") for kind in KINDS],
    "wagtailadmin_tag_model_autocomplete": [["taggit", "tag"]],
    "wagtailadmin_editing_sessions:release": [[NOTHING]],
    "territory_chooser:chosen": [[NOTHING]],
    "wagtailadmin_password_reset_confirm": [["MQ", "faux-jeton"]],
}
# Lists of pages of one kind, for who changes such pages somewhere.
LISTS = {"editor_sites": Noun.SITE, "editor_actions": Noun.ACTION, "editor_practices": Noun.PRACTICE,
         "editor_news": Noun.NEWS}  # fmt: skip
# Reports, for who holds the right on some thing of the kind.
REPORTS = {
    "report_without_news": [(Verb.UPDATE, Noun.SITE)],
    "report_without_action": [(Verb.UPDATE, Noun.SITE)],
    "report_to_review": [(Verb.UPDATE, Noun.PRACTICE)],
    "report_practices_read": [(Verb.PUBLISH, Noun.PRACTICE)],
    "report_broken_links": [(Verb.PUBLISH, Noun.PRACTICE)],
    "report_waiting": [(Verb.PUBLISH, noun) for noun in (Noun.SITE, Noun.ACTION, Noun.PRACTICE)],
}
# Nothing is made by these: territories come from a register.
MAKES_NOTHING = ("territory_chooser:create",)
BY_QUERY: dict[str, list[list[str]]] = {
    "wagtailadmin_choose_page_chosen_multiple": [[]],
    "wagtail_bulk_action": [["wagtailcore", "page", action] for action in ("delete", "move", "publish", "unpublish")],
}
SEARCHES = (f"{PAGES}:search", f"{PAGES}:search_results", "wagtailadmin_choose_page_search")


def editor_cells(address: Address, visitor: Visitor, world: World) -> Iterator[Cell]:
    name = address.name
    if name in OF_A_PAGE or name in OF_A_PAGE_AND_MORE:
        yield from _of_pages(name, visitor, world)
    elif name in (f"{PAGES}:add", f"{PAGES}:preview_on_add"):
        yield from _beginnings(name, visitor, world)
    elif name in BY_QUERY:
        yield from _queries(name, visitor, world)
    elif address.takes:
        for arguments in OTHERS.get(name) or [[NOTHING] * _count(address)]:
            yield Cell(name, "get", reverse(name, args=arguments), _opens(name, visitor, default=None))
    else:
        query = "?q=Titrezq" if name in SEARCHES else ""
        asked_more = ("wagtailimages", "wagtaildocs", "wagtailembeds", "wagtailadmin_block_preview")
        is_asked_more = name.startswith(asked_more) or name.endswith(":find")
        default = None if is_asked_more else True
        yield Cell(name, "get", reverse(name) + query, _opens(name, visitor, default=default))


def _of_pages(name: str, visitor: Visitor, world: World) -> Iterator[Cell]:
    for planted in EDGES.get(visitor.name, PLANTED):
        thing = world.things[planted]
        if name in OF_A_PAGE:
            arguments, (allowed, method) = [thing.page.pk], OF_A_PAGE[name]
        else:
            make, allowed, method = OF_A_PAGE_AND_MORE[name]
            arguments = make(thing)
        is_open = None if allowed is None else opens_editor(visitor) and allowed(visitor, thing)
        yield Cell(name, method, reverse(name, args=arguments), is_open if opens_editor(visitor) else False, planted)


def _beginnings(name: str, visitor: Visitor, world: World) -> Iterator[Cell]:
    for kind, noun in KINDS.items():
        for place in ("here", "away"):
            parent = {
                Noun.NEWS: world.things["news"].page.get_parent(),
                Noun.PRACTICE: world.things["practice"].page.get_parent(),
            }.get(noun) or world.places[place].page
            within = Planted("", noun, parent, place=place, organisation=visitor.organisation)
            is_open = opens_editor(visitor) and noun != Noun.PAGE and _begins(visitor, noun, within)
            url = reverse(name, args=[*kind.split("."), parent.pk])
            # A preview of nothing yet tells nothing: what is begun is asked of `add`.
            answer = None if name.endswith("preview_on_add") and opens_editor(visitor) else is_open
            yield Cell(name, "get", url, answer, f"{kind} {place}")


def _begins(visitor: Visitor, noun: Noun, within: Planted) -> bool:
    """In the whole section, or in a commune of it: the form sees to the rest."""
    if allows(visitor, Verb.DECLARE, within):
        return True
    homes = [held.place for held in visitor.scopes if somewhere(Visitor("", (held,)), Verb.DECLARE, noun)]
    return any(home.startswith("commune") and within.place in PLACES[home] for home in homes)


def _queries(name: str, visitor: Visitor, world: World) -> Iterator[Cell]:
    """Pages named in the query, one by one: titles would be told of those that one may do nothing to."""
    for planted in EDGES.get(visitor.name, PLANTED):
        thing = world.things[planted]
        is_open = opens_editor(visitor) and explores(visitor, thing)
        for arguments in BY_QUERY[name]:
            url = reverse(name, args=arguments) + f"?id={thing.page.pk}&next=/admin/"
            yield Cell(name, "get", url, is_open, f"{planted} {' '.join(arguments)}")


# Reports of the whole platform, for whom the table says "everywhere".
OF_THE_PLATFORM = {"report_mails": (Verb.READ, Noun.ACCOUNT), "report_deliveries": (Verb.PUBLISH, Noun.KEY)}


def _opens(name: str, visitor: Visitor, *, default: bool | None) -> bool | None:
    is_closed = name in (*NOBODY_AT_ALL, *MAKES_NOTHING) or name.partition(":")[0] in CLOSED
    if name in ("wagtailadmin_login", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_logout"):
        return None
    if is_closed or not opens_editor(visitor):
        return False
    if name.removesuffix("_results") in WHOLE_PLATFORM:
        return everywhere(visitor, Verb.UPDATE, Noun.SITE)
    listed, _, view = name.partition(":")
    if listed in LISTS:
        return somewhere(visitor, Verb.DECLARE if view == "choose_parent" else Verb.UPDATE, LISTS[listed])
    report = name.removesuffix("_results")
    if report in OF_THE_PLATFORM:
        return everywhere(visitor, *OF_THE_PLATFORM[report])
    if report == "report_unanswered" or name.startswith("synonyms:"):
        keeps = everywhere(visitor, Verb.PUBLISH, Noun.PAGE)
        is_of_one = view in ("edit", "delete", "history", "history_results", "usage", "usage_results")
        return None if keeps and is_of_one else keeps
    if report in REPORTS:
        return any(somewhere(visitor, verb, noun) for verb, noun in REPORTS[report])
    return default


def _count(address: Address) -> int:
    return address.route.count("<")
