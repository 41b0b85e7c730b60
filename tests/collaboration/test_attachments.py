"""Files: what they are is found in them, cameras' notes go, nobody gets one without the right."""

import zipfile
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cms import validators
from cms.validators import identify
from collaboration.models import Attachment, JournalEntry
from collaboration.services import Audience, delete_message, hide_message, write_in_journal
from collaboration.services.attachments import MAX_SIDE, PREVIEW_SIDE
from collaboration.services.journal import Files
from tests.collaboration.conftest import photo

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def archive(*names, name="document.docx", mimetype="") -> SimpleUploadedFile:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for one in names:
            made.writestr(one, "<x/>")
    return SimpleUploadedFile(name, written.getvalue())


def upload(name, content):
    return SimpleUploadedFile(name, content)


def join(page, user, *files, **said):
    return write_in_journal(user=user, page=page, text="Photos jointes", files=Files(uploaded=files), **said)


# What they are


@pytest.mark.parametrize(
    ("uploaded", "suffix"),
    [
        (photo(), ".jpg"),
        (photo(kind="PNG", name="photo.jpg"), ".png"),
        (photo(kind="WEBP", name="photo"), ".webp"),
        (upload("rapport.txt", PDF), ".pdf"),
        (archive("word/document.xml"), ".docx"),
        (archive("xl/workbook.xml"), ".xlsx"),
        (archive("ppt/presentation.xml"), ".pptx"),
        (archive("content.xml", mimetype="application/vnd.oasis.opendocument.text"), ".odt"),
        (archive("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
    ],
)
def test_a_file_is_what_is_in_it_whatever_its_name(uploaded, suffix):
    assert identify(uploaded).suffix == suffix


@pytest.mark.parametrize(
    "uploaded",
    [
        upload("photo.jpg", b"<html><script>alert(1)</script></html>"),
        upload("photo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        upload("facture.pdf", b"MZ\x90\x00" + b"\0" * 200),
        upload("vide.pdf", b"."),
        upload("anime.jpg", b"GIF89a" + b"\0" * 40),
        archive("readme.txt", name="archive.zip"),
        archive("word/document.xml", "word/vbaProject.bin", name="macro.docm"),
        archive("content.xml", mimetype="text/html"),
        upload("casse.docx", b"PK\x03\x04" + b"\0" * 50),
        upload("casse.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\0" * 60),
    ],
)
def test_what_may_not_be_joined_is_refused_by_name(uploaded):
    with pytest.raises(ValidationError) as refused:
        identify(uploaded)
    assert uploaded.name in refused.value.messages[0]


def test_a_file_too_large_is_refused_with_the_limit(monkeypatch):
    monkeypatch.setitem(validators.MAX_BYTES, "image", 1000)
    with pytest.raises(ValidationError, match="trop lourd"):
        identify(photo())
    monkeypatch.setitem(validators.MAX_BYTES, "image", 10**9)
    monkeypatch.setattr(validators, "MAX_PIXELS", 1000)
    with pytest.raises(ValidationError, match="trop de pixels"):
        identify(photo())


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(ValidationError, match="ne peut pas être lu"):
        identify(photo())


# How they are kept


def test_a_photo_keeps_nothing_of_where_and_with_what_it_was_taken(page, people):
    uploaded = photo(size=(4000, 3000))
    assert b"Camille" in uploaded.read()
    join(page, people.actor, uploaded)
    kept = Attachment.objects.get()
    for stored, side in ((kept.file, MAX_SIDE), (kept.preview, PREVIEW_SIDE)):
        content = stored.open("rb").read()
        assert b"Camille" not in content
        with Image.open(BytesIO(content)) as picture:
            assert dict(picture.getexif()) == {}
            assert max(picture.size) == side
    assert (kept.name, kept.width, kept.height) == ("photo.jpg", 480, 360)


def test_the_disk_tells_nothing_and_the_name_tells_the_truth(page, people):
    join(page, people.actor, upload("../../Rapport d’Élise.exe", PDF))
    kept = Attachment.objects.get()
    assert kept.name == "Rapport d’Élise.pdf"
    assert "Rapport" not in kept.file.name


def test_one_file_that_may_not_be_joined_leaves_nothing_behind(page, people):
    with pytest.raises(ValidationError):
        join(page, people.actor, photo(), upload("x.exe", b"MZ\x90\x00"))
    with pytest.raises(ValidationError, match="6 fichiers"):
        join(page, people.actor, *(photo(size=(8, 8)) for _ in range(7)))
    assert not JournalEntry.objects.exists()


def test_files_of_a_deleted_message_are_on_no_disk(page, people, django_capture_on_commit_callbacks):
    entry = join(page, people.actor, photo())
    kept = Attachment.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        delete_message(user=people.actor, page=page, entry=entry)
    assert not kept.file.storage.exists(kept.file.name)
    assert not kept.file.storage.exists(kept.preview.name)


# Who gets them


def status(client, user, attachment, query=""):
    client.force_login(user)
    return client.get(reverse("attachment", args=[attachment.key]) + query).status_code


def test_a_file_is_for_those_who_read_its_message(client, page, people):
    join(page, people.actor, photo(), to=Audience(people=(people.partner,), is_restricted=True))
    kept = Attachment.objects.get()
    roles = ("actor", "partner", "pilot", "national", "trusted", "observer", "stranger", "nobody", "editor")
    for query in ("", "?apercu"):
        got = {role for role in roles if status(client, getattr(people, role), kept, query) == 200}
        assert got == {"actor", "partner", "pilot", "national"}
    client.logout()
    assert client.get(reverse("attachment", args=[kept.key])).status_code == 302
    assert client.get(reverse("attachment", args=[uuid4()])).status_code == 302


def test_a_file_of_a_hidden_message_is_for_those_who_moderate(client, page, people):
    entry = join(page, people.actor, photo())
    hide_message(user=people.pilot, page=page, entry=entry, reason="On voit un visage")
    kept = Attachment.objects.get()
    assert {role: status(client, getattr(people, role), kept) for role in ("pilot", "partner", "actor")} == {
        "pilot": 200,
        "partner": 404,
        "actor": 404,
    }


def test_a_file_is_downloaded_and_runs_nothing(client, page, people):
    join(page, people.actor, upload("Rapport d’été.pdf", PDF))
    client.force_login(people.partner)
    answer = client.get(reverse("attachment", args=[Attachment.objects.get().key]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Rapport%20d%E2%80%99%C3%A9t%C3%A9.pdf"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "no-store" in answer["Cache-Control"]


# The form


def test_files_are_joined_from_the_page_and_pictures_are_described(client, page, people):
    client.force_login(people.actor)
    answer = client.post(
        reverse("journal", args=[page.translation_key]),
        {
            "text": "Voir photo",
            "photos": [photo()],
            "documents": [upload("a.pdf", PDF)],
            "description": "La rampe d’eau",
        },
    )
    assert answer.status_code == 302
    shown = client.get(page.url).content.decode()
    assert 'alt="La rampe d’eau"' in shown
    assert "Télécharger a.pdf" in shown


def test_a_file_refused_is_named_and_the_text_is_kept(client, page, people):
    client.force_login(people.actor)
    answer = client.post(
        reverse("journal", args=[page.translation_key]),
        {"text": "Un long récit", "documents": [upload("virus.exe", b"MZ\x90\x00")]},
    )
    shown = answer.content.decode()
    assert "« virus.exe »" in shown
    assert "Un long récit" in shown
    assert "Choisissez à nouveau vos fichiers" in shown


# What would do harm once opened


def test_an_office_file_that_would_fill_the_memory_of_who_opens_it_is_refused():
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b" " * (12 << 20))
    with pytest.raises(ValidationError, match="trop volumineux une fois ouvert"):
        identify(upload("rapport.docx", written.getvalue()))


@pytest.mark.parametrize(
    ("name", "content", "is_taken"),
    [
        ("rapport.pdf", PDF, True),
        ("photo.jpeg", photo().read(), True),
        ("tableau.csv", "commune;sites\nLyon;3".encode("cp1252"), True),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\0" * 40, True),
        ("rapport.pdf", b"<html><script>alert(1)</script></html>", False),
        ("tableau.csv", b"MZ\x90\x00\x03", False),
        ("film.webm", PDF, False),
        ("photo.png", photo().read(), False),
    ],
)
def test_a_document_of_the_editor_is_what_its_name_says(name, content, is_taken):
    if is_taken:
        validators.identify_document(upload(name, content))
        return
    with pytest.raises(ValidationError, match=r"n’est pas ce que dit|ne peut pas être joint"):
        validators.identify_document(upload(name, content))
