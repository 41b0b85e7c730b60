"""Fields of pages."""

from typing import Any

from django.db import models
from wagtail.fields import StreamField


class PlainStreamField(StreamField):
    """A StreamField whose block tree stays out of migrations: blocks are content rules, not a schema."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        return name, path, [[]], {key: value for key, value in kwargs.items() if key != "block_lookup"}


class WebAddressField(models.URLField):
    """An address typed without its scheme is https."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", list(args), kwargs
