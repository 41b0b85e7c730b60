"""The guided editor of a practice, in the order in which it is read."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel


class TranslationPanel(Panel):
    """What a translator and who reads it again must know: of what it is the translation, and whether that changed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "knowledge/editor/translation.html"

        def is_shown(self) -> bool:
            return self.instance.translation_of_id is not None and super().is_shown()


# What each part asks, in the editor and in the form of the front alike.
PROMPTS = {
    "problem": _("What was missing, for whom, and what it led to."),
    "context": _("What kind of place, and what made it possible there. Name no site."),
    "people": _("Who is needed, and for how long: trades rather than names."),
    "duration": _("Until the first result, then for as long as it lasts."),
    "cost": _("An order of magnitude, and who paid what."),
    "results": _("What was counted, before and after; what was not reached, too. No figure under 11 people."),
    "success_factors": _("Without what it would not have worked."),
    "cautions": _("What went wrong, and what others should do otherwise."),
    "resources": _("Models, guides, texts of law: with their links."),
    "contact": _("A service and its address, rather than a person."),
}


def _prompted(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name, help_text=PROMPTS[name]) for name in names]


PRACTICE_PANELS: list[Panel] = [
    TranslationPanel(heading=_("Translation")),
    MultiFieldPanel(
        [
            FieldPanel("title", help_text=_("What is done, in a sentence.")),
            FieldPanel("summary", help_text=_("What somebody in a hurry must know.")),
            FieldPanel("themes"),
        ],
        heading=_("The practice"),
    ),
    MultiFieldPanel(_prompted("problem", "context"), heading=_("Why and where")),
    MultiFieldPanel([FieldPanel("steps"), *_prompted("people", "duration", "cost")], heading=_("How")),
    MultiFieldPanel(_prompted("results", "success_factors", "cautions"), heading=_("What came of it")),
    MultiFieldPanel(
        [FieldPanel("main_need"), FieldPanel("site_needs"), FieldPanel("territory_kinds")], heading=_("Where it suits")
    ),
    MultiFieldPanel(
        [
            FieldPanel("organisation"),
            FieldPanel("author_credit"),
            *_prompted("contact", "resources"),
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
