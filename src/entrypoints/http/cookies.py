"""Cookies: read strictly, set with every protection a browser knows."""

from datetime import datetime
from email.utils import format_datetime

from entrypoints.settings import Settings
from p2p_core.identity.sessions.shapes import SessionDetails

_LONGEST = 200
_A_YEAR = 31_536_000


class SecretCookie:
    """A secret in a browser; outside development Secure and with the prefix that no other host can plant."""

    def __init__(self, settings: Settings, name: str) -> None:
        secure = settings.production
        self.name = f"__Host-{name}" if secure else name
        self._attributes = "; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")

    def read(self, header: str) -> str | None:
        """The secret; two of them are none, since one may have been planted."""
        wanted = f"{self.name}="
        found = [pair for pair in map(str.strip, header.split(";")) if pair.startswith(wanted)]
        if len(found) != 1 or not found[0].isascii() or len(found[0]) > len(wanted) + _LONGEST:
            return None
        return found[0].removeprefix(wanted) or None

    def keep(self, secret: str, lasts: datetime | None) -> str:
        """The header that gives a browser the secret; without `lasts` it forgets it when it closes."""
        expires = f"; Expires={format_datetime(lasts, usegmt=True)}" if lasts else ""
        return f"{self.name}={secret}{expires}{self._attributes}"

    def of(self, session: SessionDetails, secret: str) -> str:
        """A remembered session's cookie outlives the browser window, any other doesn't."""
        return self.keep(secret, lasts=session.expires_at if session.remember_me else None)

    def keep_for_a_year(self, secret: str) -> str:
        """The header that gives a browser a secret which is good for long."""
        return f"{self.name}={secret}; Max-Age={_A_YEAR}{self._attributes}"

    def forget(self) -> str:
        """The header that makes a browser drop it."""
        return f"{self.name}=; Max-Age=0{self._attributes}"


def session_cookie(settings: Settings) -> SecretCookie:
    """What a person is signed in by."""
    return SecretCookie(settings, "p2p_session")


def device_cookie(settings: Settings) -> SecretCookie:
    """What shows that somebody signed in with this browser before; it signs nobody in."""
    return SecretCookie(settings, "p2p_device")
