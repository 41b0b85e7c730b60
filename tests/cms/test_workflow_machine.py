"""Random sequences of the workflow, by people of every role, through both doors: our services and the editor's steps.

What must hold is told here anew, place by place, without reading the rights table: whatever is published was published
by somebody who may publish there, never validated by who wrote or submitted it; the catalogue shows what is live.

WORKFLOW_SEQUENCES says how many sequences (100 by default; 10,000 once before a release: `-s` shows the figures).
"""

import os
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import modelcluster.models
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import ForeignKey
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from modelsearch.tasks import insert_or_update_object_task
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision, WorkflowState
from wagtail.models.audit_log import BaseLogEntry
from wagtail.signal_handlers import disable_reference_index_auto_update

from actions.enums import Outcome, Theme
from actions.services import end_action, update_action
from actors.enums import Role, Verb
from actors.rules import can
from catalog.models import Entry
from cms.models import TerritoryPage, ValidationState
from cms.services import (
    approve_version,
    ensure_territory_page,
    refuse_version,
    restore_version,
    save_version,
    submit_version,
    unpublish_page,
    withdraw_version,
)
from knowledge.services import propose_practice
from sites.services import declare_site, update_site
from tests.factories.actions import ActionPageFactory
from tests.factories.actors import ScopeFactory, UserFactory
from tests.factories.cms import NewsPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory, NationFactory, RegionFactory

SEQUENCES = int(os.environ.get("WORKFLOW_SEQUENCES", "100"))
STEPS = 5
REFUSALS = (PermissionDenied, ValidationError)
PEOPLE = (
    "pilot_a", "pilot_b", "pilot_region", "pilot_commune", "actor_a", "trusted_a", "partner_a", "observer_a",
    "two_hats", "editor_1", "editor_2", "national_1", "national_2", "stranger",
)  # fmt: skip
PAGES = ("site_a", "site_c", "action_a", "practice", "news", "section_a", "declared", "proposed")
NATIONAL = {"national_1", "national_2"}
EDITORS = {"editor_1", "editor_2"} | NATIONAL
# Who may publish sites and actions in each commune; who may change at once a site that is published there.
PILOTS = {
    "a1": {"pilot_a", "pilot_region", "pilot_commune"} | NATIONAL,
    "a2": {"pilot_a", "pilot_region"} | NATIONAL,
    "b1": {"pilot_b", "pilot_region", "two_hats"} | NATIONAL,
    "c1": NATIONAL,
}
TRUSTED = {
    "a1": PILOTS["a1"] | {"trusted_a", "partner_a"},
    "a2": PILOTS["a2"] | {"trusted_a", "partner_a"},
    "b1": PILOTS["b1"],
    "c1": NATIONAL,
}


class World:
    """Four communes of three départements of two régions; the third département has no pilot. Built once."""

    def __init__(self):
        nation = NationFactory()
        first, second = RegionFactory(parent=nation), RegionFactory(code="84", name="Ailleurs", parent=nation)
        a = DepartementFactory(code="93", name="A", parent=first)
        b = DepartementFactory(code="95", name="B", parent=first)
        c = DepartementFactory(code="38", name="C", parent=second)
        # Published, as the catalogue is compared with what is live.
        for place in (a, b, c):
            ensure_territory_page(place)
        self.communes = {
            key: CommuneFactory(code=code, name=key, parent=parent)
            for key, code, parent in (("a1", "93001", a), ("a2", "93002", a), ("b1", "95001", b), ("c1", "38001", c))
        }
        scopes = {
            "pilot_a": [(Role.PILOT, a)],
            "pilot_b": [(Role.PILOT, b)],
            "pilot_region": [(Role.PILOT, first)],
            "pilot_commune": [(Role.PILOT, self.communes["a1"])],
            "actor_a": [(Role.ACTOR, a)],
            "partner_a": [(Role.PARTNER, a)],
            "observer_a": [(Role.OBSERVER, a)],
            "two_hats": [(Role.ACTOR, a), (Role.PILOT, b)],
            "editor_1": [(Role.EDITOR, nation)],
            "editor_2": [(Role.EDITOR, nation)],
            "national_1": [(Role.NATIONAL, nation)],
            "national_2": [(Role.NATIONAL, nation)],
            "stranger": [(Role.ACTOR, c)],
        }
        self.people = {name: UserFactory() for name in PEOPLE}
        for name, held in scopes.items():
            for role, place in held:
                ScopeFactory(user=self.people[name], role=role, territory=place)
        ScopeFactory(user=self.people["trusted_a"], role=Role.ACTOR, territory=a, is_trusted=True)
        self.names = {user.pk: name for name, user in self.people.items()}
        self.pages = {
            "site_a": SitePageFactory(commune=self.communes["a1"]),
            "site_c": SitePageFactory(commune=self.communes["c1"]),
            "action_a": ActionPageFactory(territory=self.communes["a2"], operator=self.people["actor_a"].organisation),
            "practice": PracticePageFactory(owner=self.people["editor_1"]),
            "news": NewsPageFactory(),
        }
        for page in self.pages.values():
            page.save_revision().publish()
        self.pages["section_a"] = TerritoryPage.objects.get(territory=a)
        self._submit()

    def _submit(self):
        """Three versions wait already: short sequences then have something to judge."""
        actor, editor = self.people["actor_a"], self.people["editor_1"]
        update_site(user=actor, site=self.pages["site_a"], facts={"title": "Proposé"})
        update_action(user=actor, action=self.pages["action_a"], facts={"title": "Proposée"})
        facts = {"title": "Proposée aussi", "summary": "…", "themes": [Theme.WATER_HYGIENE]}
        self.pages["proposed"] = propose_practice(user=editor, facts=facts)


@contextmanager
def one_savepoint():
    """What fails is undone as a whole: services need none of their own, which would be a third of all statements."""
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = True


class Workflow(RuleBasedStateMachine):
    world: World
    # What is published when a sequence begins: read once.
    beginning: dict
    # What was refused after the same steps taken before: it changed nothing, and is not asked again.
    refused: set
    figures: Counter

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.pages = dict(self.world.pages)
        self.number = 0
        self.taken = ()
        self.figures["sequences"] += 1
        self.seen = dict(self.beginning)
        if not self.seen:
            self._look(begins=True)
            self.beginning.update(self.seen)

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    # Our own forms and services.

    @rule(who=st.sampled_from(PEOPLE), where=st.sampled_from(sorted(PILOTS)))
    @precondition(lambda self: "declared" not in self.pages)
    def declare(self, who, where):
        def verb(user):
            facts = {"title": self._word(), "lon": 2.0, "lat": 48.0}
            self.pages["declared"] = declare_site(user=user, commune=self.world.communes[where], facts=facts)

        self._try(("declare", who, None, where), verb)

    @rule(who=st.sampled_from(PEOPLE), which=st.sampled_from(PAGES), to=st.sampled_from([None, None, "a2", "b1", "c1"]))
    def write(self, who, which, to):
        def verb(user):
            page = self._now(which)
            if which in ("site_a", "site_c", "declared"):
                commune = self.world.communes[to] if to else None
                update_site(user=user, site=page, facts={"title": self._word()}, commune=commune)
            elif which == "action_a":
                update_action(user=user, action=page, facts={"title": self._word()})
            else:
                if not can(user, Verb.UPDATE, page):
                    raise PermissionDenied
                page.title = self._word()
                save_version(user=user, version=page)

        self._try(("write", who, which, to), verb)

    @rule(who=st.sampled_from(PEOPLE), which=st.sampled_from(PAGES))
    def approve(self, who, which):
        def verb(user):
            approve_version(user=user, page=self._now(which))

        self._try(("approve", who, which), verb, validates=True)

    @rule(who=st.sampled_from(PEOPLE), which=st.sampled_from(PAGES))
    def refuse(self, who, which):
        self._try(("refuse", who, which), lambda user: refuse_version(user=user, page=self._now(which), reason="Non."))

    @rule(who=st.sampled_from(PEOPLE), which=st.sampled_from(PAGES))
    def submit(self, who, which):
        self._try(("submit", who, which), lambda user: submit_version(user=user, page=self._now(which)))

    @rule(who=st.sampled_from(PEOPLE), which=st.sampled_from(PAGES))
    def withdraw(self, who, which):
        self._try(("withdraw", who, which), lambda user: withdraw_version(user=user, page=self._now(which)))

    @rule(who=st.sampled_from(PEOPLE), which=st.sampled_from(PAGES))
    def unpublish(self, who, which):
        self._try(("unpublish", who, which), lambda user: unpublish_page(user=user, page=self._now(which)))

    @rule(who=st.sampled_from(PEOPLE), which=st.sampled_from(PAGES))
    def restore(self, who, which):
        def verb(user):
            page = self._now(which)
            restore_version(user=user, page=page, revision=page.revisions.order_by("pk").first())

        self._try(("restore", who, which), verb)

    @rule(who=st.sampled_from(["actor_a", "pilot_a", "pilot_b"]))
    @precondition(lambda self: self.number % 4 == 3)
    def end(self, who):
        """What a verb decides beside versions publishes none of them."""

        def verb(user):
            said = {"ended_on": timezone.localdate(), "outcome": Outcome.REACHED, "reason": "Fait."}
            end_action(user=user, action=self._now("action_a"), **said)

        self._try(("end", who, "action_a"), verb, beside=True)

    # The editor's own steps, with the questions that its views ask.

    @rule(who=st.sampled_from(PEOPLE), which=st.sampled_from(PAGES), later=st.sampled_from([False, False, True]))
    def edit(self, who, which, later):
        """ "Save draft", or "Publish" wherever the editor offers it."""

        def verb(user):
            version = self._now(which).get_latest_revision_as_object()
            tester = version.permissions_for_user(user)
            if not tester.can_edit() or tester.page_locked():
                raise PermissionDenied
            version.title = self._word()
            version.go_live_at = timezone.now() + timedelta(days=1) if later else None
            revision = version.save_revision(user=user, clean=False)
            if tester.can_publish():
                PublishPageRevisionAction(revision, user=user).execute()

        self._try(("edit", who, which, later), verb)

    @rule(who=st.sampled_from(PEOPLE), which=st.sampled_from(PAGES))
    def submit_in_editor(self, who, which):
        def verb(user):
            version = self._now(which).get_latest_revision_as_object()
            tester = version.permissions_for_user(user)
            if not (tester.can_edit() and tester.can_submit_for_moderation()):
                raise PermissionDenied
            state = version.current_workflow_state
            if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
                state.resume(user)
            else:
                version.get_workflow().start(version, user)

        self._try(("submit_in_editor", who, which), verb)

    @rule(who=st.sampled_from(PEOPLE), which=st.sampled_from(PAGES), name=st.sampled_from(["approve", "reject"]))
    def act_in_editor(self, who, which, name):
        def verb(user):
            page = self._now(which)
            task = page.current_workflow_task
            if task is None or name not in [action for action, _label, _modal in task.get_actions(page, user)]:
                raise PermissionDenied
            comment = {"comment": "Non."} if name == "reject" else {}
            task.on_action(page.current_workflow_task_state, user, name, **comment)

        self._try(("act_in_editor", who, which, name), verb, validates=True)

    @rule(which=st.sampled_from(PAGES))
    def the_day_comes(self, which):
        """What `publish_scheduled` does of one page when its date has come. Nobody is asked any more."""
        due = (
            which in self.pages
            and Revision.objects.filter(object_id=str(self.pages[which].pk), approved_go_live_at__isnull=False).first()
        )
        if due:
            self.figures["steps"] += 1
            self.taken = (*self.taken, ("the_day_comes", which))
            due.publish(log_action="wagtail.publish.scheduled")
            self._look(scheduled=due.pk)

    # What must hold, after every step that was not refused.

    def _try(self, step, verb, *, validates=False, beside=False):
        """`step`: its name, who takes it, on which page, and what else it depends on."""
        _name, who, which, *_rest = step
        self.number += 1
        if which is not None and which not in self.pages:
            return
        self.figures["steps"] += 1
        if (self.taken, step) in self.refused:
            self.figures["refused"] += 1
            return
        known = set(self.pages)
        waiting = self._waiting(which) if validates else None
        try:
            with transaction.atomic(), one_savepoint():
                verb(self.world.people[who])
        except REFUSALS:
            self.pages = {name: page for name, page in self.pages.items() if name in known}
            self.refused.add((self.taken, step))
            self.figures["refused"] += 1
            return
        self.taken = (*self.taken, step)
        self._look(who=who, waiting=waiting, beside=beside)

    def _look(self, who=None, *, waiting=None, beside=False, scheduled=None, begins=False):
        """Compare what is published, or dated to be, with what was before the step: each change must be lawful."""
        keys = {page.pk: name for name, page in self.pages.items()}
        rows = Page.objects.filter(pk__in=keys).values_list(
            "pk", "title", "live", "live_revision", "first_published_at"
        )
        dated = {key: set() for key in keys}
        dates = Revision.objects.filter(object_id__in=map(str, keys), approved_go_live_at__isnull=False)
        for key, revision in dates.values_list("object_id", "pk"):
            dated[int(key)].add(revision)
        live = {}
        for key, title, is_live, live_revision, first in rows:
            name = keys[key]
            before = self.seen.get(name) or (None, set(), None, False, False)
            fresh = () if begins else ({live_revision} - {None, before[0]}) | (dated[key] - before[1])
            self.figures["publications"] += len(fresh)
            for revision in set(fresh) - {scheduled}:
                assert not beside
                self._is_lawful(name, Revision.objects.get(pk=revision), who=who, before=before, waiting=waiting)
            place = before[2]
            if is_live and (fresh or begins):
                place = self._place(self._now(name))
            self.seen[name] = (live_revision, dated[key], place, is_live, bool(first))
            if is_live:
                live[key] = title
        # A partner's document of a site does not tell its name: one document at least of each page does.
        told = list(Entry.objects.published().filter(page_id__in=keys).values_list("page_id", "title"))
        assert {key for key, _title in told} == set(live)
        assert set(live.items()) <= set(told)

    def _is_lawful(self, name, revision, *, who, before, waiting):
        _live, _dated, place, was_live, was_published = before
        places = {self._place(revision.as_object())} | ({place} if was_live else set())
        publishers = [self._publishers(name, one) for one in places]
        if waiting is not None:
            requester, author, owner = waiting
            assert all(who in ones for ones in publishers), (who, name, places)
            assert who not in {requester, author}, (who, name)
            assert was_published or who != owner, (who, name)
            return
        assert who is not None
        may_record = name in ("site_a", "site_c", "declared") and was_live and all(who in TRUSTED[p] for p in places)
        assert may_record or all(who in ones for ones in publishers), (who, name, places)
        if name == "proposed" and not was_published:
            assert self._owner(name) != who, (who, name)

    def _publishers(self, name, place):
        if name in ("practice", "proposed", "news", "section_a"):
            return EDITORS
        return PILOTS[place]

    def _place(self, page):
        if hasattr(page, "commune_id"):
            return page.commune.name
        return page.territory.name if hasattr(page, "operator_id") else None

    def _owner(self, name):
        return self.world.names.get(self.pages[name].owner_id)

    def _waiting(self, which):
        state = ValidationState.objects.waiting().filter(page=self.pages[which].pk).first()
        if state is None:
            return None
        names = self.world.names
        requester = names.get(state.workflow_state.requested_by_id)
        return requester, names.get(state.revision.user_id), self._owner(which)

    def _now(self, which):
        page = self.pages[which]
        return type(page).objects.get(pk=page.pk)

    def _word(self):
        return f"Mot {self.number}"


@pytest.fixture
def bare(monkeypatch):
    """What has no part in it, and would be most of the time it takes: the editor's search and index of references, the
    check of the log's own rows, and that what a version names is still there (nothing is deleted here)."""
    read = modelcluster.models.model_from_serializable_data
    monkeypatch.setattr(ForeignKey, "validate", lambda *_: None)
    monkeypatch.setattr(
        modelcluster.models, "model_from_serializable_data", lambda model, data, **_: read(model, data, check_fks=False)
    )
    monkeypatch.setattr(BaseLogEntry, "full_clean", lambda entry: None)
    monkeypatch.setattr(insert_or_update_object_task.__class__, "enqueue", lambda task, *args: None)
    with disable_reference_index_auto_update():
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("bare")
def test_nothing_is_published_out_of_scope_or_validated_by_its_author():
    Workflow.world, Workflow.beginning, Workflow.refused, Workflow.figures = World(), {}, set(), Counter()
    profile = hypothesis_settings(
        max_examples=SEQUENCES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=SEQUENCES <= 100,
        database=None,
    )
    since = time.monotonic()
    try:
        run_state_machine_as_test(Workflow, settings=profile)
    finally:
        told = ", ".join(f"{count} {name}" for name, count in Workflow.figures.items())
        print(f"{told}, {time.monotonic() - since:.0f} s")  # noqa: T201 - the figures are what it is run for
