"""Addresses that partners give: on the public network, or nowhere. Asked again of what the DNS says."""

import ipaddress
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")
MAX_URL = 500


def is_public(text: str) -> bool:
    """Whether an IP address is of the public network; one that wraps an IPv4 address is judged by that one too."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in [address, *_wrapped(address)])


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


def _wrapped(address: Address) -> list[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour]
    if address.teredo:
        found += address.teredo
    if address in NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]
