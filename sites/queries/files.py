"""Files joined to observations and to procedures, for who may have them."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from actors.enums import Verb
from actors.rules import can
from sites.enums import Validation
from sites.models import Observation, ObservationPhoto, ProcedureDocument


def shown_photos() -> Prefetch:
    """For a query of observations: `shown_photos`, those that were not taken away. One query."""
    return Prefetch("photos", ObservationPhoto.objects.there(), to_attr="shown_photos")


def shown_documents() -> Prefetch:
    """For a query of procedures: `shown_documents`."""
    return Prefetch("documents", ProcedureDocument.objects.there(), to_attr="shown_documents")


def find_photo(user: Any, key: UUID) -> ObservationPhoto | None:
    """A photo still there, for who may know the exact place: it shows where people live."""
    there = ObservationPhoto.objects.there().filter(key=key)
    photo = there.select_related("observation__site__commune").first()
    return photo if photo and _reads(user, photo.observation) else None


def find_document(user: Any, key: UUID) -> ProcedureDocument | None:
    there = ProcedureDocument.objects.there().filter(key=key)
    document = there.select_related("procedure__site__commune").first()
    if document is None or not document.procedure.site.live:
        return None
    return document if can(user, Verb.READ_RESTRICTED, document.procedure.site) else None


def _reads(user: Any, observation: Observation) -> bool:
    """What counts is read by those who read the site; what waits or was refused, by its author and by who validates."""
    site = observation.site
    if not (site.live and can(user, Verb.READ_EXACT, site)):
        return False
    counts = observation.validation in {Validation.VALIDATED, Validation.CORRECTED}
    return counts or observation.author_id == user.pk or can(user, Verb.PUBLISH, site)
