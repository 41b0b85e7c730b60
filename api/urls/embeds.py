"""What the sites of others show of the platform."""

from django.urls import path

from api.enums import EmbedKind
from api.views import embeds

urlpatterns = [
    path("", embeds.configure, name="embed"),
    path("integrer.js", embeds.script, name="embed_script"),
    *(path(f"{kind}/", embeds.frame, {"kind": kind}, name=f"embed_{kind}") for kind in EmbedKind),
]
