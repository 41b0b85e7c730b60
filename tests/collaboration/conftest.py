"""Who meets around a journal, which hangs on a site or on an action alike."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from actors.models import User
from tests.factories.actions import ActionPageFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory
from tests.sites.conftest import People


@pytest.fixture
def commune(db):
    return CommuneFactory()


@pytest.fixture
def people(commune):
    return People(commune.parent)


@pytest.fixture
def site(commune):
    return SitePageFactory(commune=commune)


@pytest.fixture(params=["site", "action"])
def page(request, commune):
    if request.param == "site":
        return SitePageFactory(commune=commune)
    return ActionPageFactory(territory=commune.parent)


@pytest.fixture
def again():
    """The same person at their next request: scopes are read once a request."""
    return lambda user: User.objects.get(pk=user.pk)


def photo(*, name="photo.jpg", size=(800, 600), kind="JPEG", **options) -> SimpleUploadedFile:
    """A picture as a phone sends it, with the place where it was taken."""
    picture = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x010F] = "Téléphone de Camille"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 55.0, 51.0), 3: "E", 4: (2.0, 21.0, 39.0)})
    written = BytesIO()
    picture.save(written, kind, exif=exif, **options)
    return SimpleUploadedFile(name, written.getvalue(), "application/octet-stream")
