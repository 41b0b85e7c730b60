"""Territory pages, news and standard pages of the demonstration."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from cms.services import ensure_territory_page
from demo.imports.content import CONTENT, Text, lists, texts, to_body, to_html
from territories.enums import Level
from territories.models import Territory

Progress = Callable[[str], None]


def seed_editorial(progress: Progress) -> None:
    """Pages that are not there yet, found by their address."""
    for made, label in (
        (_seed_territories(), "pages de territoires"),
        (_seed_news(), "actualités"),
        (_seed_standard(), "pages d’information"),
    ):
        if made:
            progress(f"  {made} {label}")


def _seed_territories() -> int:
    made = 0
    for row in lists("territories")["territories"]:
        place = Territory.objects.get(country="FR", level=Level.DEPARTEMENT, code=row["insee"])
        page = ensure_territory_page(place)
        if not page.body:
            page.body = json.dumps([{"type": "text", "value": to_html(row["local_text"])}])  # type: ignore[assignment]
            _publish(page)
            made += 1
    return made


def _seed_news() -> int:
    index = NewsIndexPage.objects.order_by("pk")[0]
    there = set(index.get_children().values_list("slug", flat=True))
    told = [text for text in texts("news") if _slug(text) not in there]
    for text in told:
        place = Territory.objects.filter(
            country="FR", level=Level.DEPARTEMENT, code=str(text.meta.get("territory") or "")
        ).first()
        page = NewsPage(
            title=text.meta["title"],
            slug=_slug(text),
            intro=text.meta["intro"],
            dated_on=timezone.localdate() - timedelta(days=int(text.meta["published_days_ago"])),
            territory=place,
            image=_image(text),
            body=json.dumps([*to_body(text), *_video(text)]),
        )
        index.add_child(instance=page)
        _publish(page)
    return len(told)


def _slug(text: Text) -> str:
    """The name of the file without its number."""
    return text.key.partition("-")[2]


def _seed_standard() -> int:
    home = HomePage.objects.order_by("pk")[0]
    there = set(home.get_children().values_list("slug", flat=True))
    told = [text for text in texts("pages") if text.key not in there]
    for text in told:
        page = StandardPage(
            title=text.meta["title"], slug=text.key, intro=text.meta.get("intro", ""), body=json.dumps(to_body(text))
        )
        home.add_child(instance=page)
        _publish(page)
    return len(told)


def _image(text: Text) -> object | None:
    """The drawing of a piece of news, where demo/content/media holds one of its name."""
    path = CONTENT / "media" / f"{text.key}.png"
    if not path.exists():
        return None
    image = get_image_model()(
        title=text.meta["title"],
        description=text.meta.get("image_description", ""),
        file=ImageFile(BytesIO(path.read_bytes()), name=path.name),
    )
    image.save()
    return image


def _video(text: Text) -> list[dict[str, object]]:
    if "video_description" not in text.meta:
        return []
    return [
        {
            "type": "video",
            "value": {
                "video": f"/static/demo/{Path(text.key).name}.webm",
                "title": text.meta["title"],
                "description": to_html(text.meta["video_description"]),
            },
        }
    ]


def _publish(page: Page) -> None:
    page.save_revision().publish()
