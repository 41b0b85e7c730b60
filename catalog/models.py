"""What is published, one row per thing and audience."""

from typing import Any

import orjson
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from actors.enums import Noun
from catalog.enums import Audience
from catalog.querysets import DepartureQuerySet, EntryQuerySet
from catalog.validators import validate_terms


class Entry(models.Model):
    """One document of one thing for one audience, or the trace of its withdrawal.

    `change` follows commit order: a reader who has seen n misses nothing by asking for what is above n.
    `document`, `feature` and `content` are JSON texts, written once at publication and served as they are.
    `fingerprint` sums up all that a document says, search text included: the same again is not written again.
    `cell` is the Morton key of the point (territories.rules.morton), an ordinary index for tiles and boxes.
    """

    noun = models.CharField(max_length=12, choices=Noun)
    audience = models.CharField(max_length=14, choices=Audience)
    key = models.CharField(max_length=64, help_text="Stable and opaque: a page's translation key, a territory's code.")
    page_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    document = models.TextField()
    content = models.TextField(blank=True, default="", help_text="Of a page of prose: all that it says.")
    feature = models.TextField()
    territory_ids = ArrayField(models.BigIntegerField(), default=list)
    tags = ArrayField(models.CharField(max_length=80), default=list)
    people = models.PositiveIntegerField(null=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    cell = models.BigIntegerField(null=True)
    dated_on = models.DateField(null=True)
    text = models.TextField(blank=True, help_text="What is searched besides title and summary; for highlights.")
    search_vector = SearchVectorField(null=True)
    folded_title = models.CharField(max_length=300)
    fingerprint = models.UUIDField(null=True)
    change = models.BigIntegerField(unique=True)
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("catalogue entry")
        verbose_name_plural = _("catalogue entries")
        constraints = [models.UniqueConstraint(fields=["noun", "audience", "key"], name="entry_key")]
        indexes = [
            models.Index(
                F("noun"), F("audience"), F("dated_on").desc(nulls_last=True), F("change").desc(), name="entry_recent"
            ),
            models.Index(fields=["page_id"], name="entry_page"),
            # The last public change is asked for twenty times a second (catalog.queries.version).
            models.Index(fields=["change"], condition=models.Q(audience="public"), name="entry_public_change"),
            models.Index(fields=["cell"], name="entry_cell"),
            GinIndex(fields=["territory_ids"], name="entry_territories"),
            GinIndex(fields=["tags"], name="entry_tags"),
            GinIndex(fields=["search_vector"], name="entry_search"),
            GinIndex(fields=["folded_title"], opclasses=["gin_trgm_ops"], name="entry_title_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.audience})"

    @cached_property
    def data(self) -> dict[str, Any]:
        return orjson.loads(self.document)


class Departure(models.Model):
    """A thing has left places: who read it there, and nowhere else, has to forget it, or what they knew more of it.

    The fields are named as those of entries: the same conditions find what someone reads and what left their sight.
    """

    noun = models.CharField(max_length=12)
    key = models.CharField(max_length=64)
    page_id = models.BigIntegerField(null=True, help_text="The page that it was, if it is another now.")
    territory_ids = ArrayField(models.BigIntegerField(), default=list, help_text="Those that it is no longer in.")
    change = models.BigIntegerField(unique=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        verbose_name = _("departure")
        verbose_name_plural = _("departures")

    def __str__(self) -> str:
        return f"{self.noun} {self.key}"


class SearchedEntry(index.Indexed, Entry):
    """An entry as another search engine reads it, where there is one (catalog.queries.engine)."""

    class Meta:
        proxy = True

    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("summary", boost=2),
        index.SearchField("text"),
        index.FilterField("noun"),
        index.FilterField("audience"),
    ]

    @classmethod
    def get_indexed_objects(cls) -> EntryQuerySet:
        """None, for Wagtail's own commands: they would copy what members read into the editor's index."""
        return cls.objects.none()


class EngineState(models.Model):
    """Up to which change another search engine has followed the catalogue."""

    change = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of the search engine")
        verbose_name_plural = _("states of the search engine")

    def __str__(self) -> str:
        return str(self.change)


class AreaTotals(models.Model):
    """What all the areas of one day hold together, told so that it narrows none of them (catalog.rules.totals)."""

    as_of = models.DateField(unique=True)
    open_sites = models.PositiveIntegerField(null=True)
    people = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("totals of the areas")
        verbose_name_plural = _("totals of the areas")
        ordering = ["-as_of"]

    def __str__(self) -> str:
        return self.as_of.isoformat()


class SynonymGroup(models.Model):
    """Ways of writing one thing, kept by editors: whoever looks for one finds the others."""

    terms = models.TextField(
        _("words"),
        validators=[validate_terms],
        help_text=_("Two at least, with commas between: MOUS, maîtrise d’œuvre urbaine et sociale."),
    )
    note = models.CharField(_("note for the editors"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["terms", "pk"]

    def __str__(self) -> str:
        return self.terms


class Asked(models.Model):
    """That somebody found nothing for some words, this month. Neither the words nor who can be read from it.

    `words` and `who` are keyed digests; `who` differs for each words and month, so that it follows nobody.
    """

    words = models.CharField(max_length=32)
    who = models.CharField(max_length=32)
    month = models.DateField()

    class Meta:
        verbose_name = _("search without result, hidden")
        verbose_name_plural = _("searches without result, hidden")
        constraints = [models.UniqueConstraint(fields=["month", "words", "who"], name="asked_once_by_each")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Unanswered(models.Model):
    """Words for which several people found nothing in one month: written from the day they are enough."""

    words = models.CharField(_("words"), max_length=80)
    month = models.DateField(_("month"))
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-month", "-people", "words"]
        constraints = [models.UniqueConstraint(fields=["month", "words"], name="unanswered_once_a_month")]

    def __str__(self) -> str:
        return self.words
