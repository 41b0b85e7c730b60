"""What docs/api.md shows is what works."""

import re
from io import BytesIO
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture
def read(client):
    """The reader of the guide, its requests answered here rather than over a network."""
    [example] = re.findall(r"```python\n(.+?)```", GUIDE.read_text(), re.DOTALL)
    names = {}
    exec(example, names)  # (our own document)
    names["urlopen"] = lambda request: BytesIO(
        client.get(request.full_url, headers=dict(request.header_items())).content
    )
    return names["read"]


def test_the_reader_of_the_guide_reads_everything(areas, published, bearer, read):
    communes, sites = areas(3), published(2)
    found = [area["id"] for area in read("http://testserver/api/v1/areas?limit=1")]
    assert sorted(found) == sorted(commune.key for commune in communes)
    key = bearer()["Authorization"].removeprefix("Bearer ")
    found = [site["id"] for site in read("http://testserver/api/v1/sites?limit=1", key=key)]
    assert sorted(found) == sorted(str(site.translation_key) for site in sites)
