"""In which words a reader is told of something that is said in several languages.

A document says its `language` and its `translations`, each with a language, a title, a summary and an address.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header


@dataclass(frozen=True)
class Told:
    """`language`: that of the words, where it is not the original's; `fields`: what else is said in it."""

    title: str
    summary: str
    url: str
    language: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


def preferred(accepted: str, *, asked: Iterable[str] = ()) -> list[str]:
    """Languages of a reader, best first: those that they ask for, then those that their browser accepts."""
    said = [code for code, _weight in parse_accept_lang_header(accepted)]
    return [*asked, *(one for code in said for one in (code, code.partition("-")[0]))]


def told_in(entry: Any, languages: Sequence[str]) -> Told:
    """In the first of the languages that there is; otherwise as the original says it."""
    original = Told(entry.title, entry.summary, entry.url)
    translations = entry.data.get("translations") if settings.PRACTICE_LANGUAGES and languages else None
    if not translations:
        return original
    by_language = {one["language"]: one for one in translations}
    for code in languages:
        if code == entry.data["language"]:
            break
        if code in by_language:
            found = by_language[code]
            return Told(found["title"], found["summary"], found["url"], code, found)
    return original
