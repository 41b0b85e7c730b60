"""A practice in another language: a page of its own to write and review, the same practice to take up and to count."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.enums import Noun, Verb
from actors.models import User
from catalog.services import publish_pages
from cms.services import add_page, carry_over
from cms.services.steps import require
from knowledge.models import PracticeIndexPage, PracticePage
from knowledge.rules.languages import TOLD, digest_of, name_here, other_languages
from knowledge.services.steps import announce

# What a translation shares with its original from the first day, for the editor and for whoever prints it.
SHARED = (
    "themes",
    "main_need",
    "site_needs",
    "territory_kinds",
    "organisation",
    "licence",
    "author_credit",
    "source_url",
)


@transaction.atomic
def translate_practice(*, user: User, practice: PracticePage, language: str) -> PracticePage:
    """A draft of `practice` in another language, still in its words: its translator goes on from there."""
    require(user, Verb.DECLARE, Noun.PRACTICE)
    original = PracticePage.objects.select_for_update(of=("self",)).get(pk=practice.original.pk)
    if not original.live:
        raise PermissionDenied
    if language not in other_languages() or language == original.language:
        raise ValidationError({"language": _("Good practices are not translated into this language here.")})
    if original.translations.filter(language=language).exists():
        said = _("Somebody has begun this translation already: %(language)s.") % {"language": name_here(language)}
        raise ValidationError({"language": said}, code="begun")
    return _begin(original, language, user=user)


def _begin(original: PracticePage, language: str, *, user: User) -> PracticePage:
    facts = {name: getattr(original, name) for name in (*TOLD, *SHARED)}
    draft = PracticePage(**facts, owner=user, language=language, translation_of=original, live=False, review_on=None)
    draft.translated_from = digest_of(original)
    # Those of its title would be those of the original.
    draft.slug = f"{original.slug}-{language}"[:255]
    add_page(draft, parent=PracticeIndexPage.objects.get())
    draft.save_revision(user=user, log_action=False)
    log(instance=draft, action="knowledge.translate", user=user, data={"language": language})
    return draft


@transaction.atomic
def check_translation(*, user: User, translation: PracticePage) -> None:
    """Somebody who may publish has read it again beside its original: it follows."""
    require(user, Verb.PUBLISH, translation)
    if translation.translation_of is None:
        raise PermissionDenied
    digest = digest_of(translation.translation_of)
    PracticePage.objects.filter(pk=translation.pk).update(translated_from=digest)
    carry_over(translation, {"translated_from": digest})
    announce(translation, "knowledge.check_translation", user=user)


def withdraw_translations(original: PracticePage) -> None:
    """What is no longer said of a practice is no longer said in another language."""
    for translation in original.translations.filter(live=True).order_by("pk"):
        translation.unpublish()


def republish_translated(page_id: int) -> None:
    """The original of a translation that was closed to the public, or opened."""
    translation = PracticePage.objects.exclude(translation_of=None).filter(pk=page_id).first()
    if translation:
        republish_original(translation)


def republish_original(translation: PracticePage) -> None:
    """The catalogue holds a practice once, with its translations in it."""
    if translation.translation_of_id is not None:
        publish_pages([translation.original])
