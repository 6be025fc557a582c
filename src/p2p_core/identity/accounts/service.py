"""What the people who run an installation may do with accounts; no API leads here."""

from dataclasses import dataclass

from p2p_core.identity.accounts.ports import AccountTransaction
from p2p_core.identity.accounts.shapes import AccountOf, NewColleague, PasswordFor
from p2p_core.identity.passwords.service import end_everywhere, own_words
from p2p_core.identity.registrations.service import RegistrationService
from p2p_core.identity.registrations.shapes import SignUp, Verified
from p2p_core.identity.second_factors.model import SecondFactorTurnedOff
from p2p_core.identity.users.model import User, address_of
from p2p_core.identity.users.policy import must_be_hard_to_guess
from p2p_core.identity.users.ports import Passwords, UserReader
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.shared.actor import THE_HOUSE, Visit
from p2p_core.shared.audit import Action, Deed
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import AlreadyExists, FieldError, Invalid, NotFound
from p2p_core.shared.ids import Ids, UserId
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountService:
    """Open an account without a mail, add a colleague, make an operator or none, reset a password."""

    begin: Begin[AccountTransaction]
    registrations: RegistrationService
    users: UserReader
    passwords: Passwords
    clock: Clock
    ids: Ids

    def open(self, visit: Visit, sign_up: SignUp) -> Verified:
        """An organization with its first admin at once; whoever asks vouches for the address.

        Raises ``AlreadyExists`` (``email_taken``) when the address has an account.
        """
        own = (sign_up.first_name, sign_up.last_name, sign_up.email, sign_up.organization.name)
        must_be_hard_to_guess(sign_up.password, own)
        return self.registrations.open_unproven(visit, sign_up)

    def join(self, visit: Visit, new: NewColleague) -> UserDetails:
        """Another person for a colleague's organization; whoever asks vouches for the address.

        Raises ``AlreadyExists`` (``email_taken``), or ``Invalid`` on ``colleague`` when nobody has that
        address.
        """
        must_be_hard_to_guess(
            new.password, (new.first_name, new.last_name, new.email, self._factory(new.colleague))
        )
        password_hash = self.passwords.hash(new.password)
        with self.begin() as tx:
            colleague = tx.users.find_by_address(address_of(new.colleague))
            if colleague is None or colleague.is_deleted:
                raise Invalid(FieldError("colleague", "not_found"))
            user = self._colleague(visit, new, colleague, password_hash)
            tx.registrations.end_all(user.address, user.created_at)
            if not tx.users.add(user):
                raise AlreadyExists("email_taken")
            tx.record(_by_the_house(Action.ACCOUNT_OPENED, user))
        return self.users.details(user.id)

    def promote_operator(self, account: AccountOf) -> None:
        """Let a person look after the whole platform; raises ``NotFound``."""
        with self.begin() as tx:
            user = self._get(tx, account.email)
            user.become_operator()
            tx.users.save(user)
            tx.record(_by_the_house(Action.OPERATOR_GRANTED, user))

    def demote_operator(self, account: AccountOf) -> None:
        """Let a person look after the platform no more; raises ``NotFound``."""
        with self.begin() as tx:
            user = self._get(tx, account.email)
            user.cease_as_operator()
            tx.users.save(user)
            tx.record(_by_the_house(Action.OPERATOR_WITHDRAWN, user))

    def reset_password(self, new: PasswordFor) -> None:
        """Give an account a new password and end all it is signed in with; raises ``NotFound``."""
        known = self.users.find_by_address(address_of(new.email))
        if known is None:
            raise NotFound("account")
        must_be_hard_to_guess(new.password, own_words(self.users.details(known.id)))
        password_hash = self.passwords.hash(new.password)
        with self.begin() as tx:
            user = self._get(tx, new.email)
            tx.users.rehash(user.id, password_hash)
            end_everywhere(tx, user.id, self.clock.now())
            tx.record(_by_the_house(Action.PASSWORD_RESET, user))

    def remove_second_factor(self, account: AccountOf) -> None:
        """Let somebody sign in with their password alone, who lost app and paper; a mail tells of it.

        Raises ``NotFound``, also when the account has none.
        """
        with self.begin() as tx:
            user = self._get(tx, account.email)
            if tx.second_factors.find(user.id) is None:
                raise NotFound("second factor")
            tx.second_factors.drop(user.id)
            tx.challenges.end_all(user.id)
            tx.publish(SecondFactorTurnedOff(user_id=user.id))
            tx.record(_by_the_house(Action.SECOND_FACTOR_OFF, user))

    def _factory(self, colleague: str) -> str:
        """The name of the organization where somebody works."""
        known = self.users.find_by_address(address_of(colleague))
        if known is None or known.is_deleted:
            raise Invalid(FieldError("colleague", "not_found"))
        return self.users.details(known.id).organization.name

    def _colleague(self, visit: Visit, new: NewColleague, colleague: User, password_hash: str) -> User:
        return User(
            id=UserId(self.ids.new()),
            organization_id=colleague.organization_id,
            email=new.email,
            address=address_of(new.email),
            password_hash=password_hash,
            first_name=new.first_name,
            last_name=new.last_name,
            role=new.role,
            language=visit.language,
            created_at=self.clock.now(),
        )

    def _get(self, tx: AccountTransaction, email: str) -> User:
        user = tx.users.find_by_address(address_of(email))
        if user is None or user.is_deleted:
            raise NotFound("account")
        return user


def _by_the_house(action: Action, user: User) -> Deed:
    """What whoever runs the installation did with an account, at its command line."""
    return Deed(
        action=action, actor_id=THE_HOUSE.user_id, organization_id=user.organization_id, subject_id=user.id
    )
