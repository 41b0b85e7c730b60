"""What people send is looked at, by a server that speaks as ClamAV's daemon does."""

import logging
import socketserver
import struct
import threading
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from actions.enums import ResultsKind
from actions.forms.files import UploadForm
from cms.services.antivirus import answers, refuse_infected
from collaboration.forms.files import FilesField
from collaboration.services.attachments import keep_files

# The file by which antiviruses are tried: harmless, and known to all (eicar.org). In two halves, or this one is caught.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


class Daemon(socketserver.BaseRequestHandler):
    """Reads pieces as the manual of clamd says, and answers what its server was told to."""

    def handle(self):
        order = self._until(b"\0")
        if order == b"zPING":
            self.request.sendall(b"PONG\0")
            return
        assert order == b"zINSTREAM"
        content = b""
        while length := struct.unpack("!L", self._exactly(4))[0]:
            content += self._exactly(length)
        self.server.seen.append(content)
        found = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
        self.request.sendall((self.server.instead or found) + b"\0")

    def _exactly(self, length):
        read = b""
        while len(read) < length:
            read += self.request.recv(length - len(read))
        return read

    def _until(self, end):
        read = b""
        while not read.endswith(end):
            read += self.request.recv(1)
        return read[:-1]


@pytest.fixture
def daemon(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon) as server:
        server.seen, server.instead = [], b""
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def sent(content=PDF, name="rapport.pdf"):
    return SimpleUploadedFile(name, content)


def picture():
    written = BytesIO()
    Image.new("RGB", (8, 8)).save(written, "PNG")
    return written.getvalue()


def test_a_file_is_sent_whole_and_left_at_its_beginning(daemon):
    content = PDF + bytes(range(256)) * 2_000
    file = sent(content)
    refuse_infected(file)
    refuse_infected(file)
    assert daemon.seen == [content]
    assert file.read() == content
    assert answers()


def test_an_infected_file_is_refused_in_words_and_neither_its_name_nor_the_virus_is_confused(daemon, caplog):
    with pytest.raises(ValidationError) as refused:
        refuse_infected(sent(PDF + EICAR, "chez-amina.pdf"))
    assert "chez-amina.pdf » contient un virus" in refused.value.messages[0]
    assert "Eicar-Test-Signature" in caplog.text
    assert "amina" not in caplog.text


@pytest.mark.parametrize("instead", [b"INSTREAM size limit exceeded. ERROR", b"stream: memory ERROR", b""])
def test_what_could_not_be_looked_at_is_refused_unless_it_is_said_to_be_taken(daemon, settings, caplog, instead):
    daemon.instead = instead
    if not instead:
        daemon.shutdown()
        daemon.server_close()
    caplog.set_level(logging.ERROR)
    with pytest.raises(ValidationError, match="Réessayez dans quelques minutes"):
        refuse_infected(sent())
    settings.CLAMD_REQUIRED = False
    refuse_infected(sent())
    assert caplog.text.count("the antivirus does not answer") == 2


def test_a_daemon_that_never_answers_is_left_in_time(daemon, monkeypatch):
    monkeypatch.setattr("cms.services.antivirus.PATIENCE_S", 0.2)
    monkeypatch.setattr(Daemon, "handle", lambda self: self.request.recv(1 << 20) and threading.Event().wait(0.5))
    with pytest.raises(ValidationError, match="ne répond pas"):
        refuse_infected(sent())
    assert not answers()


@pytest.mark.django_db
class TestEveryDoor:
    """Each place where a file comes in."""

    def test_files_that_are_joined(self, daemon):
        with pytest.raises(ValidationError, match="virus"):
            FilesField().clean([sent(PDF + EICAR)])
        with pytest.raises(ValidationError, match="virus") as refused:
            keep_files([sent(PDF + EICAR)], make=lambda: pytest.fail("kept"))
        assert list(refused.value.message_dict) == ["files"]

    def test_results(self, daemon):
        kinds = [ResultsKind.INDICATORS]
        form = UploadForm({"kind": kinds[0]}, {"file": sent(b"a;b\n1;2\n" + EICAR, "r.csv")}, kinds=kinds)
        assert "virus" in form.errors["file"][0]

    def test_pictures_and_documents_of_the_editor(self, daemon):
        collection = {"collection": Collection.get_first_root_node().pk, "title": "x"}
        for make, model, file in (
            (get_image_form, get_image_model(), sent(picture() + EICAR, "photo.png")),
            (get_document_form, get_document_model(), sent(PDF + EICAR)),
        ):
            form = make(model)(collection, {"file": file})
            assert "virus" in form.errors["file"][0]


def test_without_an_address_nothing_is_asked(settings):
    assert settings.CLAMD_ADDRESS == ""
    refuse_infected(sent(EICAR))
