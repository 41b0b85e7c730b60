"""URLs that partners give: of a name of the public network, before anything is asked of the DNS."""

from urllib.parse import urlsplit

MAX_URL = 500


def is_possible(url: str, *, allows_private: bool = False) -> bool:
    """Whether a URL is one that messages may be sent to, before anything is asked of the DNS."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_plain = parts.username is None and not parts.fragment and " " not in url and len(url) <= MAX_URL
    schemes = ("https", "http") if allows_private else ("https",)
    is_named = allows_private or (_is_name(parts.hostname or "") and port in (None, 443, 8443))
    is_written = url.isascii() and url.isprintable()
    return is_plain and is_named and bool(parts.hostname) and parts.scheme in schemes and is_written


def _is_name(host: str) -> bool:
    """A name of the public DNS: neither an address (in any of its spellings), nor a name without a dot."""
    return "." in host and not host.rpartition(".")[2].isdigit() and ":" not in host and not host.endswith(".local")
