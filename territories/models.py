"""One table of places for any country."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from territories.enums import CommuneKind, Level
from territories.querysets import TerritoryQuerySet
from territories.rules.keys import PlaceKey


class Territory(models.Model):
    """A place. Its key is (country, level, kind, code); names repeat and codes change over time.

    `ancestor_ids` holds the place itself, its parents up to the nation, and its EPCI: "is inside" is one array test,
    the same for every level and every country.
    """

    country = models.CharField(_("country"), max_length=2, default="FR", help_text=_("ISO 3166-1 code"))
    level = models.CharField(_("level"), max_length=12, choices=Level)
    kind = models.CharField(_("kind"), max_length=8, blank=True)
    code = models.CharField(_("code"), max_length=32)
    name = models.CharField(_("name"), max_length=160)
    search_name = models.CharField(max_length=160, editable=False, help_text="territories.rules.text.search_key(name)")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    epci = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="members")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="former")
    ancestor_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    postal_codes = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    zone = models.CharField(max_length=8, blank=True, help_text="metro, drom or com, for France.")
    is_fictitious = models.BooleanField(default=False)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [
            models.UniqueConstraint(fields=["country", "level", "kind", "code"], name="territory_key"),
        ]
        indexes = [
            GinIndex(fields=["ancestor_ids"], name="territory_ancestors"),
            models.Index(fields=["search_name"], name="territory_name"),
            GinIndex(fields=["postal_codes"], name="territory_postal_codes"),
            GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="territory_search_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return str(PlaceKey(country=self.country, level=self.level, kind=self.kind, code=self.code))

    def line(self) -> list[int]:
        """What `ancestor_ids` must hold: the place itself, what it is inside of up to the nation, then its EPCI.

        Around Paris an EPCI (Plaine Commune) is inside another (the métropole), which comes last. A place that was
        replaced is inside its successor, so that what is tied to it is found there.
        """
        above = self.successor or self.parent
        around = self.epci.ancestor_ids if self.epci else []
        return list(dict.fromkeys([self.pk, *(above.ancestor_ids if above else []), *around]))

    def today(self) -> Territory:
        """The place of today: the successor of what was replaced, the commune of an arrondissement. Reads them."""
        if self.successor:
            return self.successor
        return self.parent if self.kind == CommuneKind.ARM and self.parent else self

    @property
    def label(self) -> str:
        """The name that tells homonyms apart: "Saint-Denis (93)", "Saint-Denis (974)". Reads the parent."""
        if self.level == Level.DEPARTEMENT:
            return f"{self.name} ({self.code})"
        if self.level == Level.COMMUNE and self.parent:
            within = self.parent if self.parent.level == Level.DEPARTEMENT else self.parent.parent
            return f"{self.name} ({within.code})" if within else self.name
        return self.name


class Outline(models.Model):
    """The simplified border of a place: WKB in WGS84 degrees, with its box so that few are opened to place a point."""

    territory = models.OneToOneField(Territory, models.CASCADE, primary_key=True, related_name="outline")
    wkb = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        verbose_name = _("outline")
        indexes = [models.Index(fields=["west", "east", "south", "north"], name="outline_box")]

    def __str__(self) -> str:
        return f"{self.territory}"
