"""Looking at the links of published practices, once a week: those to the web, and those to pages of ours."""

from collections.abc import Callable, Iterator
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from actors.services.outside import Refusal, ask
from knowledge.models import LinkCheck, PracticePage
from knowledge.rules.links import external_links, is_broken, linked_pages
from knowledge.services.practice import PROSE

MOST_HOPS, AGENT = 5, "verification-des-liens"
# What an address may hold as it is: the rest is written in percents.
SAFE = "/%:?#[]@!$&'()*+,;=~-._"
REDIRECTS = frozenset({301, 302, 303, 307, 308})

Ask = Callable[[str], int | None]


def check_links(*, ask: Ask | None = None) -> int:
    """How many are broken. Each address is asked once, however many practices give it; old ones are forgotten."""
    answers: dict[str, int | None] = {}
    look = ask or status_of
    broken = 0
    for practice in PracticePage.objects.live().prefetch_related("evaluations").order_by("pk").iterator(chunk_size=100):
        found = {url: answers[url] if url in answers else look(url) for url in _external(practice)}
        answers |= found
        broken += _write(practice, found | _internal(practice))
    return broken


def status_of(url: str) -> int | None:
    """What an address of the web answers at the end of its redirections; None if nobody does, or inside our walls."""
    for _hop in range(MOST_HOPS):
        try:
            # An editor's link must not make the server knock at doors of its own network: each hop is judged.
            answer = ask(_written(url), headers={"User-Agent": AGENT}, wants_head=True)
        except (Refusal, OSError, ValueError):
            return None
        if answer.status not in REDIRECTS or not answer.location:
            return answer.status
        url = urljoin(url, answer.location)
    return None


def _written(url: str) -> str:
    """As it travels: accents of a path are written in percents, those of a name by the DNS's own rule."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(parts.scheme)
    server = quote(parts.netloc.rpartition("@")[2].encode("idna").decode(), safe="[]:")
    return urlunsplit((parts.scheme, server, quote(parts.path, safe=SAFE), quote(parts.query, safe=SAFE), ""))


def _texts(practice: PracticePage) -> list[str]:
    steps = [block.value["text"].source for block in practice.steps if block.block_type == "step"]
    return [*(getattr(practice, name) for name in PROSE), *steps]


def _external(practice: PracticePage) -> list[str]:
    given = [practice.source_url, *(one.url for one in practice.standing_evaluations)]
    return list(dict.fromkeys([*(url for url in given if url), *external_links(_texts(practice))]))


def _internal(practice: PracticePage) -> dict[str, int | None]:
    """Pages of ours that are no longer published, by the address that they had."""
    wanted = linked_pages(_texts(practice))
    there = {page.pk: page for page in Page.objects.filter(pk__in=wanted).order_by("pk")}
    return {_address(number, there.get(number)): _answer(there.get(number)) for number in sorted(wanted)}


def _address(number: int, page: Page | None) -> str:
    return (page.full_url if page else None) or f"https://page.invalid/{number}"


def _answer(page: Page | None) -> int:
    return 200 if page and page.live else 404


@transaction.atomic
def _write(practice: PracticePage, answers: dict[str, int | None]) -> int:
    known = {link.url: link for link in practice.links.all()}
    practice.links.exclude(url__in=answers).delete()
    rows = list(_rows(practice, answers, known))
    LinkCheck.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["practice", "url"],
        update_fields=["status", "is_broken", "broken_since", "checked_at"],
    )
    return sum(row.is_broken for row in rows)


def _rows(practice: PracticePage, answers: dict[str, int | None], known: dict[str, LinkCheck]) -> Iterator[LinkCheck]:
    now = timezone.now()
    for url, status in answers.items():
        broken, before = is_broken(status), known.get(url)
        since = (before.broken_since if before and before.is_broken else timezone.localdate(now)) if broken else None
        yield LinkCheck(practice=practice, url=url, status=status, is_broken=broken, broken_since=since, checked_at=now)
