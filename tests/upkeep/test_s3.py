"""The same backups, in a bucket: against a server that speaks S3 on this machine."""

import boto3
import pyrage
import pytest
from moto.server import ThreadedMotoServer

from upkeep.queries.backups import backup_names
from upkeep.services.backup import forget_backups, make_backup
from upkeep.services.errors import UpkeepError
from upkeep.services.restoring import check_backup

KEY = pyrage.x25519.Identity.generate()


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
