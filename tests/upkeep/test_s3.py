"""Backups and uploaded files in a bucket: against a server that speaks S3 on this machine."""

import runpy
from pathlib import Path
from urllib.request import Request, urlopen

import boto3
import pyrage
import pytest
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


@pytest.fixture
def bucket(settings, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "for-tests")
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    place = {"endpoint_url": f"http://127.0.0.1:{port}", "region_name": "eu-west-3"}
    client = boto3.client("s3", **place)
    client.create_bucket(Bucket="coffre", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    options = {"bucket_name": "coffre", "file_overwrite": False, **place}
    settings.STORAGES = settings.STORAGES | {
        "backups": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    settings.BACKUP_RECIPIENTS = [str(KEY.to_public())]
    yield client
    # Its buckets would outlive it, in this process.
    urlopen(Request(f"{place['endpoint_url']}/moto-api/reset", method="POST")).close()
    server.stop()


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
