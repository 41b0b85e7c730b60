"""What pages say, for a front end that is not ours: typed blocks and plain HTML, with nothing that is not public."""

import gc
from io import BytesIO

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image as Pixels
from wagtail.hooks import search_for_hooks
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image
from wagtail.models import Collection, PageViewRestriction

from catalog.models import Entry
from catalog.rules.prose import Link, clean
from catalog.services import publish_pages
from cms.models import HomePage
from tests.factories import ScopeFactory
from tests.factories.cms import NewsPageFactory, StandardPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import SitePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


def content(page):
    return orjson.loads(Entry.objects.get(page_id=page.pk).content)


def saying(page, *blocks):
    page.body = [(kind, value) for kind, value in blocks]
    page.save_revision().publish()
    return page


def link(page, words="ici"):
    return f'<p>Lire <a linktype="page" id="{page.pk}">{words}</a></p>'


@pytest.fixture
def picture(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    search_for_hooks()  # who may add pictures is said by ours, which the editor's addresses read
    exif = Pixels.Exif()
    exif[0x010E] = "48.93,2.36"
    written = BytesIO()
    Pixels.new("RGB", (2000, 1000), "teal").save(written, "JPEG", exif=exif)
    file = SimpleUploadedFile("photo.jpg", written.getvalue(), "image/jpeg")
    said = {"title": "Une école", "description": "Deux enfants", "collection": Collection.get_first_root_node().pk}
    point = {"focal_point_x": 500, "focal_point_y": 250, "focal_point_width": 10, "focal_point_height": 10}
    form = get_image_form(Image)(said | point, {"file": file}, user=ScopeFactory(role="national").user)
    assert form.is_valid(), form.errors
    yield form.save()
    gc.collect()  # Wagtail leaves files of renditions to the collector, which says so


def test_blocks_are_typed_and_the_same_as_html(picture):
    shown = {"image": picture, "caption": "À la rentrée"}
    picture.contextual_alt_text, picture.decorative = "Deux enfants entrent", False
    page = saying(
        StandardPageFactory(intro="En bref."),
        ("heading", "Où & quand"),
        ("figure", shown),
        ("video", {"video": "https://video.example/f.mp4", "title": "Un film", "description": "<p>On voit.</p>"}),
        ("quote", {"text": "<b>Oui</b>", "author": "Une mère"}),
        ("latest", {"title": "À lire", "noun": "practice", "count": 3}),
    )
    said = content(page)
    heading, figure, video, quote, latest = said["body"]
    assert (heading["type"], heading["text"], said["kind"], said["summary"]) == (
        "heading",
        "Où & quand",
        "standard",
        "En bref.",
    )
    assert (figure["caption"], figure["image"]["alt"]) == ("À la rentrée", "Deux enfants entrent")
    assert (video["title"], video["description"]) == ("Un film", "<p>On voit.</p>")
    assert quote["text"] == "<b>Oui</b>"
    assert (latest["noun"], latest["count"]) == ("practice", 3)
    assert "<h2>Où &amp; quand</h2>" in said["html"]
    assert "<p>&lt;b&gt;Oui&lt;/b&gt;</p>" in said["html"]
    assert 'alt="Deux enfants entrent"' in said["html"]
    assert "class=" not in said["html"]
    assert len({block["id"] for block in said["body"]}) == 5


def test_pictures_come_in_sizes_without_what_the_camera_wrote(picture):
    page = NewsPageFactory(image=picture)
    publish_pages([page])
    image = content(page)["image"]
    assert [one["width"] for one in image["renditions"]] == [320, 640, 960, 1600]
    assert (image["card"]["width"], image["card"]["height"]) == (1200, 630)
    assert (image["alt"], image["focal_point"]) == ("Deux enfants", {"x": 0.25, "y": 0.25})
    for rendition in picture.renditions.all():
        with rendition.file.open() as file:
            assert dict(Pixels.open(file).getexif()) == {}
    assert picture.file.url not in Entry.objects.get(page_id=page.pk).content


def test_links_lead_to_addresses_and_identifiers_or_are_mere_words():
    about, hidden, site = StandardPageFactory(title="À propos"), StandardPageFactory(live=False), SitePageFactory()
    text = (
        "".join(link(page, page.title) for page in (about, hidden, site)) + '<p><a href="https://x.example">x</a></p>'
    )
    [block] = content(saying(StandardPageFactory(), ("text", text)))["body"]
    known = {"url": about.url, "noun": "page", "id": str(about.translation_key)}
    assert block["links"] == [known, {"url": "https://x.example", "noun": None, "id": None}]
    assert f'<a href="{about.url}">À propos</a>' in block["html"]
    assert block["html"].count("<a ") == 2
    assert str(site.slug) not in block["html"]


def test_links_follow_what_they_lead_to():
    about = StandardPageFactory(title="À propos", slug="a-propos-de")
    publish_pages([about])
    page = saying(StandardPageFactory(), ("text", link(about)))
    call_command("rebuild_references_index", verbosity=0)
    restriction = PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    assert content(page)["body"][0]["links"] == []
    restriction.delete()
    assert content(page)["body"][0]["links"][0]["url"] == about.url
    about.unpublish()
    assert "a-propos-de" not in Entry.objects.get(page_id=page.pk).content
    about.save_revision().publish()
    assert "a-propos-de" in Entry.objects.get(page_id=page.pk).content


def test_the_story_of_a_practice_is_under_the_headings_of_its_page():
    practice = PracticePageFactory(problem="<p>Pas d’eau.</p>", results="<p>L’eau coule.</p>")
    publish_pages([practice])
    body = content(practice)["body"]
    assert next(one["text"] for one in body if one["type"] == "heading") == "Le problème"
    assert {"id": "problem", "type": "text", "html": "<p>Pas d’eau.</p>", "links": []} in body


def test_the_home_page_and_lists_are_there_too():
    call_command("rebuild_catalog", verbosity=0)
    kinds = {orjson.loads(text)["kind"] for text in Entry.objects.exclude(content="").values_list("content", flat=True)}
    assert {"home", "list"} <= kinds
    assert content(HomePage.objects.get())["url"] == "/"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ('<p onclick="x()" style="a">a<script>x()</script></p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a> <a href="//x.example">b</a> <a href="JavaScript:x()">c</a>', "a b c"),
        ("<img src=x onerror=x()><div><b>a</b></div><!-- secret -->", "<b>a</b>"),
        ('<a linktype="page" id="7">a</a><a linktype="page" id="8">b</a>', '<a href="/sept/">a</a>b'),
        ('<a linktype="page" id="x">a</a>&lt;b&gt;', "a&lt;b&gt;"),
    ],
)
def test_rich_text_keeps_what_is_safe_alone(typed, left):
    assert clean(typed, {("page", 7): Link("/sept/")})[0] == left
