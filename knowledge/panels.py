"""The guided editor of a practice, in the order in which it is read."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

PRACTICE_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("title", help_text=_("What is done, in a sentence.")),
            FieldPanel("summary", help_text=_("What somebody in a hurry must know.")),
            FieldPanel("themes"),
        ],
        heading=_("The practice"),
    ),
    MultiFieldPanel([FieldPanel("problem"), FieldPanel("context")], heading=_("Why and where")),
    MultiFieldPanel(
        [FieldPanel("steps"), FieldPanel("people"), FieldPanel("duration"), FieldPanel("cost")], heading=_("How")
    ),
    MultiFieldPanel(
        [FieldPanel("results"), FieldPanel("success_factors"), FieldPanel("cautions")], heading=_("What came of it")
    ),
    MultiFieldPanel(
        [FieldPanel("main_need"), FieldPanel("site_needs"), FieldPanel("territory_kinds")], heading=_("Where it suits")
    ),
    MultiFieldPanel(
        [
            FieldPanel("organisation"),
            FieldPanel("author_credit"),
            FieldPanel("contact"),
            FieldPanel("resources"),
            FieldPanel("source_url"),
            FieldPanel("licence"),
            FieldPanel("review_on", help_text=_("When an editor reads it again.")),
        ],
        heading=_("Who tells it"),
    ),
]

COLLECTION_PANELS: list[Panel] = [
    FieldPanel("title"),
    FieldPanel("intro", help_text=_("Whom it is for, and what they find here.")),
    FieldPanel("theme", help_text=_("Every practice of this theme is then listed below those that you choose.")),
    FieldPanel("body"),
]
