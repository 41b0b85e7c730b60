"""Disks that are full, for real: small ones, held by the kernel. Each is emptied again, and everything goes on."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from io import BytesIO, StringIO
from pathlib import Path

import psycopg
import pyrage
import pytest
from django.core.files.storage import FileSystemStorage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

from cms.rules.disk import Folder
from collaboration.models import Attachment, JournalEntry
from sites.models import Observation
from tests.factories.actors import ScopeFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory
from tests.upkeep.faults.people import UNKNOWN
from tests.upkeep.faults.stage import UNANSWERED, wait
from upkeep.queries.backups import backup_names

FULL = "Il n’y a plus de place"
MEGABYTE = 1 << 20


@pytest.fixture
def disk():
    """`disk(megabytes)`: the folder of a disk of that size, which any account may reach."""
    mounted = []

    def mount(megabytes: int) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="disk-", dir="/var/tmp"))
        order = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(folder)]
        if os.geteuid() != 0 or subprocess.run(order, capture_output=True, check=False).returncode:
            folder.rmdir()
            pytest.skip("this machine lets nobody mount a small disk")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)
        folder.rmdir()


@contextmanager
def filled(folder: Path, *, but: int = 0):
    """Nothing more can be written there, `but` for so many bytes."""
    ballast = folder / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as written:
        for piece in (MEGABYTE, 4096):
            with suppress(OSError):
                while shutil.disk_usage(folder).free - piece >= but:
                    written.write(bytes(piece))
    yield
    ballast.unlink()


@pytest.fixture
def folder(disk, settings, monkeypatch):
    """What people send is kept on a disk of eight megabytes."""
    root = disk(8)
    kept = {
        name: {"BACKEND": "cms.rules.disk.Folder", "OPTIONS": {"location": str(root / name), "base_url": "/media/"}}
        for name in ("default", "private")
    }
    settings.STORAGES = settings.STORAGES | kept
    for name in kept:
        (root / name).mkdir()
    for field in ("file", "preview"):  # which have chosen theirs when they were made
        monkeypatch.setattr(Attachment._meta.get_field(field), "storage", storages["private"])
    return root


def photo(name="photo.jpg", side=1400):
    """Noise, which does not get smaller."""
    written = BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(3 * side * side)).save(written, format="JPEG", quality=92)
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/jpeg")


def kept_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and path.name != "ballast"]


@pytest.fixture
def pilot(db):
    return ScopeFactory(territory=CommuneFactory().parent).user


@pytest.mark.parametrize(("files", "room"), [(1, 0), (2, 3 * MEGABYTE)], ids=["one photo", "the second of two"])
def test_a_message_whose_photo_does_not_fit_is_asked_again_as_it_was_typed(client, pilot, folder, files, room):
    site = SitePageFactory(commune=CommuneFactory())
    client.force_login(pilot)
    address = reverse("journal", args=[site.translation_key])

    def send():
        return client.post(address, {"text": "Deux familles sont parties", "photos": [photo() for _n in range(files)]})

    with filled(folder, but=room):
        answer = send()
        page = answer.content.decode()
        assert (answer.status_code, FULL in page, "Deux familles sont parties" in page) == (200, True, True)
        assert (JournalEntry.objects.count(), kept_files(folder)) == (0, [])
    assert send().status_code == 302
    assert JournalEntry.objects.get().attachments.count() == files


def test_a_picture_of_the_editor_that_does_not_fit_is_refused_on_its_field(client, pilot, folder):
    ScopeFactory(user=pilot, role="national", territory=CommuneFactory().parent.parent.parent)
    client.force_login(pilot)
    images, asked = get_image_model().objects, {"title": "Le pont", "tags": ""}
    with filled(folder):
        answer = client.post(reverse("wagtailimages:add"), asked | {"file": photo()})
        assert answer.status_code == 200
        assert FULL in str(answer.context["form"].errors["file"])
        assert "Le pont" in answer.content.decode()
        assert (images.count(), kept_files(folder)) == (0, [])
    client.post(reverse("wagtailimages:add"), asked | {"file": photo()})
    assert images.count() == 1


def test_a_disk_that_fills_up_meanwhile_is_told_as_an_absence_that_ends(client, pilot, folder, monkeypatch):
    ScopeFactory(user=pilot, role="national", territory=CommuneFactory().parent.parent.parent)
    client.force_login(pilot)
    client.raise_request_exception = False
    monkeypatch.setattr(Folder, "refuse_without_room", lambda *_: None)
    with filled(folder):
        answer = client.post(reverse("wagtailimages:add"), {"title": "Le pont", "tags": "", "file": photo()})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert ">\nLe pont</textarea>" in answer.content.decode()
    assert kept_files(folder) == []


def test_a_backup_that_does_not_fit_says_so_and_leaves_nothing(db, disk, settings):
    vault, files = disk(4), disk(8)
    settings.BACKUP_RECIPIENTS = [str(pyrage.x25519.Identity.generate().to_public())]
    plain = "django.core.files.storage.FileSystemStorage"
    places = {"backups": vault, "default": files / "media", "private": files / "private"}
    settings.STORAGES = settings.STORAGES | {
        name: {"BACKEND": plain, "OPTIONS": {"location": str(place)}} for name, place in places.items()
    }
    storages["default"].save("film.mp4", BytesIO(os.urandom(6 * MEGABYTE)))
    with pytest.raises(CommandError, match=r"No space left on device"):
        call_command("backup", stdout=StringIO())
    assert (backup_names(), kept_files(vault), list(vault.iterdir())) == ([], [], [])
    FileSystemStorage(location=files / "media").delete("film.mp4")
    call_command("backup", stdout=StringIO())
    assert len(backup_names()) == 1


def _write_a_journal_without_end(stage) -> None:
    """Segments of WAL: where it finds no room for them, a server stops at once rather than lose anything."""
    where = {"host": str(stage.home.sockets), "user": "postgres", "dbname": "resorption"}
    with psycopg.connect(**where, autocommit=True) as ours:
        for _segment in range(200):
            ours.execute("SELECT pg_logical_emit_message(false, 'x', 'x'), pg_switch_wal()")
    raise AssertionError("there was room")


def test_a_database_without_room_keeps_what_it_has_and_goes_on_when_there_is_room_again(disk, build):
    """On a disk of its own, its journal (WAL) included: some writes end with the server, which is started again."""
    root = disk(400)
    stage = build(data=root)
    site = SitePageFactory(commune=CommuneFactory(), title="Les Peupliers")
    pilot = ScopeFactory(territory=site.commune.parent).user
    cookies = stage.log_in(pilot)
    stage.start()
    path = f"/sites/{site.slug}/actualiser/"

    def observe(comment: str):
        said = UNKNOWN | {"people": 30, "observed_on": "2026-01-02", "confirmed": "on", "comment": comment}
        with suppress(*UNANSWERED):
            return stage.ask("POST", path, cookies=cookies, fields=said)

    assert observe("avant")[0] == 302
    assert stage.ask("GET", "/")[0] == 200
    taken, refused = ["avant"], []
    with filled(root):
        while len(refused) < 3:
            comment = f"plein {len(taken) + len(refused)} " + os.urandom(900).hex()
            status, headers, page = observe(comment)
            if status == 302:
                taken.append(comment)
                continue
            refused.append(comment)
            assert (status, headers.get("retry-after")) == (503, "30"), page[-2000:]
            assert comment.encode() in page
        assert stage.ask("GET", "/")[0] == 200
        with suppress(psycopg.OperationalError):
            _write_a_journal_without_end(stage)
        time.sleep(1)
        assert observe("panne")[0] == 503
        assert stage.ask("GET", "/")[0] == 200
    if had_stopped := not stage.home.is_ready():
        stage.home.start()  # its supervisor's to do: systemd (Restart=on-failure), Docker
    wait(lambda: (observe("après") or [0])[0] == 302, what="it takes observations again")
    connection.close()
    found = set(Observation.objects.values_list("comment", flat=True))
    assert found == {*taken, "après"}
    sys.stdout.write(
        f"{len(taken) - 1} written before it was full, {len(refused)} refused, server stopped: {had_stopped}\n"
    )
