"""In which languages a practice is read, and into which it may still be translated."""

from dataclasses import dataclass
from typing import Any

from actors.enums import Noun, Verb
from actors.rules import can
from knowledge.models import PracticePage
from knowledge.rules.languages import digest_of, name_here, name_of, other_languages


@dataclass(frozen=True)
class LanguageLine:
    """`name`: as its own readers call the language."""

    code: str
    name: str
    page: PracticePage
    is_shown: bool


def languages_of(page: PracticePage) -> list[LanguageLine]:
    """The original first; nothing where it is told in one language. Read once for a page, whose head says them too."""
    kept: list[LanguageLine] | None = getattr(page, "_languages", None)
    if kept is None:
        kept = page._languages = _languages(page)
    return kept


def _languages(page: PracticePage) -> list[LanguageLine]:
    """Nothing is asked where the deployer wants one language."""
    practice = page.original
    if practice.pk is None or not other_languages():
        return []
    told = practice.translations.live().filter(language__in=other_languages()).order_by("language")
    lines = [LanguageLine(one.language, name_of(one.language), one, one.pk == page.pk) for one in [practice, *told]]
    return lines if len(lines) > 1 else []


def untold_languages(practice: PracticePage, user: Any) -> list[tuple[str, str]]:
    """Code and name of those into which `user` may begin a translation."""
    if not other_languages() or not practice.live or not can(user, Verb.DECLARE, Noun.PRACTICE):
        return []
    told = {practice.language, *practice.translations.values_list("language", flat=True)}
    return [(code, name_here(code)) for code in other_languages() if code not in told]


def translations_behind() -> list[int]:
    """Keys of the translations, published or not, whose original has changed since."""
    translations = PracticePage.objects.exclude(translation_of=None).select_related("translation_of").order_by("pk")
    digests: dict[int, str] = {}
    found = []
    for one in translations.iterator(chunk_size=100):
        original = one.original
        digests[original.pk] = digests.get(original.pk) or digest_of(original)
        if one.translated_from != digests[original.pk]:
            found.append(one.pk)
    return found
