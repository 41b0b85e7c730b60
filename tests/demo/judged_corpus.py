"""The demonstration's own texts as the catalogue publishes them, and sites drawn for the places of the judged searches.

Written straight as entries: what is judged is search, and seeding the whole demonstration takes minutes.
"""

from datetime import date
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from actors.enums import Noun
from catalog.enums import Audience
from catalog.registry import Document
from catalog.services import entries
from catalog.services.rendering import Source, render
from demo.imports.content import lists, texts
from tests.factories import CommuneFactory, DepartementFactory, EpciFactory, NationFactory, RegionFactory

REGIONS = {
    "11": ("Île-de-France", {"93": "Seine-Saint-Denis", "94": "Val-de-Marne", "91": "Essonne", "95": "Val-d'Oise",
                             "77": "Seine-et-Marne", "78": "Yvelines", "92": "Hauts-de-Seine"}),
    "93": ("Provence-Alpes-Côte d'Azur", {"13": "Bouches-du-Rhône", "06": "Alpes-Maritimes", "83": "Var"}),
    "84": ("Auvergne-Rhône-Alpes", {"69": "Rhône", "38": "Isère"}),
    "76": ("Occitanie", {"31": "Haute-Garonne", "34": "Hérault", "30": "Gard"}),
    "75": ("Nouvelle-Aquitaine", {"33": "Gironde"}),
    "52": ("Pays de la Loire", {"44": "Loire-Atlantique"}),
    "53": ("Bretagne", {"35": "Ille-et-Vilaine"}),
    "32": ("Hauts-de-France", {"59": "Nord", "62": "Pas-de-Calais"}),
    "44": ("Grand Est", {"67": "Bas-Rhin"}),
    "01": ("Guadeloupe", {"971": "Guadeloupe"}),
    "03": ("Guyane", {"973": "Guyane"}),
    "04": ("La Réunion", {"974": "La Réunion"}),
    "06": ("Mayotte", {"976": "Mayotte"}),
}  # fmt: skip
COMMUNES = {
    "93001": "Aubervilliers", "93048": "Montreuil", "93071": "Sevran", "93055": "Pantin", "93066": "Saint-Denis",
    "93070": "Saint-Ouen-sur-Seine", "94071": "Sucy-en-Brie", "94076": "Villejuif", "91228": "Évry-Courcouronnes",
    "95018": "Argenteuil", "31555": "Toulouse", "69123": "Lyon", "69259": "Vénissieux", "13055": "Marseille",
    "44109": "Nantes", "33063": "Bordeaux", "59350": "Lille", "34172": "Montpellier", "30189": "Nîmes",
    "38185": "Grenoble", "97611": "Mamoudzou", "97120": "Pointe-à-Pitre", "97411": "Saint-Denis", "06088": "Nice",
}  # fmt: skip
POSTAL = {"93001": "93300"}
EPCI = {"69123": "200046977", "69259": "200046977", "93001": "200057867", "93066": "200057867", "93070": "200057867"}
EPCI_NAMES = {"200046977": "Métropole de Lyon", "200057867": "Plaine Commune"}
# Communes whose names are words of the field: no one means them.
DISTRACTORS = {"73106": "École", "89387": "Sens", "84087": "Orange"}
SITES_OF_A_COMMUNE = 12
GRADES = ("good", "to_improve", "bad", "unknown")


class Corpus:
    def __init__(self) -> None:
        nation = NationFactory()
        self.departements, self.communes, self.rows = {}, {}, []
        for code, (name, inside) in REGIONS.items():
            region = RegionFactory(code=code, name=name, parent=nation)
            for number, told in inside.items():
                self.departements[number] = DepartementFactory(code=number, name=told, parent=region)
        groups = {code: EpciFactory(code=code, name=name, parent=nation) for code, name in EPCI_NAMES.items()}
        for code, name in (COMMUNES | DISTRACTORS).items():
            number = code[:3] if code.startswith("97") else code[:2]
            above = self.departements.get(number, nation)
            self.communes[code] = CommuneFactory(
                code=code, name=name, parent=above, epci=groups.get(EPCI.get(code, "")), population=30_000,
                postal_codes=[POSTAL.get(code, code)],
            )  # fmt: skip
        self._editorial()
        self._actions(self._sites())
        with transaction.atomic():
            entries.take_turn()
            entries.write(self.rows)
        with connection.cursor() as cursor:  # as the server does by itself soon after an import
            cursor.execute("ANALYZE catalog_entry, territories_territory")

    def _write(self, noun, key, audience=Audience.PUBLIC, **content) -> None:
        document = Document(audience=audience, url=f"/{noun}/{key}/", **content)
        self.rows.append(render(Source(noun=noun, key=f"{noun}-{key}"), document, changed_at=timezone.now()))

    def _editorial(self) -> None:
        for text in texts("practices"):
            meta = text.meta
            coded = {"theme": meta["themes"], "need": meta["site_needs"], "kind": meta["territory_kinds"]}
            self._write(
                Noun.PRACTICE, text.key, title=meta["title"], summary=meta["summary"],
                text="\n".join([meta["organisation"], *text.sections.values()]),
                fields={"themes": meta["themes"], "site_needs": meta["site_needs"],
                        "territory_kinds": meta["territory_kinds"]},
                tags=tuple(f"{name}:{code}" for name, codes in coded.items() for code in codes),
            )  # fmt: skip
        for text in texts("news"):
            place = self.departements.get(str(text.meta.get("territory") or ""))
            self._write(
                Noun.NEWS, text.key, title=text.meta["title"], summary=text.meta["intro"], fields={},
                text="\n".join(text.sections.values()), dated_on=date(2026, 1, 1),
                territory_ids=tuple(place.ancestor_ids) if place else (),
            )  # fmt: skip
        for text in texts("pages"):
            self._write(Noun.PAGE, text.key, title=text.meta["title"], summary=text.meta["intro"], fields={},
                        text="\n".join(text.sections.values()))  # fmt: skip
        for place in [*self.departements.values(), self.communes["31555"]]:
            inside = tuple(place.ancestor_ids)
            self._write(Noun.AREA, place.code, title=place.name, fields={}, people=120, territory_ids=inside)
            self._write(Noun.TERRITORY, place.code, title=place.name, fields={}, territory_ids=inside)

    def _sites(self) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {}
        names = [name for group in lists("site_names").values() if isinstance(group, list)
                 for name in group if isinstance(name, str)] or ["Terrain"]  # fmt: skip
        for code in COMMUNES:
            chance, commune = Random(code), self.communes[code]
            for number in range(SITES_OF_A_COMMUNE):
                key = f"{code}-{number}"
                made.setdefault(commune.parent.code, []).append(f"site-{key}")
                self._site(key, commune, chance, title=f"{chance.choice(names)} {number + 1}")
        return made

    def _site(self, key, commune, chance, *, title) -> None:
        status = chance.choice(["open", "open", "in_resorption", "closed", "resorbed"])
        closed = f"{chance.choice([2022, 2023, 2024, 2025])}-03-01" if status in {"closed", "resorbed"} else None
        installed = f"{chance.choice([2020, 2021, 2022, 2023])}-01-01"
        people = chance.choice([4, 8, 22, 27, 45, 80, 120, 160, 240])
        living = {
            block: chance.choice(GRADES) for block in ("water", "sanitation", "electricity", "waste", "vermin", "fire")
        }
        alerts, kind = chance.choice([[], [], ["heatwave"], ["coldwave"]]), chance.choice(["land", "building"])
        again = chance.choice(["yes", "no", "unknown"])
        tags = [f"status:{status}", f"place:{kind}", f"installed:{installed[:4]}", f"reinstallation:{again}"]
        tags += [f"{block}:{said}" for block, said in living.items()] + [f"alert:{alert}" for alert in alerts]
        if closed:
            tags += [f"closed:{closed[:4]}"] + ([f"resorbed:{closed[:4]}"] if status == "resorbed" else [])
        self._write(
            Noun.SITE, key, Audience.MEMBER, title=title, summary=commune.name, people=people, tags=tuple(tags),
            text="rue des Essais", territory_ids=tuple(commune.ancestor_ids), dated_on=date(2026, 1, 1),
            fields={"status": status, "commune": commune.name, "closed_on": closed, "installed_on": installed,
                    "living_conditions": living, "alerts": alerts, "kind_of_place": kind, "reinstallation": again},
        )  # fmt: skip

    def _actions(self, sites: dict[str, list[str]]) -> None:
        numbers = list(self.departements)
        for number in range(120):
            chance = Random(f"action {number}")
            told = lists("site_names")["actions"][number % len(lists("site_names")["actions"])]
            place = self.departements[numbers[number % len(numbers)]]
            status = chance.choice(["under_way", "under_way", "planned", "ended"])
            here = [key for key in sites.get(place.code, []) if chance.random() < 0.15]
            content = {
                "title": told["title"].format(place=place.name), "summary": told["objectives"],
                "text": told["objectives"], "territory_ids": tuple(place.ancestor_ids), "dated_on": date(2025, 6, 1),
            }  # fmt: skip
            tags = (f"theme:{told['theme']}", f"status:{status}", "year:2025")
            public = {"status": status, "themes": [told["theme"]]}
            self._write(Noun.ACTION, number, **content, tags=tags, fields=public)
            with_sites = (*tags, *(f"site:{key}" for key in here))
            self._write(Noun.ACTION, number, Audience.MEMBER, **content, tags=with_sites,
                        fields=public | {"sites": here})  # fmt: skip
