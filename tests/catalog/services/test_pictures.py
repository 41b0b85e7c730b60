"""News are shown with their picture, cut once when they are published."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images import get_image_model

from actors.enums import Noun
from catalog.models import Entry
from catalog.services import following, publish_pages
from tests.factories.cms import NewsPageFactory

# Wagtail leaves the temporary file of a rendition to the garbage collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]


@pytest.fixture
def picture():
    file = BytesIO()
    Image.new("RGB", (1200, 900), "teal").save(file, "PNG")
    upload = SimpleUploadedFile("ecole.png", file.getvalue())
    return get_image_model().objects.create(title="Une école", description="Deux enfants à l'école", file=upload)


def told():
    return Entry.objects.of(Noun.NEWS).get().data["image"]


def test_a_card_has_the_picture_of_its_news(client, picture):
    news = NewsPageFactory(image=picture)
    publish_pages([news])
    image = told()
    assert (image["width"], image["height"], image["alt"]) == (640, 360, "Deux enfants à l'école")
    assert default_storage.exists(image["url"].removeprefix("/media/"))
    assert f'src="{image["url"]}"' in client.get(news.get_parent().url).content.decode()


def test_news_without_picture_or_whose_file_is_lost_are_published_without(picture):
    news = NewsPageFactory()
    publish_pages([news])
    assert told() is None
    picture.file.storage.delete(picture.file.name)
    news.image = picture
    news.save()
    publish_pages([news])
    assert told() is None


def test_a_picture_cut_anew_is_told_anew_once(picture, django_capture_on_commit_callbacks, monkeypatch):
    """It has five sizes: pages are not published five times for it."""
    asked = []
    monkeypatch.setattr(following, "publish_pages", lambda pages: asked.append(list(pages)) or publish_pages(asked[-1]))
    with django_capture_on_commit_callbacks(execute=True):  # a task of Wagtail notes what a page shows
        news = [NewsPageFactory(image=picture) for _ in range(2)]
    publish_pages(news)
    assert picture.renditions.count() > 1
    asked.clear()
    picture.focal_point_x, picture.focal_point_y = 100, 100
    picture.focal_point_width = picture.focal_point_height = 50
    picture.save()
    with django_capture_on_commit_callbacks(execute=True):
        picture.renditions.all().delete()
    assert [[page.pk for page in pages] for pages in asked] == [[one.pk for one in news]]
    for entry in Entry.objects.of(Noun.NEWS):
        assert default_storage.exists(entry.data["image"]["url"].removeprefix("/media/"))


@pytest.mark.parametrize("count", [1, 3])
def test_news_with_pictures_are_published_at_the_same_cost(picture, count, django_assert_num_queries):
    news = [NewsPageFactory(image=picture) for _ in range(count)]
    publish_pages(news)
    Entry.objects.all().delete()
    with django_assert_num_queries(9):
        publish_pages(news)
