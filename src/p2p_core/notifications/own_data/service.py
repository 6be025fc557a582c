"""What people are told about their own data: each method is a reaction to one event."""

from collections.abc import Callable
from dataclasses import dataclass

from p2p_core.identity.registrations.ports import Tokens
from p2p_core.notifications.letters import write_letter
from p2p_core.notifications.own_data.wording import ACCOUNT_ERASED, EXPORT_READY, GONE, KEPT, size_of
from p2p_core.notifications.post import Post, Recipients
from p2p_core.notifications.wording import time_left
from p2p_core.own_data.model import DOWNLOAD_EXPORT, AccountErased, Contributions, ExportReady, JobStatus
from p2p_core.own_data.ports import ErasureWishReader, ExportReader
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import ErasureId, EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataMailService:
    """The reactions that tell people about their data; run by the worker, never by a request."""

    people: Recipients
    exports: ExportReader
    wishes: ErasureWishReader
    tokens: Tokens
    post: Post
    clock: Clock
    public_url: str
    """Where links in mails lead, without a slash at the end."""
    forget_address: Callable[[ErasureId], None]
    """What is done once somebody who was erased has been told."""

    def mail_export_ready(self, event_id: EventId, event: ExportReady) -> None:
        """Send the link, if the export is still there and its owner may still sign in."""
        export, now = self.exports.find(event.export_id), self.clock.now()
        if export is None or export.status_at(now) is not JobStatus.READY:
            return
        user = self.people.find(export.user_id)
        if user is None:
            return
        values = {
            "first_name": user.first_name,
            "last_name": user.last_name,
            "size": size_of(export.size),
            "time": time_left(export.expires_at - now, user.language),
        }
        link = f"{self.public_url}/download-export#token={self.tokens.issue(DOWNLOAD_EXPORT, export.id)}"
        letter = write_letter(EXPORT_READY[user.language], user.language, link, values)
        self.post.send(event_id, "mail_export_ready", user.email, user.language, letter)

    def mail_account_erased(self, event_id: EventId, event: AccountErased) -> None:
        """Tell who had the account, and forget the address that was kept for it."""
        wish = self.wishes.find(event.erasure_id)
        if wish is None:
            return
        kept = wish.contributions is Contributions.KEEP_ANONYMOUS
        values = {
            "first_name": wish.first_name,
            "last_name": wish.last_name,
            "contributions": (KEPT if kept else GONE)[wish.language],
        }
        letter = write_letter(ACCOUNT_ERASED[wish.language], wish.language, f"{self.public_url}/", values)
        self.post.send(event_id, "mail_account_erased", wish.email, wish.language, letter)
        self.forget_address(wish.id)
