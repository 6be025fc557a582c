"""What the people who run an installation may do with accounts; no API leads here."""

from dataclasses import dataclass

from p2p_core.identity.accounts.ports import AccountTransaction
from p2p_core.identity.accounts.shapes import AccountOf, PasswordFor
from p2p_core.identity.registrations.service import RegistrationService
from p2p_core.identity.registrations.shapes import SignUp, Verified
from p2p_core.identity.users.model import User, address_of
from p2p_core.identity.users.ports import Passwords
from p2p_core.shared.actor import Visit
from p2p_core.shared.errors import NotFound
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountService:
    """Open an account without a mail, make an operator, reset a password."""

    begin: Begin[AccountTransaction]
    registrations: RegistrationService
    passwords: Passwords

    def open(self, visit: Visit, sign_up: SignUp) -> Verified:
        """An organization with its first admin at once; whoever asks vouches for the address.

        Raises ``AlreadyExists`` (``email_taken``) when the address has an account.
        """
        return self.registrations.open_unproven(visit, sign_up)

    def promote_operator(self, account: AccountOf) -> None:
        """Let a person look after the whole platform; raises ``NotFound``."""
        with self.begin() as tx:
            user = self._get(tx, account.email)
            user.become_operator()
            tx.users.save(user)

    def reset_password(self, new: PasswordFor) -> None:
        """Give an account a new password and end all its sessions; raises ``NotFound``."""
        password_hash = self.passwords.hash(new.password)
        with self.begin() as tx:
            user = self._get(tx, new.email)
            tx.users.rehash(user.id, password_hash)
            tx.sessions.end_oldest(user.id, keep=0)

    def _get(self, tx: AccountTransaction, email: str) -> User:
        user = tx.users.find_by_address(address_of(email))
        if user is None:
            raise NotFound("account")
        return user
