"""Places for tests: names and codes of real départements and communes, no more than a test needs.

One nation, one région and one département are shared by default: two communes are neighbours unless said otherwise.
"""

import factory

from territories.enums import Level
from territories.models import Territory
from territories.rules.text import search_key


class TerritoryFactory(factory.django.DjangoModelFactory):
    """Sets `search_name` and `ancestor_ids` as the loader does."""

    class Meta:
        model = Territory
        django_get_or_create = ("country", "level", "kind", "code")

    country = "FR"
    kind = ""
    search_name = factory.LazyAttribute(lambda place: search_key(place.name))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        place = super()._create(model_class, *args, **kwargs)
        if not place.ancestor_ids:
            place.ancestor_ids = place.line()
            place.save(update_fields=["ancestor_ids"])
        return place


class Shared(factory.SubFactory):
    """A place that most things of a test stand in. Once there, it is read without walking up its line again."""

    def evaluate(self, instance, step, extra):
        place = None
        if not extra and step.builder.strategy == factory.CREATE_STRATEGY:
            usual = self.get_factory()
            key = {name: getattr(usual, name) for name in usual._meta.django_get_or_create}
            place = Territory.objects.filter(**key).first()
        return place or super().evaluate(instance, step, extra)


class NationFactory(TerritoryFactory):
    level = Level.NATION
    code = "FR"
    name = "France"
    lon, lat = 2.5, 46.6


class RegionFactory(TerritoryFactory):
    level = Level.REGION
    code = "11"
    name = "Île-de-France"
    zone = "metro"
    parent = Shared(NationFactory)


class DepartementFactory(TerritoryFactory):
    level = Level.DEPARTEMENT
    code = "93"
    name = "Seine-Saint-Denis"
    zone = "metro"
    lon, lat = 2.45, 48.91
    parent = Shared(RegionFactory)


class EpciFactory(TerritoryFactory):
    level = Level.EPCI
    code = factory.Sequence(lambda number: f"2000{number:05}")
    name = factory.Sequence(lambda number: f"Métropole {number}")
    parent = Shared(NationFactory)


class CommuneFactory(TerritoryFactory):
    """Without an EPCI unless one is given."""

    level = Level.COMMUNE
    kind = "COM"
    code = factory.Sequence(lambda number: f"93{number:03}")
    name = factory.Sequence(lambda number: f"Commune {number}")
    zone = "metro"
    population = 20_000
    lon, lat = 2.36, 48.93
    postal_codes = factory.LazyAttribute(lambda place: [place.code])
    parent = Shared(DepartementFactory)
