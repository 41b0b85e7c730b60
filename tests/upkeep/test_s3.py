"""Backups and uploaded files in a bucket: against a server that speaks S3 on this machine."""

import os
import runpy
from pathlib import Path
from urllib.request import Request, urlopen

import boto3
import pyrage
import pytest
from botocore.exceptions import ConnectionClosedError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import FileField
from django.urls import reverse
from moto.server import ThreadedMotoServer
from wagtail.images import get_image_model

from actors.enums import Role
from collaboration.models import Attachment
from collaboration.services import write_in_journal
from collaboration.services.journal import Files
from tests.collaboration.conftest import photo
from tests.factories import NationFactory, ScopeFactory, UserFactory
from tests.factories.sites import SitePageFactory
from upkeep.queries.backups import backup_names
from upkeep.services.backup import forget_backups, make_backup
from upkeep.services.errors import UpkeepError
from upkeep.services.restoring import check_backup

KEY = pyrage.x25519.Identity.generate()


BASE = Path(__file__).resolve().parents[2] / "config" / "settings" / "base.py"
READ_AT = "https://fichiers.example/resorption"


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(server, settings, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "for-tests")
    place = {"endpoint_url": server, "region_name": "eu-west-3"}
    client = boto3.client("s3", **place)
    client.create_bucket(Bucket="coffre", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    options = {"bucket_name": "coffre", "file_overwrite": False, **place}
    settings.STORAGES = settings.STORAGES | {
        "backups": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    settings.BACKUP_RECIPIENTS = [str(KEY.to_public())]
    yield client
    # Its buckets would outlive it, in this process.
    urlopen(Request(f"{server}/moto-api/reset", method="POST")).close()


def test_a_bucket_holds_backups_that_can_be_read_and_finds_what_is_damaged(bucket, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        name = make_backup()
    assert backup_names() == [name]
    assert len(check_backup(name, identity=KEY).tables) > 100
    key = f"{name}/database.age"
    whole = bucket.get_object(Bucket="coffre", Key=key)["Body"].read()
    bucket.put_object(Bucket="coffre", Key=key, Body=whole[:-1])
    with pytest.raises(UpkeepError, match="endommagé"):
        check_backup(name, identity=KEY)
    bucket.put_object(Bucket="coffre", Key="2001-01-01T000000Z/database.age", Body=b"cut short")
    assert forget_backups(keep=1) == ["2001-01-01T000000Z"]
    assert [one["Key"].split("/")[0] for one in bucket.list_objects_v2(Bucket="coffre")["Contents"]] == [name] * 5


@pytest.fixture
def cut_in_a_film(bucket, settings, monkeypatch):
    """The line is cut when the second part of a large file leaves; for good when `is_for_good`."""
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    files = storages["default"]
    name = files.save("film.mp4", ContentFile(os.urandom(9 << 20)))
    state = {"is_for_good": False, "is_cut": False}

    def cut(request, **_):
        state["is_cut"] |= "partNumber=2" in request.url
        if "partNumber=2" in request.url or (state["is_cut"] and state["is_for_good"]):
            raise ConnectionClosedError(endpoint_url=request.url)

    events = storages["backups"].connection.meta.client.meta.events
    events.register("before-send.s3", cut)
    yield state
    events.unregister("before-send.s3", cut)
    files.delete(name)


@pytest.mark.parametrize("is_for_good", [False, True], ids=["for a moment", "for good, as when the process is killed"])
def test_an_upload_that_is_cut_half_way_is_never_taken_for_a_backup(
    bucket, cut_in_a_film, django_db_setup, django_db_blocker, is_for_good
):
    cut_in_a_film["is_for_good"] = is_for_good
    with django_db_blocker.unblock(), pytest.raises(UpkeepError, match="n’a pas pu être écrite"):
        make_backup()
    cut_in_a_film["is_for_good"] = False
    uploading = bucket.list_multipart_uploads(Bucket="coffre").get("Uploads", [])
    assert cut_in_a_film["is_cut"]
    assert backup_names() == []
    if not is_for_good:
        assert (kept(bucket), uploading) == ([], [])
        return
    # What a bucket holds of a process that could say nothing more: whole objects, and parts that no list shows.
    [database] = kept(bucket)
    name, _slash, file = database.partition("/")
    assert file == "database.age"
    assert [one["Key"] for one in uploading] == [f"{name}/default.tar.age"]
    with pytest.raises(UpkeepError, match="interrompue"):
        check_backup(name, identity=KEY)
    # Parts are for the bucket to erase, after days (docs/backup.md); the objects go with the oldest backups.
    bucket.put_object(Bucket="coffre", Key="2999-01-01T000000Z/SHA256SUMS", Body=b"")
    assert forget_backups(keep=1) == [name]
    assert kept(bucket) == ["2999-01-01T000000Z/SHA256SUMS"]


def kept(client) -> list[str]:
    return sorted(one["Key"] for one in client.list_objects_v2(Bucket="coffre").get("Contents", []))


@pytest.fixture
def files(bucket, settings, monkeypatch):
    """Uploaded files there, as the settings make it of the environment."""
    monkeypatch.setenv("FILES_S3_BUCKET", "coffre")
    monkeypatch.setenv("FILES_S3_ENDPOINT", bucket.meta.endpoint_url)
    monkeypatch.setenv("FILES_S3_REGION", "eu-west-3")
    monkeypatch.setenv("FILES_S3_PUBLIC_URL", READ_AT)
    made = runpy.run_path(str(BASE))["STORAGES"]
    settings.STORAGES = settings.STORAGES | {name: made[name] for name in ("default", "private")}
    for field in Attachment._meta.get_fields():
        if isinstance(field, FileField):  # which asked for its storage when it was made
            monkeypatch.setattr(field, "storage", storages["private"])
    return bucket


# A copy of the picture that django-storages reads from the bucket is closed by the collector alone.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_of_the_editor_goes_to_the_bucket_with_its_sizes_and_goes_away_with_them(
    client, db, files, django_capture_on_commit_callbacks
):
    client.force_login(ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user)
    client.post("/admin/images/add/", {"title": "Pont", "file": photo(name="pont.jpg"), "collection": "1"})
    image = get_image_model().objects.get()
    drawn = image.get_rendition("fill-40x40")
    assert kept(files) == sorted(f"media/{one.file.name}" for one in (image, drawn))
    # Read by browsers where the setting says, without a signature that would end.
    assert drawn.url == f"{READ_AT}/media/{drawn.file.name}"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert kept(files) == []


def test_a_private_file_of_the_bucket_goes_by_the_platform_alone(client, db, files):
    author = ScopeFactory().user
    write_in_journal(user=author, page=SitePageFactory(), text="Visite", files=Files(uploaded=(photo(),)))
    joined = Attachment.objects.get()
    assert [one.split("/")[0] for one in kept(files)] == ["private", "private"]  # and its preview
    address = reverse("attachment", args=[joined.key])
    client.force_login(author)
    given = client.get(address)
    with storages["private"].open(joined.file.name) as opened:
        assert b"".join(given.streaming_content) == opened.read()
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    object_url = f"{files.meta.endpoint_url}/coffre/private/{joined.file.name}"
    assert object_url not in str(given.headers)
