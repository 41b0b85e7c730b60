"""Journeys from end to end, with what nobody may read planted in them: no log holds any of it, whoever writes it.

Floors of ours are heard from DEBUG on, everything else from WARNING on; lines are written as production writes them,
and ours also as they were said, arguments included.
"""

import io
import logging
import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError
from django.test import Client
from geopy.exc import GeocoderServiceError

from actors.models import OutgoingMail
from actors.services import mails
from actors.services.keys import issue_key
from actors.services.mails import keep_mail
from sites.models import SitePage
from territories.queries import search_address
from tests.architecture.test_house import FLOORS
from tests.sites.views.test_forms_of_the_field import declared
from upkeep.rules.logs import formatter

EMAIL, PASSWORD = "amina.zqperson@example.org", "un-secret-zqpass-de-quinze"
PLANTED = {
    "name": "Les Peupliers-zqname", "address": "4 impasse zqaddress", "longitude": "2.3671234",
    "latitude": "48.9337654",
    "e-mail": EMAIL, "password": PASSWORD, "words": "motzqcherche", "owner": "M. Zqproprio", "file": "photo-zqfile.jpg",
}  # fmt: skip


class Refusing(BaseEmailBackend):
    """A mail server that says whom it refuses, as they do."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, f"<{messages[0].to[0]}> unknown".encode())})


@pytest.fixture
def heard():
    """What was said so far."""
    lines, raw = io.StringIO(), []

    class Ours(logging.Handler):
        def emit(self, record):
            ours = record.name.split(".")[0] in {*FLOORS, "requests"}
            if ours or record.levelno >= logging.WARNING:
                written.handle(record)
            if ours:
                raw.append(f"{record.getMessage()} {record.args}")

    written = logging.StreamHandler(lines)
    written.setFormatter(formatter("json"))
    ear, loggers = Ours(), [logging.getLogger(name) for name in ("", *FLOORS, "requests", "django", "axes", "allauth")]
    before = [(one, one.level) for one in loggers]
    loggers[0].addHandler(ear)
    for one in loggers:
        one.setLevel(logging.DEBUG)
    yield lambda: lines.getvalue() + "\n".join(raw)
    loggers[0].removeHandler(ear)
    for one, level in before:
        one.setLevel(level)


def writers(said: str) -> set[str]:
    return set(re.findall(r'"logger": ?"([\w.]+)"', said))


def signed_up(user):
    user.email, user.last_name = EMAIL, "Zqperson"
    user.set_password(PASSWORD)
    user.save()
    return user


def test_no_journey_leaves_a_name_a_place_or_a_secret_in_any_log(
    heard, client, here, people, settings, monkeypatch, mailoutbox, django_capture_on_commit_callbacks
):
    user, secrets, stranger = signed_up(people.pilot), dict(PLANTED), Client(raise_request_exception=False)
    with django_capture_on_commit_callbacks(execute=True):
        _come_in(stranger)
    secrets["link"] = re.search(r"nouveau-mot-de-passe/(\S+)/", mailoutbox[-1].body)[1]
    stranger.get(f"/connexion/nouveau-mot-de-passe/{secrets['link']}/")
    client.force_login(user)
    _declare(client)
    _search_and_lose_ones_way(client, stranger)
    secrets["key"] = key = issue_key(
        organisation=user.organisation, purpose="x", territories=[here.parent], lasts=timedelta(days=30)
    )[1]
    _ask_the_api(Client(raise_request_exception=False), key, monkeypatch)
    _fail_outside(settings, monkeypatch, django_capture_on_commit_callbacks)
    said = heard()
    assert {name for name, text in secrets.items() if text.lower() in said.lower()} == set()
    assert len(said.splitlines()) > 20
    assert {"django.request", "actors.services.mails", "territories.queries.geocoding"} <= writers(said)


def _come_in(stranger):
    for password in ("ce-n-est-pas-zqfaux", PASSWORD):
        stranger.post("/connexion/", {"login": EMAIL, "password": password})
    Client().post("/connexion/mot-de-passe-oublie/", {"email": EMAIL})


def _declare(client):
    photo = SimpleUploadedFile(PLANTED["file"], b"not a picture")
    said = declared(
        title=PLANTED["name"], address=PLANTED["address"], lon=PLANTED["longitude"], lat=PLANTED["latitude"],
        owner_name=PLANTED["owner"],
    )  # fmt: skip
    client.post("/sites/declarer/", said | {"title": ""})
    client.post("/sites/declarer/", said)
    site = SitePage.objects.get()
    client.post(f"/sites/{site.slug}/actualiser/", {"people": "x" * 9, "comment": PLANTED["words"], "photos": photo})
    client.get(site.url)


def _search_and_lose_ones_way(client, stranger):
    for one in (client, stranger):
        one.get("/recherche/", {"q": PLANTED["words"]})
        one.get(f"/rien/{PLANTED['name']}/", {"q": PLANTED["words"]})
        one.get("/sites/", {PLANTED["words"]: EMAIL})
        one.get("/activer/zqjeton-de-personne/")
        one.post("/journal/rien/", {"text": PLANTED["words"]})


def _ask_the_api(client, key, monkeypatch):
    for header in (f"Bearer {key}", "Bearer rsb_zqjeton-faux"):
        client.get("/api/v1/sites", {"q": PLANTED["words"]}, headers={"Authorization": header})
    client.get("/api/v1/sites", {PLANTED["words"]: EMAIL}, headers={"Authorization": f"Bearer {key}"})

    def fail(*_):
        raise IntegrityError(f"Key (email)=({EMAIL}) already exists at {PLANTED['address']}")

    monkeypatch.setattr("api.views.endpoint.refuse", fail)
    assert client.get("/api/v1/areas", headers={"Authorization": f"Bearer {key}"}).status_code == 500


def _fail_outside(settings, monkeypatch, django_capture_on_commit_callbacks):
    """The mail server and the address service both say what they were asked."""
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.Refusing"
    keep_mail(EmailMessage(PLANTED["name"], "Texte", "from@example.org", [EMAIL]))
    kept = OutgoingMail.objects.latest("pk")
    for attempts in (0, len(mails.WAITS)):
        OutgoingMail.objects.filter(pk=kept.pk).update(attempts=attempts)
        with django_capture_on_commit_callbacks():
            mails.deliver_mail(kept.pk)
    settings.GEOCODER_DOMAIN = "adresse.example"

    def away(*_, **__):
        raise GeocoderServiceError(f"no answer to {PLANTED['address']}")

    monkeypatch.setattr("geopy.geocoders.BANFrance.geocode", away)
    assert search_address(PLANTED["address"]) == []
