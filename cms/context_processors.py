"""What every template knows of the platform."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def platform(request: HttpRequest) -> dict[str, Any]:
    return {
        "platform_name": settings.PLATFORM_NAME,
        "theme": settings.PLATFORM_THEME,
        "state_mark": settings.PLATFORM_STATE_MARK,
        "source_url": settings.PLATFORM_SOURCE_URL,
        "map_style_url": settings.MAP_STYLE_URL,
        "map_attribution": settings.MAP_ATTRIBUTION,
    }
