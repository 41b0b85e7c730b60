"""Front ends of partners that show our pages: which one shows the drafts of a page, by its type or by its site."""

from urllib.parse import urlsplit

from django.conf import settings

# Wagtail's name of the mode in which another front end shows a draft.
PARTNER_MODE = "partner"
ANY = "*"


def front_of(label: str, root_url: str) -> str:
    """The address that `HEADLESS_FRONTS` gives to "cms.NewsPage", else to the host of the site, else to "*"; or ""."""
    fronts = settings.HEADLESS_FRONTS
    hostname = urlsplit(root_url).hostname or ""
    return next((fronts[name] for name in (label, hostname, ANY) if fronts.get(name)), "")
