"""A frame on somebody else's page: its address and its tags. Pure."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from api.enums import EmbedKind

PREFIX = "/integrer/"
USUAL_HEIGHT, MIN_HEIGHT, MAX_HEIGHT = 640, 200, 2000
# oEmbed wants a number; the frame itself takes the width that it is given.
USUAL_WIDTH = 800


@dataclass(frozen=True)
class Embed:
    """`place`: the key of a territory, or "" for all. `height`: of the frame, in pixels, until it knows its own."""

    kind: EmbedKind
    place: str = ""
    language: str = "fr"
    height: int = USUAL_HEIGHT

    @property
    def query(self) -> dict[str, str]:
        place = {"territoire": self.place} if self.place else {}
        return place | {"langue": self.language, "hauteur": str(self.height)}

    def address(self, home: str) -> str:
        """`home`: the platform, as "https://example.org"."""
        return f"{home}{PREFIX}{self.kind}/?{urlencode(self.query)}"

    def frame(self, home: str, *, title: str, width: str = "100%", height: int | None = None) -> SafeString:
        """By attributes alone: a strict page refuses styles written on a tag."""
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy"></iframe>',
            self.address(home), title, width, height or self.height,
        )  # fmt: skip

    def script(self, home: str, *, title: str) -> SafeString:
        """One tag, where the frame is wanted; the script sets the frame there and gives it its height."""
        said = {"quoi": str(self.kind), **self.query, "titre": title}
        data = format_html_join("", ' data-{}="{}"', said.items())
        return format_html('<script async src="{}{}integrer.js"{}></script>', home, PREFIX, data)
