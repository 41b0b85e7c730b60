"""The drill: what was backed up is restored on an empty machine, and is the same; what is damaged is refused."""

from contextlib import contextmanager
from pathlib import Path

import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import override_settings

from actors.models import Organisation
from tests.factories.actors import OrganisationFactory
from upkeep.queries.backups import backup_names
from upkeep.rules.backups import DATABASE, MANIFEST, SUMS, archive_of, written_sums
from upkeep.services.backup import forget_backups, make_backup, verify_backup
from upkeep.services.errors import UpkeepError
from upkeep.services.restoring import check_backup, restore_backup, state_of_installation
from upkeep.services.sealing import new_identity, read_identity

KEY = pyrage.x25519.Identity.generate()
FOLDER = "django.core.files.storage.FileSystemStorage"
FILES = {
    "default": {"images/pont.jpg": b"\xff\xd8 pixels"},
    "private": {"2026/é.pdf": b"%PDF-1.7 " * 90_000, "vide": b""},
}


@contextmanager
def machine(home: Path, vault: Path):
    """A machine with nothing on it but the backups of all: its database, its folders."""
    name = f"drill_{home.name}".lower()
    kept = {store: {"BACKEND": FOLDER, "OPTIONS": {"location": str(home / store)}} for store in FILES}
    kept |= {"backups": {"BACKEND": FOLDER, "OPTIONS": {"location": str(vault)}}}
    with override_settings(STORAGES=kept, BACKUP_RECIPIENTS=[str(KEY.to_public())]), database(name):
        yield


@contextmanager
def database(name: str):
    """An empty database, to which the connection then speaks."""
    before = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.close()


@pytest.fixture(scope="module")
def drilled(tmp_path_factory, django_db_setup, django_db_blocker):
    """A first machine with things of its own, backed up; and the folder of backups, its name, the state it was in."""
    root = tmp_path_factory.mktemp("drill")
    kept = {"backups": {"BACKEND": FOLDER, "OPTIONS": {"location": str(root / "vault")}}}
    kept |= {store: {"BACKEND": FOLDER, "OPTIONS": {"location": str(root / "nothing")}} for store in FILES}
    with django_db_blocker.unblock():
        with override_settings(STORAGES=kept, BACKUP_RECIPIENTS=[str(KEY.to_public())]):
            planted = make_backup()
        with machine(root / "one", root / "vault"):
            restore_backup(planted, identity=KEY)
            forget_all(root / "vault")
            OrganisationFactory(name="L’Été à « Saint-Ouen » 🙂")
            for store, files in FILES.items():
                for name, content in files.items():
                    storages[store].save(name, ContentFile(content))
            name = make_backup()
            yield root, name, state_of_installation()


def forget_all(vault: Path) -> None:
    for path in sorted(vault.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()


def test_a_backup_restored_on_an_empty_machine_is_the_same(drilled):
    root, name, state = drilled
    with machine(root / "two", root / "vault"):
        restored = restore_backup(name, identity=KEY)
        again = state_of_installation()
        assert Organisation.objects.get().name == "L’Été à « Saint-Ouen » 🙂"
        with storages["private"].open("2026/é.pdf") as opened:
            assert opened.read() == FILES["private"]["2026/é.pdf"]
    assert len(state.tables) > 100
    assert {store: len(files) for store, files in state.files.items()} == {"default": 1, "private": 2}
    assert state.differences(again) == state.differences(restored) == []


def test_what_is_here_is_kept_unless_one_says_so(drilled):
    _root, name, state = drilled
    with pytest.raises(UpkeepError, match="--replace"):
        restore_backup(name, identity=KEY)
    OrganisationFactory(name="Venue après", territory=Organisation.objects.get().territory)
    storages["default"].delete("images/pont.jpg")
    assert len(state.differences(state_of_installation())) > 1
    restore_backup(name, identity=KEY, replace=True)
    assert state.differences(state_of_installation()) == []


def test_a_difference_after_restoring_is_told_by_name(drilled):
    _root, _name, state = drilled
    Organisation.objects.update(name="Autre nom")
    assert state.differences(state_of_installation()) == ["actors_organisation (1 → 1)"]
    Organisation.objects.update(name="L’Été à « Saint-Ouen » 🙂")
    assert state.differences(state_of_installation()) == []


@pytest.mark.parametrize("file", [DATABASE, MANIFEST, archive_of("default"), archive_of("private")])
def test_one_flipped_bit_a_cut_or_a_missing_file_is_found_without_any_key(drilled, file):
    root, name, _state = drilled
    path = root / "vault" / name / file
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    try:
        for damaged in (bytes(flipped), whole[:-1], b""):
            path.write_bytes(damaged)
            with pytest.raises(UpkeepError, match="endommagé"):
                verify_backup(name)
        path.unlink()
        with pytest.raises(UpkeepError, match="manque"):
            verify_backup(name)
    finally:
        path.write_bytes(whole)
    assert len(verify_backup(name)) == 4


@pytest.mark.parametrize("file", [DATABASE, archive_of("private")])
def test_what_was_forged_with_its_sums_does_not_open(drilled, file):
    """Sums can be made again by whoever can write there; the encryption of each block cannot."""
    root, name, _state = drilled
    path, sums = root / "vault" / name / file, root / "vault" / name / SUMS
    whole, said = path.read_bytes(), sums.read_text()
    forged = bytearray(whole)
    forged[-40] ^= 1
    try:
        path.write_bytes(forged)
        from upkeep.queries.sums import digest_of

        with path.open("rb") as opened:
            known = dict(reversed(line.split()) for line in said.splitlines())
            sums.write_text(written_sums(known | {file: digest_of(opened)}))
        assert len(verify_backup(name)) == 4
        with pytest.raises(UpkeepError, match="endommagée"):
            check_backup(name, identity=KEY)
    finally:
        path.write_bytes(whole)
        sums.write_text(said)


def test_another_key_opens_nothing(drilled):
    _root, name, _state = drilled
    with pytest.raises(UpkeepError, match="n’ouvre pas"):
        check_backup(name, identity=pyrage.x25519.Identity.generate())


def test_a_backup_cut_short_is_none(drilled):
    root, name, _state = drilled
    sums = root / "vault" / name / SUMS
    said = sums.read_text()
    sums.unlink()
    try:
        assert backup_names() == []
        with pytest.raises(UpkeepError, match="interrompue"):
            verify_backup(name)
    finally:
        sums.write_text(said)
    assert backup_names() == [name]


def test_the_oldest_are_forgotten_and_what_was_cut_short_before_them(drilled):
    root, name, _state = drilled
    for old in ("2001-01-01T000000Z", "2001-01-02T000000Z"):
        (root / "vault" / old).mkdir()
        (root / "vault" / old / DATABASE).write_bytes(b"")
    (root / "vault" / "2001-01-01T000000Z" / SUMS).write_text("")
    assert forget_backups(keep=2) == []
    assert forget_backups(keep=1) == ["2001-01-01T000000Z", "2001-01-02T000000Z"]
    assert backup_names() == [name]


def test_the_commands_say_what_they_did_and_what_to_do(drilled, tmp_path, capsys, settings):
    _root, name, _state = drilled
    file = tmp_path / "cle.txt"
    call_command("backup", new_key=file)
    public = capsys.readouterr().out.strip().rpartition("=")[2]
    assert file.stat().st_mode & 0o777 == 0o600
    assert str(read_identity(file).to_public()) == public
    with pytest.raises(UpkeepError, match="exist"):
        new_identity(file)
    call_command("backup", list=True)
    call_command("backup", verify=name)
    assert capsys.readouterr().out.splitlines() == [name, f"{name} : 4 fichiers, tels qu’ils ont été faits."]
    with pytest.raises(CommandError, match="n’ouvre pas"):
        call_command("restore", name, identity=file, check=True)
    settings.BACKUP_RECIPIENTS = []
    with pytest.raises(CommandError, match="BACKUP_RECIPIENTS"):
        call_command("backup")
