"""One of each kind of thing, in, at the edge and out of everyone's scope, each with secrets planted in it.

Places are named by hand, so that what is expected of them rests on no query and on no function of the product.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management import call_command

from actors.enums import Noun, Role
from catalog.services import publish_pages
from collaboration.models import JournalEntry
from knowledge.models import Answer, Question
from sites.enums import Alert, SiteStatus, Validation
from sites.models import ClosureProposal, SitePage, WeatherAlert
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    NationFactory,
    OrganisationFactory,
    RegionFactory,
    ScopeFactory,
    UserFactory,
)
from tests.factories.access import AccessRequestFactory
from tests.factories.actions import ActionPageFactory, FundingFactory
from tests.factories.cms import NewsPageFactory, StandardPageFactory
from tests.factories.knowledge import AdoptionFactory, EndorsementFactory, EvaluationFactory, PracticePageFactory
from tests.factories.sites import ClosureFactory, ObservationFactory, ProcedureFactory, SitePageFactory

# place -> what holds it, itself included. Two départements share an EPCI and a région; one is far away.
PLACES = {
    "nation": {"nation"},
    "region": {"region", "nation"},
    "region_away": {"region_away", "nation"},
    "here": {"here", "region", "nation"},
    "next": {"next", "region", "nation"},
    "away": {"away", "region_away", "nation"},
    "epci": {"epci", "nation"},
    "commune": {"commune", "here", "region", "nation", "epci"},
    "commune_beside": {"commune_beside", "here", "region", "nation"},
    "commune_next": {"commune_next", "next", "region", "nation", "epci"},
    "commune_away": {"commune_away", "away", "region_away", "nation"},
}


@dataclass
class Planted:
    """A thing that rights are asked on. `secrets`: what only holders of a right may see of it, by that right."""

    name: str
    noun: Noun
    page: Any
    place: str = ""
    organisation: str = ""
    author: str = ""
    is_live: bool = True
    secrets: dict[str, list[str]] = field(default_factory=dict)
    message: Any = None
    hidden_message: Any = None

    @property
    def places(self) -> set[str]:
        return PLACES[self.place] if self.place else set()


class World:
    def __init__(self) -> None:
        self.places = _places()
        self.organisations = {name: OrganisationFactory(name=f"Structure {name}") for name in ("own", "other")}
        self.author = UserFactory(organisation=self.organisations["own"], email="auteur-qz17@example.org")
        self.things: dict[str, Planted] = {}
        for name, place in (("here", "commune"), ("beside", "commune_beside"), ("next", "commune_next")):
            self._site(f"site_{name}", place)
        self._site("site_away", "commune_away")
        self._site("site_draft", "commune", live=False)
        self._closed_site()
        self._waiting_site()
        for name, place, organisation in (
            ("own", "here", "own"), ("other", "here", "other"), ("commune", "commune", "own"), ("away", "away", "own"),
        ):  # fmt: skip
            self._action(f"action_{name}", place, organisation)
        self._action("action_draft", "here", "own", live=False)
        self._editorial()
        self.adoption = AdoptionFactory(
            practice=self.things["practice"].page, territory=self.places["here"], organisation=self.organisations["own"]
        )
        self.endorsement = EndorsementFactory(practice=self.things["practice"].page)
        self._community()
        self._people()
        self.alert = WeatherAlert.objects.create(
            territory=self.places["here"], kind=Alert.HEATWAVE, starts_on=date.today(), ends_on=date.today(),
            organisation=self.organisations["own"],
        )  # fmt: skip
        live = [
            thing.page.specific_class.objects.get(pk=thing.page.pk) for thing in self.things.values() if thing.is_live
        ]
        publish_pages(live)
        call_command("update_index", verbosity=0)
        call_command("take_snapshots", verbosity=0)

    @property
    def everything(self) -> list[Planted]:
        return [*self.things.values(), *self.people.values()]

    def _plant(self, thing: Planted) -> None:
        self.things[thing.name] = thing

    def _site(self, name: str, place: str, *, live: bool = True) -> SitePage:
        number = f"{len(self.things):02}"
        secrets = {
            "known": [f"Titrezq{number}", f"Adressezq{number}"],
            "exact": [f"2.36{number}7", f"48.93{number}5"],
            "restricted": [f"Proprietairezq{number}", f"Tribunalzq{number}"],
        }
        page = SitePageFactory(
            title=secrets["known"][0],
            address=f"12 rue {secrets['known'][1]}",
            lon=float(secrets["exact"][0]),
            lat=float(secrets["exact"][1]),
            owner_name=secrets["restricted"][0],
            commune=self.places[place],
            owner=self.author,
            live=live,
            first_published_at=None if not live else "2026-01-05T00:00:00Z",
        )
        ObservationFactory(site=page, people=60, author=self.author, organisation=self.organisations["own"])
        ProcedureFactory(site=page, authority=secrets["restricted"][1])
        planted = Planted(name, Noun.SITE, page, place=place, author="author", is_live=live, secrets=secrets)
        self._journal(planted, f"zq{number}")
        page.save_revision(user=self.author, clean=False)
        self._plant(planted)
        return page

    def _closed_site(self) -> None:
        page = self._site("site_closed", "commune")
        ClosureFactory(site=page, comment="Causezq")
        SitePage.objects.filter(pk=page.pk).update(status=SiteStatus.CLOSED)
        self.things["site_closed"].secrets["known"].append("Causezq")

    def _waiting_site(self) -> None:
        """A published sheet with a version and an observation that wait."""
        page = self._site("site_waiting", "commune")
        page.title = "Enattentezq"
        page.save_revision(user=self.author, clean=False)
        page.refresh_from_db()
        self.waiting = ObservationFactory(
            site=page, comment="Aversezq", author=self.author, validation=Validation.WAITING
        )
        self.proposed = ClosureProposal.objects.create(
            site=page, author=self.author, validation=Validation.WAITING, said={"comment": ["Findezq"]}
        )
        self.things["site_waiting"].secrets["draft"] = ["Enattentezq"]

    def _action(self, name: str, place: str, organisation: str, *, live: bool = True) -> None:
        number = f"{len(self.things):02}"
        amount = f"4827{number}.17"
        page = ActionPageFactory(
            title=f"Actionzq{number}",
            territory=self.places[place],
            operator=self.organisations[organisation],
            owner=self.author,
            live=live,
        )
        page.sites.set([self.things["site_here"].page] if place in {"here", "commune"} else [])
        page.save()
        FundingFactory(action=page, planned_eur=Decimal(amount))
        secrets = {"finances": [amount[:-3], amount[:2] + "\u202f" + amount[2:-3]]}
        if not live:
            secrets["draft"] = [page.title]
        planted = Planted(name, Noun.ACTION, page, place, organisation, "author", live, secrets)
        self._journal(planted, f"zq{number}")
        page.save_revision(user=self.author, clean=False)
        self._plant(planted)

    def _journal(self, thing: Planted, mark: str) -> None:
        """A message, and one that was hidden."""
        said = {"page": thing.page, "author": self.author, "organisation": self.organisations["own"]}
        thing.secrets |= {"journal": [f"Message{mark}"], "hidden": [f"Injure{mark}"]}
        thing.message = JournalEntry.objects.create(text=f"Message{mark}", **said)
        thing.hidden_message = JournalEntry.objects.create(
            text=f"Injure{mark}", hidden_at="2026-02-01T00:00:00Z", hidden_reason="Insultes", **said
        )

    def _community(self) -> None:
        """A question and its answer, which members alone read, and an evaluation."""
        practice = self.things["practice"]
        said = {"author": self.author, "organisation": self.organisations["own"]}
        self.question = Question.objects.create(title="Questionzq", text="Commentzq", themes=["health"], **said)
        self.answer = Answer.objects.create(question=self.question, text="Reponsezq", **said)
        practice.secrets["journal"] += ["Questionzq", "Commentzq", "Reponsezq"]
        self.evaluation = EvaluationFactory(practice=practice.page)

    def _people(self) -> None:
        """Someone with an account, and someone who asks for one, in each of two places. `page` is the account."""
        self.people: dict[str, Planted] = {}
        for name, place in (("here", "commune"), ("away", "away")):
            territory = self.places[place]
            organisation = OrganisationFactory(name=f"Structure qz {name}", territory=territory)
            user = ScopeFactory(user__organisation=organisation, role=Role.ACTOR, territory=territory).user
            user.asked = AccessRequestFactory(territory=territory)
            self.people[name] = Planted(f"account_{name}", Noun.ACCOUNT, user, place=place)

    def _editorial(self) -> None:
        for name, factory, noun in (
            ("news", NewsPageFactory, Noun.NEWS), ("practice", PracticePageFactory, Noun.PRACTICE),
            ("page", StandardPageFactory, Noun.PAGE),
        ):  # fmt: skip
            self._plant(Planted(name, noun, factory(owner=self.author), author="author"))
            if noun == Noun.PRACTICE:
                self._journal(self.things[name], "zqpr")
            draft = factory(title=f"Brouillonzq{noun}", owner=self.author, live=False)
            draft.save_revision(user=self.author, clean=False)
            self._plant(
                Planted(f"{name}_draft", noun, draft, author="author", is_live=False, secrets={"draft": [draft.title]})
            )
        for place in ("here", "away"):
            section = self.places[place].page
            section.save_revision(clean=False)
            self._plant(Planted(f"section_{place}", Noun.PAGE, section, place=place))


def _places() -> dict[str, Any]:
    nation = NationFactory()
    region, far = RegionFactory(), RegionFactory(code="32", name="Hauts-de-France")
    here = DepartementFactory(parent=region)
    following = DepartementFactory(code="94", name="Val-de-Marne", parent=region)
    away = DepartementFactory(code="59", name="Nord", parent=far)
    epci = EpciFactory(name="Grand Partage")
    return {
        "nation": nation, "region": region, "region_away": far, "here": here, "next": following, "away": away,
        "epci": epci,
        "commune": CommuneFactory(parent=here, epci=epci),
        "commune_beside": CommuneFactory(parent=here),
        "commune_next": CommuneFactory(parent=following, epci=epci, code="94001"),
        "commune_away": CommuneFactory(parent=away, code="59001"),
    }  # fmt: skip
