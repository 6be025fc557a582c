"""Whatever people do with sign-ups, links and sessions, and in whichever order, the rules hold."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from p2p_core.app import Rules
from p2p_core.identity.registrations.shapes import ResendVerification, SignUp, VerifyEmail
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.organizations.shapes import NewOrganization
from p2p_core.shared.actor import Visit
from p2p_core.shared.errors import CoreError, Unauthenticated
from tests.world import GENEROUS, World, token_in

SPELLINGS = ["ali@x.example", " ALI@X.example", "Ａli@x.example", "noor@x.example", "noor@X.EXAMPLE "]
PASSWORDS = ["seven green valves", "eight green valves", "nine green valves"]
LIFETIME = timedelta(hours=24)


def normal(spelling: str) -> str:
    return "ali@x.example" if "li@" in spelling.lower() else "noor@x.example"


def refused(operation: Callable[..., object], *arguments: object) -> str | None:
    """The code with which an operation refuses, if it does."""
    try:
        operation(*arguments)
    except CoreError as refusal:
        return refusal.code
    return None


class Registrations(RuleBasedStateMachine):
    """A model of every link that was ever mailed, against the real thing."""

    tokens = Bundle("tokens")
    secrets = Bundle("secrets")

    def __init__(self) -> None:
        super().__init__()
        self.world = World(rules=Rules(budgets=GENEROUS))
        self.accounts: dict[str, str] = {}
        self.pending: dict[str, tuple[str, str]] = {}
        self.dead: dict[str, str] = {}
        self.born: dict[str, datetime] = {}
        self.live: dict[str, str] = {}
        self.mailed = 0

    def arrived(self) -> list[str]:
        mails = self.world.mails()
        new, self.mailed = mails[self.mailed :], len(mails)
        return [token_in(mail) for mail in new if "#token=" in mail.text]

    @rule(target=tokens, spelling=st.sampled_from(SPELLINGS), password=st.sampled_from(PASSWORDS))
    def sign_up(self, spelling: str, password: str) -> str:
        sign_up = SignUp(
            email=spelling,
            password=password,
            first_name="A",
            last_name="B",
            organization=NewOrganization(name="Works"),
        )
        self.world.app.identity.registrations.sign_up(Visit(), sign_up)
        arrived = self.arrived()
        assert len(arrived) == (0 if normal(spelling) in self.accounts else 1)
        for token in arrived:
            self.pending[token] = (normal(spelling), password)
            self.born[token] = self.world.clock.now()
        return arrived[0] if arrived else "none"

    @rule(target=tokens, spelling=st.sampled_from(SPELLINGS))
    def resend(self, spelling: str) -> str:
        before = [t for t in self.pending if self.pending[t][0] == normal(spelling) and not self.is_old(t)][
            -3:
        ]
        self.world.app.identity.registrations.resend(Visit(), ResendVerification(email=spelling))
        arrived = self.arrived()
        assert len(arrived) == len(before)
        # New links come newest registration first, as the old ones were made oldest first.
        for old, new in zip(reversed(before), arrived, strict=True):
            self.pending[new] = self.pending.pop(old)
            self.born[new] = self.world.clock.now()
            self.dead[old] = "token_used"
        self.pending = dict(sorted(self.pending.items(), key=lambda item: self.order(item[0])))
        return arrived[0] if arrived else "none"

    def order(self, token: str) -> str:
        subject = self.world.app.notifications.tokens.read("verify-email", token)
        return subject.partition(":")[0]

    def is_old(self, token: str) -> bool:
        return self.world.clock.now() - self.born[token] >= LIFETIME

    @rule(token=tokens)
    def verify(self, token: str) -> None:
        expected = self.expected(token)
        assert refused(self.verify_it, token) == expected
        if expected is not None:
            return
        address, password = self.pending[token]
        self.accounts[address] = password
        for other in [t for t in self.pending if self.pending[t][0] == address]:
            ended = other == token or not self.is_old(other)
            del self.pending[other]
            self.dead[other] = "token_used" if ended else "token_expired"

    def verify_it(self, token: str) -> None:
        self.world.app.identity.registrations.verify(Visit(), VerifyEmail(token=token))

    def expected(self, token: str) -> str | None:
        if token == "none":
            return "token_invalid"
        if token in self.dead:
            return self.dead[token]
        return "token_expired" if self.is_old(token) else None

    @rule(hours=st.sampled_from([1, 12, 24]))
    def wait(self, hours: int) -> None:
        self.world.clock.move(timedelta(hours=hours))
        self.live = {token: address for token, address in self.live.items() if self.is_recognized(token)}

    @rule(target=secrets, spelling=st.sampled_from(SPELLINGS), password=st.sampled_from(PASSWORDS))
    def log_in(self, spelling: str, password: str) -> str:
        right = self.accounts.get(normal(spelling)) == password
        credentials = LogIn(email=spelling, password=password)
        if not right:
            codes = {"invalid_credentials", "email_not_verified"}
            assert refused(self.world.app.identity.logins.log_in, Visit(), credentials) in codes
            return "none"
        opened = self.world.app.identity.logins.log_in(Visit(), credentials)
        self.live[opened.token] = normal(spelling)
        return opened.token

    @rule(secret=secrets)
    def log_out(self, secret: str) -> None:
        if secret in self.live:
            sessions = self.world.app.identity.sessions
            sessions.log_out(sessions.recognize(secret).actor)
            del self.live[secret]
        assert not self.is_recognized(secret)

    @rule(target=secrets, secret=secrets)
    def refresh(self, secret: str) -> str:
        if secret not in self.live:
            return secret
        sessions = self.world.app.identity.sessions
        issued = sessions.refresh(sessions.recognize(secret).actor)
        self.live[issued.token] = self.live.pop(secret)
        assert not self.is_recognized(secret)
        return issued.token

    def is_recognized(self, secret: str) -> bool:
        try:
            self.world.app.identity.sessions.recognize(secret)
        except Unauthenticated:
            return False
        return True

    @invariant()
    def one_address_has_one_account_with_the_password_of_the_link_that_was_used(self) -> None:
        for address, password in self.accounts.items():
            user = self.world.memory.store.users.find_by_address(address)
            assert user is not None
            assert self.world.app.identity.logins.passwords.verify(password, user.password_hash).correct

    @invariant()
    def every_live_secret_belongs_to_its_person(self) -> None:
        for secret, address in list(self.live.items())[-3:]:
            recognized = self.world.app.identity.sessions.recognize(secret)
            user = self.world.memory.store.users.find_by_address(address)
            assert user is not None
            assert recognized.actor.user_id == user.id


TestRegistrations = Registrations.TestCase
TestRegistrations.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
