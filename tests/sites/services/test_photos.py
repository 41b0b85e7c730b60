"""Photos of an observation: cleaned, private, erased by who joined them or by a pilot."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from catalog.models import Entry
from catalog.services import publish_page
from collaboration.services.journal import Files
from sites.enums import Validation
from sites.models import Observation, ObservationPhoto
from sites.services import correct_observation, record_observation, with_photos
from tests.collaboration.conftest import photo
from tests.sites.views.test_forms_of_the_field import observed

TODAY = timezone.localdate()
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def observe(user, site, *files, **said):
    return with_photos(
        record_observation,
        photos=Files(uploaded=files, description="Une rampe d’eau"),
        user=user,
        site=site,
        observed_on=TODAY,
        values={"people": 42},
        **said,
    )


def shown(client, one, **asked):
    return client.get(reverse("observation_photo", args=[one.key]), asked)


def test_a_photo_is_joined_from_the_form_and_shown_on_the_sheet(client, site, people):
    client.force_login(people.trusted)
    said = observed(people="12", description="Une rampe d’eau") | {"photos": [photo(), photo(name="b.jpg")]}
    assert client.post(reverse("observe_site", args=[site.slug]), said).status_code == 302
    one, _other = ObservationPhoto.objects.order_by("pk")
    page = client.get(site.url).content.decode()
    assert f"{one.address}?apercu" in page
    assert 'alt="Une rampe d’eau"' in page
    answer = shown(client, one)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    with Image.open(BytesIO(b"".join(answer.streaming_content))) as picture:
        assert dict(picture.getexif()) == {}


@pytest.mark.parametrize(
    "file", [SimpleUploadedFile("photo.jpg", PDF), SimpleUploadedFile("photo.jpg", b"GIF89a"), photo(name="x")]
)
def test_only_pictures_are_photos_whatever_their_name(client, site, people, file):
    is_picture = file.name == "x"
    client.force_login(people.trusted)
    file.seek(0)
    answer = client.post(reverse("observe_site", args=[site.slug]), observed(people="12") | {"photos": [file]})
    assert answer.status_code == (302 if is_picture else 200)
    if not is_picture:
        assert list(answer.context["form"].errors) == ["photos"]
        assert answer.context["form"]["people"].value() == "12"
        assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [("pilot", 200), ("actor", 200), ("partner", 200), ("observer", 404), ("stranger", 404), ("editor", 404)],
)
def test_a_photo_is_for_those_who_may_know_the_exact_place(client, site, people, role, status):
    observe(people.trusted, site, photo())
    client.force_login(getattr(people, role))
    assert shown(client, ObservationPhoto.objects.get()).status_code == status


def test_nobody_else_gets_it_and_the_catalogue_knows_nothing_of_it(client, site, people):
    observe(people.trusted, site, photo())
    publish_page(site)
    one = ObservationPhoto.objects.get()
    assert shown(client, one).status_code == 302
    said = [one.file.name, str(one.key), "rampe"]
    for entry in Entry.objects.all():
        assert [word for word in said if word in " ".join(map(str, vars(entry).values()))] == []


def test_the_photo_of_what_waits_is_for_its_author_and_who_validates(client, site, people):
    observe(people.actor, site, photo())
    one = ObservationPhoto.objects.get()
    assert one.observation.validation == Validation.WAITING
    seen = {}
    for role in ("actor", "pilot", "partner", "trusted"):
        client.force_login(getattr(people, role))
        seen[role] = shown(client, one).status_code
    assert seen == {"actor": 200, "pilot": 200, "partner": 404, "trusted": 404}
    client.force_login(people.pilot)
    assert f"{one.address}?apercu" in client.get(reverse("validation_queue")).content.decode()


@pytest.mark.parametrize(("role", "status"), [("pilot", 302), ("trusted", 302), ("partner", 404), ("stranger", 404)])
def test_a_photo_is_erased_by_its_author_or_a_pilot(
    client, site, people, role, status, django_capture_on_commit_callbacks
):
    observe(people.trusted, site, photo())
    one = ObservationPhoto.objects.get()
    client.force_login(getattr(people, role))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("remove_photo", args=[one.key])).status_code == status
    is_gone = status == 302
    assert one.file.storage.exists(one.file.name) is not is_gone
    assert one.file.storage.exists(one.preview.name) is not is_gone
    client.force_login(people.pilot)
    assert shown(client, one).status_code == (404 if is_gone else 200)
    assert (one.address in client.get(site.url).content.decode()) is not is_gone


def test_photos_follow_the_version_that_counts(site, people):
    seen = observe(people.trusted, site, photo())
    correction = with_photos(
        correct_observation,
        photos=Files(uploaded=(photo(),)),
        user=people.pilot,
        observation=seen,
        observed_on=TODAY,
        values={"people": 43},
        reason="Recompté",
        confirmed=False,
    )
    assert [one.observation_id for one in ObservationPhoto.objects.all()] == [correction.pk] * 2


def test_when_one_photo_is_refused_nothing_is_recorded(site, people):
    with pytest.raises(Exception, match="broken"):
        observe(people.trusted, site, photo(), SimpleUploadedFile("broken.jpg", photo().read()[:900]))
    assert (Observation.objects.count(), ObservationPhoto.objects.count()) == (0, 0)
