"""A document's identifier: the same for the same address, and without an address for the same words."""

import hashlib
import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|ref_src|igshid|cmpid|ocid|smid", re.IGNORECASE)
_PORTS = {"http": ":80", "https": ":443"}


def document_id(url: str | None, title: str | None, text: str) -> str:
    """Sixteen hexadecimal digits, from the address where there is one, else from title and text."""
    content = canonical_url(url) if url else "\n".join((" ".join((title or "").split()), " ".join(text.split())))
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]


def canonical_url(url: str) -> str:
    """An address without what does not tell pages apart: case of the host, default port, fragment, tracking fields."""
    try:
        parts = urlsplit(url.strip())
        return _canonical(parts) if parts.scheme.lower() in _PORTS and parts.netloc else url.strip()
    except ValueError:
        return url.strip()


def _canonical(parts: SplitResult) -> str:
    scheme = parts.scheme.lower()
    host = parts.netloc.lower().removesuffix(_PORTS[scheme])
    fields = [
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(key)
    ]
    query = f"?{urlencode(fields)}" if fields else ""
    return f"https://{host}{parts.path.rstrip('/') or '/'}{query}"
