"""Building the catalogue again from what is live. What has not changed keeps its change number."""

from collections.abc import Callable

from django.db import transaction
from wagtail.models import Page

from actors.enums import Noun, PrecisionPolicy
from actors.rules.precision import partner_precision, public_precision
from catalog.enums import Audience
from catalog.models import Entry
from catalog.querysets import policy_tag
from catalog.registry import CatalogNoun, registry
from catalog.services import entries
from catalog.services.entries import Outcome
from catalog.services.publication import publish_pages

BATCH = 200


def rebuild_catalog(*, progress: Callable[[CatalogNoun, int, int], None] = lambda *_: None) -> Outcome:
    """Publish every live page again, batch by batch, and withdraw the entries whose page is gone.

    Each batch is a transaction of its own: others publish in between. `progress(noun, done, total)` is told each batch.
    """
    outcome = Outcome()
    for noun in registry.published:
        page_ids = list(noun.page_model._default_manager.filter(live=True).order_by("pk").values_list("pk", flat=True))
        progress(noun, 0, len(page_ids))
        for start in range(0, len(page_ids), BATCH):
            batch = page_ids[start : start + BATCH]
            outcome += publish_pages(Page.objects.filter(pk__in=batch).order_by("pk"))
            progress(noun, start + len(batch), len(page_ids))
        outcome += _withdraw_the_gone(noun)
    return outcome


def is_of_another_policy() -> bool:
    """Whether sites were published before the precision of an audience was set as it is now."""
    sites, public, partners = Entry.objects.published().of(Noun.SITE), public_precision(), partner_precision()
    told = sites.filter(audience=Audience.PUBLIC)
    wanted = told.filter(tags__contains=[policy_tag(public)])
    exact = sites.filter(audience=Audience.PARTNER_EXACT)
    return sites.exists() and (
        told.count() != wanted.count()
        or wanted.exists() != (public != PrecisionPolicy.AREAS)
        or exact.exists() != (partners == PrecisionPolicy.EXACT)
    )


def _withdraw_the_gone(noun: CatalogNoun) -> Outcome:
    with transaction.atomic():
        entries.take_turn()
        live = Page.objects.filter(live=True).values("pk")
        orphans = Entry.objects.of(noun.noun).filter(page_id__isnull=False).exclude(page_id__in=live)
        return Outcome(withdrawn=entries.withdraw(orphans))
