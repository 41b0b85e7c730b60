from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

pytestmark = pytest.mark.django_db


def photo(kind: str = "JPEG") -> SimpleUploadedFile:
    """A picture that says where and with what it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "TelephoneSecret"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 56.0, 12.0)
    written = BytesIO()
    Image.new("RGB", (64, 40), "teal").save(written, kind, exif=exif)
    assert b"TelephoneSecret" in written.getvalue()
    return SimpleUploadedFile(f"photo.{kind.lower()}", written.getvalue(), f"image/{kind.lower()}")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_an_uploaded_picture_loses_where_it_was_taken(kind):
    form = get_image_form(get_image_model())(
        {"title": "Rampe d'eau", "collection": Collection.get_first_root_node().pk, "description": "Une rampe"},
        {"file": photo(kind)},
    )
    assert form.is_valid(), form.errors
    image = form.save()
    kept = image.file.open().read()
    assert b"TelephoneSecret" not in kept
    assert not Image.open(BytesIO(kept)).getexif()
    assert (image.width, image.height) == (64, 40)


def test_a_file_that_is_no_picture_is_refused_on_its_field():
    form = get_image_form(get_image_model())(
        {"title": "x", "collection": Collection.get_first_root_node().pk},
        {"file": SimpleUploadedFile("photo.jpeg", b"not a picture", "image/jpeg")},
    )
    assert "file" in form.errors
