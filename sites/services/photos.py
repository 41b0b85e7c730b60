"""Photos of an observation: joined as it is recorded, taken away by who joined them or by a pilot."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from actors.models import User
from cms.enums import FileKind
from collaboration.services.attachments import keep_files, remove_files
from collaboration.services.journal import Files
from sites.models import Observation, ObservationPhoto
from sites.rules.photos import can_remove_photo
from sites.services.steps import announce


@transaction.atomic
def with_photos(verb: Callable[..., Observation], *, photos: Files, **said: Any) -> Observation:
    """What `verb` records (record_observation, correct_observation) and its photos, or nothing at all."""
    observation = verb(**said)
    keep_files(
        photos.uploaded,
        make=lambda: ObservationPhoto(observation=observation),
        description=photos.description,
        only=FileKind.IMAGE,
    )
    return observation


@transaction.atomic
def remove_photo(*, user: User, photo: ObservationPhoto) -> None:
    """For ever, off the disk."""
    if not can_remove_photo(user, photo.observation):
        raise PermissionDenied
    remove_files([photo])
    announce(photo.observation.site, "sites.remove_photo", user=user, data={"observation": photo.observation_id})
