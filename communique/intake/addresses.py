"""Which network addresses may be fetched from: those of the open internet, unless the settings allow others."""

import ipaddress
import socket
import threading

from communique.errors import FetchError
from communique.settings import settings

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses that carry an IPv4 address within: RFC 6052 and RFC 8215 (NAT64).
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


def is_open(address: IPAddress) -> bool:
    """Whether an address, and any IPv4 address inside it, belongs to the open internet."""
    return all(
        one.is_global
        and not (one.is_multicast or one.is_reserved or one.is_loopback or one.is_link_local or _is_site_local(one))
        for one in _inner(address)
    )


def _is_site_local(address: IPAddress) -> bool:
    return isinstance(address, ipaddress.IPv6Address) and address.is_site_local


def _inner(address: IPAddress) -> tuple[IPAddress, ...]:
    """The addresses that decide: an IPv4 address in its IPv6 clothes stands for itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if any(address in network for network in _NAT64) or int(address) >> 32 == 0:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.sixtofour:
        return (address, address.sixtofour)
    return (address, *address.teredo) if address.teredo else (address,)


def checked(host: str, port: int, source: str, seconds: float) -> tuple[str, ...]:
    """The addresses of a host, all of them checked; raises FetchError if any one may not be fetched from."""
    found = _resolved(host, port, source, seconds)
    for address in found:
        if not settings().allow_private_addresses and not is_open(ipaddress.ip_address(address.split("%")[0])):
            raise FetchError(
                source,
                f"leads to {address}, which is not on the open internet: set COMMUNIQUE_ALLOW_PRIVATE_ADDRESSES=true to fetch it",
            )
    return found


def _resolved(host: str, port: int, source: str, seconds: float) -> tuple[str, ...]:
    """The addresses of a name. The resolver takes no time limit, so it is asked on a thread that may be left behind."""
    answers: list[tuple[str, ...] | OSError] = []
    thread = threading.Thread(target=lambda: answers.append(_asked(host, port)), daemon=True)
    thread.start()
    thread.join(max(seconds, 0.0))
    if not answers:
        raise FetchError(
            source,
            f"took longer than {settings().fetch_seconds:g} seconds: try again, or save the page and give the file",
        )
    answer = answers[0]
    if isinstance(answer, OSError) or not answer:
        raise FetchError(source, f"cannot be reached, no host is named {host}: check the address and the connection")
    return answer


def _asked(host: str, port: int) -> tuple[str, ...] | OSError:
    try:
        return tuple(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError) as error:
        return error if isinstance(error, OSError) else OSError(str(error))
