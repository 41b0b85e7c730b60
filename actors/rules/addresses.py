"""Whether an IP address is of the public network: what the DNS says of a name that somebody else gave."""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(text: str) -> bool:
    """Whether an IP address is of the public network; one that wraps an IPv4 address is judged by that one too."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in [address, *_wrapped(address)])


def _wrapped(address: Address) -> list[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour]
    if address.teredo:
        found += address.teredo
    if address in NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]
