"""What is long travels compressed, as its reader takes it, and is the same."""

import gzip

import brotli
import pytest

pytestmark = pytest.mark.django_db
URL = "/api/v1/codes"


@pytest.mark.parametrize(
    ("accepted", "encoding", "read"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_an_answer_is_compressed_as_its_reader_takes_it(client, accepted, encoding, read):
    response = client.get(URL, headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert read(response.content) == client.get(URL).content
    assert "Accept-Encoding" in response.headers["Vary"]
    assert response.headers["ETag"] == client.get(URL).headers["ETag"]


def test_what_is_short_and_what_is_already_held_stay_as_they_are(client):
    headers = {"Accept-Encoding": "br", "If-None-Match": client.get(URL).headers["ETag"]}
    assert client.get(URL, headers=headers).status_code == 304
    assert "Content-Encoding" not in client.get("/api/v1/areas", headers={"Accept-Encoding": "br"}).headers
