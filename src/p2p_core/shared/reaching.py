"""How somebody can be reached: host names, web addresses, telephone numbers."""

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from p2p_core.shared.inputs import Length, Refused

_LONGEST_LABEL = 63
_FEWEST_DIGITS = 5
_BETWEEN_DIGITS = set("+-() ./")


def domain_of(domain: str) -> str:
    """The one normal form of a host name of two labels or more, in IDNA; raises ``Refused``."""
    try:
        labels = domain.encode("idna").decode("ascii").split(".")
    except UnicodeError:
        raise Refused("not_a_domain") from None
    if len(labels) < 2 or not all(_is_label(label) for label in labels):  # noqa: PLR2004 - name and top level
        raise Refused("not_a_domain")
    return ".".join(labels)


def _is_label(label: str) -> bool:
    plain = label.replace("-", "")
    inner = not label.startswith("-") and not label.endswith("-")
    return inner and plain.isascii() and plain.isalnum() and len(label) <= _LONGEST_LABEL


@dataclass(frozen=True, slots=True)
class Domain:
    """A host name that mail goes to; kept in small letters, in its own script."""

    def apply(self, value: str) -> str:
        """Check it by trying its form for programs."""
        text = unicodedata.normalize("NFKC", Length(1, 253).apply(value)).strip().lower()
        domain_of(text)
        return text


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An ``https`` address of a site, as somebody would copy it from a browser."""

    maximum: int

    def apply(self, value: str) -> str:
        """Refuse what is no address, and any that leads elsewhere than it says."""
        text = Length(1, self.maximum).apply(value)
        try:
            parts = urlsplit(text)
            usable = parts.scheme == "https" and "@" not in parts.netloc and parts.port != 0
            domain_of(parts.hostname or "")
        except (ValueError, Refused):
            raise Refused("not_a_web_address") from None
        odd = any(c.isspace() or unicodedata.category(c) in {"Cf", "Cc"} or c in '"<>\\^`{|}' for c in text)
        if odd or not usable:
            raise Refused("not_a_web_address")
        return text


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number with the blanks and signs that people write it with."""

    maximum: int = 40

    def apply(self, value: str) -> str:
        """Count its digits, of any script."""
        text = Length(1, self.maximum).apply(value)
        rest = {c for c in text if not c.isdecimal()}
        digits = sum(c.isdecimal() for c in text)
        if digits < _FEWEST_DIGITS or rest - _BETWEEN_DIGITS or "+" in text[1:]:
            raise Refused("not_a_phone")
        return text
