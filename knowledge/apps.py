from django.apps import AppConfig
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from collaboration.enums import NotificationKind
from collaboration.registry import Happening

# What people are told of: its author, and those who follow the practice.
HAPPENINGS = {
    "knowledge.adopt": Happening(NotificationKind.CHANGE, _("A good practice was taken up")),
    "knowledge.close_adoption": Happening(NotificationKind.CHANGE, _("What came of an adoption was said")),
    "knowledge.follow_up_adoption": Happening(NotificationKind.CHANGE, _("What has become of an adoption was said")),
    "knowledge.endorse": Happening(NotificationKind.CHANGE, _("A good practice was recommended")),
    "knowledge.attach_evaluation": Happening(NotificationKind.CHANGE, _("A good practice was evaluated from outside")),
    "knowledge.ask_follow_up": Happening(
        NotificationKind.ADDRESSED, _("What has become of a practice that you took up? It is asked of you")
    ),
    "knowledge.ask_end": Happening(
        NotificationKind.ADDRESSED, _("What came of a practice that you took up a year ago? It is asked of you")
    ),
    "knowledge.answer": Happening(
        NotificationKind.ANSWER, _("Your question to the community has an answer"), url_name="questions"
    ),
    "knowledge.accept_answer": Happening(
        NotificationKind.ANSWER, _("Your answer was the right one"), url_name="questions"
    ),
}


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        if set(settings.PRACTICE_LANGUAGES) - LANG_INFO.keys():
            raise ImproperlyConfigured("PRACTICE_LANGUAGES must be codes of languages, such as ro, bg or en.")
        from actors.enums import Noun
        from catalog.registry import registry  # (models are loaded first)
        from collaboration.registry import sign_up_happenings, sign_up_week
        from knowledge import receivers  # noqa: F401 (it listens by being imported)
        from knowledge.queries.content import CONTENTS, KIN  # (models are loaded first)
        from knowledge.queries.documents import PRACTICES  # (models are loaded first)
        from knowledge.queries.week import week_of_practices  # (models are loaded first)
        from knowledge.queries.words import CALLED, MEANINGS  # (models are loaded first)

        registry.sign_up(PRACTICES)
        for kin in KIN:
            registry.sign_up_kin(kin)
        registry.contents.update(CONTENTS)
        registry.mean(*MEANINGS)
        registry.called[Noun.PRACTICE] = CALLED
        sign_up_happenings(HAPPENINGS)
        sign_up_week(week_of_practices)
