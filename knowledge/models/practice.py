"""A practice: a way of doing that worked, described so that others can take it up."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from actions.enums import Theme
from actors.enums import Noun
from cms.blocks import RICH_TEXT_FEATURES
from cms.fields import ChoicesField, PlainStreamField, WebAddressField
from cms.models import ListedPage, PlatformPage, StructuredPage
from knowledge.blocks import CollectionBlock, StepsBlock
from knowledge.enums import SiteNeed, TerritoryKind
from knowledge.models.evaluation import Evaluation
from knowledge.panels import COLLECTION_PANELS, PRACTICE_PANELS
from knowledge.rules.languages import digest_of, platform_language
from knowledge.rules.review import next_review


class PracticeIndexPage(ListedPage):
    intro = models.TextField(_("introduction"), max_length=500, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["knowledge.PracticePage", "knowledge.CollectionPage"]
    content_panels = [*ListedPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("practices index")


def _prose(label: Any) -> RichTextField:
    return RichTextField(label, blank=True, features=RICH_TEXT_FEATURES)


class PracticePage(StructuredPage):
    noun = Noun.PRACTICE
    has_journal = True
    # Proposed by one person, read by another: editors as well.
    four_eyes = True
    compared = (
        "title", "summary", "problem", "context", "steps", "people", "duration", "cost", "results", "success_factors",
        "cautions", "resources", "contact", "themes", "main_need", "site_needs", "territory_kinds", "organisation",
        "actions", "licence", "author_credit", "source_url",
    )  # fmt: skip

    summary = models.TextField(_("summary"), max_length=500)
    problem = _prose(_("the problem"))
    context = _prose(_("the context in which it was tried"))
    steps = PlainStreamField(StepsBlock(), blank=True, verbose_name=_("what was done"))
    people = models.CharField(_("people it takes"), max_length=300, blank=True)
    duration = models.CharField(_("time"), max_length=200, blank=True)
    cost = models.CharField(_("cost"), max_length=300, blank=True)
    results = _prose(_("results"))
    success_factors = _prose(_("what made it work"))
    cautions = _prose(_("what to beware of"))
    resources = _prose(_("resources"))
    contact = models.CharField(_("contact"), max_length=300, blank=True)
    themes = ChoicesField(models.CharField(max_length=20, choices=Theme), default=list, verbose_name=_("themes"))
    main_need = models.CharField(
        _("the need it answers first"),
        max_length=24,
        choices=SiteNeed,
        blank=True,
        help_text=_("Where a site has it, the practice is proposed before the others."),
    )
    site_needs = ChoicesField(
        models.CharField(max_length=24, choices=SiteNeed), default=list, blank=True, verbose_name=_("needs it answers")
    )
    territory_kinds = ChoicesField(
        models.CharField(max_length=12, choices=TerritoryKind), default=list, blank=True, verbose_name=_("territories")
    )
    organisation = models.ForeignKey(
        "actors.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("organisation"),
    )
    actions = ParentalManyToManyField(
        "actions.ActionPage", blank=True, related_name="practices", verbose_name=_("actions that applied it")
    )
    licence = models.CharField(_("licence"), max_length=80, default="Licence Ouverte 2.0")
    author_credit = models.CharField(_("author"), max_length=200, blank=True)
    source_url = WebAddressField(_("source"), blank=True)
    review_on = models.DateField(_("to be reviewed on"), null=True, blank=True, default=next_review)
    language = models.CharField(_("language"), max_length=12, default=platform_language, editable=False)
    translation_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="translations",
        verbose_name=_("translation of"),
    )
    # What the original said when the translation was last known to follow it (knowledge.rules.languages.digest_of).
    translated_from = models.CharField(max_length=32, blank=True, editable=False)
    register = models.CharField(_("register"), max_length=60, blank=True, editable=False)
    external_id = models.CharField(_("identifier in the register"), max_length=120, blank=True, editable=False)

    content_panels = PRACTICE_PANELS
    # A copy made in the editor is a practice of its own.
    exclude_fields_in_copy = ["translation_of", "translated_from"]
    parent_page_types = ["knowledge.PracticeIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "external_id"],
                condition=~models.Q(external_id=""),
                name="practice_of_register",
            ),
            models.UniqueConstraint(
                fields=["translation_of", "language"],
                condition=models.Q(translation_of__isnull=False),
                name="practice_translated_once",
            ),
        ]

    @property
    def original(self) -> "PracticePage":
        """The practice itself: what is taken up, voted for, graded and counted, in whichever language it is read."""
        return self.translation_of or self

    def get_view_restrictions(self) -> Any:
        """What editors close to the public is closed in every language."""
        own = super().get_view_restrictions()
        return own | self.translation_of.get_view_restrictions() if self.translation_of else own

    @property
    def is_behind(self) -> bool:
        """Whether it is a translation of what its original no longer says."""
        return self.translation_of is not None and self.translated_from != digest_of(self.translation_of)

    @property
    def standing_evaluations(self) -> list[Evaluation]:
        """But for those that were taken off; of what was prefetched, where it was."""
        return [one for one in self.evaluations.all() if one.removed_at is None]


class CollectionPage(PlatformPage):
    """Practices that editors put together, in their order; with a theme, those of the theme come below."""

    intro = models.TextField(_("introduction"), max_length=500)
    theme = models.CharField(_("theme"), max_length=20, choices=Theme, blank=True)
    body = PlainStreamField(CollectionBlock(), blank=True, verbose_name=_("practices and texts"))

    content_panels = COLLECTION_PANELS
    parent_page_types = ["knowledge.PracticeIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("collection of practices")
        verbose_name_plural = _("collections of practices")
