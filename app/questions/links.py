"""Which of the addresses that people write may be followed."""

from urllib.parse import urlsplit

SCHEMES = frozenset(("https", "http", "mailto", "tel"))

# What a browser drops or skips before it looks for a scheme: `java\tscript:` runs as `javascript:`.
_DROPPED = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))


def safe(url: str) -> str:
    """The address as it may stand in a link, empty where it must stay text.

    Only whole addresses of the allowed schemes are links; one without a scheme would lead wherever the
    page happens to be.
    """
    cleaned = url.translate(_DROPPED).strip()
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return ""
    if parts.scheme not in SCHEMES or "\\" in cleaned:
        return ""
    reached = parts.netloc if parts.scheme in ("https", "http") else parts.path.strip("/")
    return cleaned if reached else ""
