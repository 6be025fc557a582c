"""The session cookie: read strictly, set with every protection a browser knows."""

from datetime import datetime
from email.utils import format_datetime

from entrypoints.settings import Settings
from p2p_core.identity.sessions.shapes import SessionDetails

_LONGEST = 200


class SessionCookie:
    """`p2p_session` in development; outside it Secure and with the prefix that no other host can plant."""

    def __init__(self, settings: Settings) -> None:
        secure = settings.production
        self.name = "__Host-p2p_session" if secure else "p2p_session"
        self._attributes = "; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")

    def read(self, header: str) -> str | None:
        """The session's secret; two of them are none, since one may have been planted."""
        wanted = f"{self.name}="
        found = [
            pair.strip().removeprefix(wanted) for pair in header.split(";") if pair.strip().startswith(wanted)
        ]
        if len(found) != 1 or not found[0].isascii() or len(found[0]) > _LONGEST:
            return None
        return found[0] or None

    def keep(self, secret: str, lasts: datetime | None) -> str:
        """The header that gives a browser the secret; without `lasts` it forgets it when it closes."""
        expires = f"; Expires={format_datetime(lasts, usegmt=True)}" if lasts else ""
        return f"{self.name}={secret}{expires}{self._attributes}"

    def of(self, session: SessionDetails, secret: str) -> str:
        """A remembered session's cookie outlives the browser window, any other doesn't."""
        return self.keep(secret, lasts=session.expires_at if session.remember_me else None)

    def forget(self) -> str:
        """The header that makes a browser drop it."""
        return f"{self.name}=; Max-Age=0{self._attributes}"
