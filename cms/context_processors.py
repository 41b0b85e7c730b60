"""What every template knows of the platform."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from actors.enums import PrecisionPolicy
from actors.rules.precision import public_precision


def platform(request: HttpRequest) -> dict[str, Any]:
    return {
        "platform_name": settings.PLATFORM_NAME,
        "shows_sites": public_precision() != PrecisionPolicy.AREAS,
        "theme": settings.PLATFORM_THEME,
        "state_mark": settings.PLATFORM_STATE_MARK,
        "source_url": settings.PLATFORM_SOURCE_URL,
        "map_style_url": settings.MAP_STYLE_URL,
        "map_attribution": settings.MAP_ATTRIBUTION,
    }
