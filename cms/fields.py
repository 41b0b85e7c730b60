"""Fields of pages."""

from typing import Any

from wagtail.fields import StreamField


class PlainStreamField(StreamField):
    """A StreamField whose block tree stays out of migrations: blocks are content rules, not a schema."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        return name, path, [[]], {key: value for key, value in kwargs.items() if key != "block_lookup"}
