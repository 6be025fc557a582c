"""Whatever a person does with sessions, passwords and tokens, in any order, only what is alive opens."""

from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from p2p_core.app import Rules
from p2p_core.identity.access_tokens.model import Scope
from p2p_core.identity.access_tokens.shapes import NewAccessToken
from p2p_core.identity.logins.shapes import Reauthenticate
from p2p_core.identity.passwords.shapes import ChangePassword, ForgotPassword, ResetPassword
from p2p_core.identity.sessions.model import MOST_SESSIONS
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.errors import CoreError, Gone, Unauthenticated
from tests.world import GENEROUS, PASSPHRASE, World, token_in

SARA = "sara@plastics.example"
PASSWORDS = [PASSPHRASE, "nine blue presses", "eleven red kilns"]
LIFETIME = timedelta(hours=24)
IDLE = timedelta(hours=8)


def is_over(lived: tuple[datetime, datetime], now: datetime) -> bool:
    born, used = lived
    return now - used >= IDLE or now - born >= LIFETIME


class Credentials(RuleBasedStateMachine):
    """A model of every secret that was ever given out, against the real thing."""

    @initialize()
    def begin(self) -> None:
        self.world = World(rules=Rules(budgets=GENEROUS))
        self.world.verify(self.world.sign_up())
        self.password = PASSPHRASE
        self.sessions: dict[str, tuple[datetime, datetime]] = {}
        """Live secrets, the oldest first, and when each was born and last used."""
        self.tokens: dict[str, datetime] = {}
        self.dead: set[str] = set()
        self.links: dict[str, datetime] = {}

    def die(self, *secrets: str) -> None:
        for secret in secrets:
            self.sessions.pop(secret, None)
            self.tokens.pop(secret, None)
            self.dead.add(secret)

    def actor(self, number: int) -> tuple[str, Actor]:
        secret = list(self.sessions)[number % len(self.sessions)]
        return secret, self.world.app.identity.sessions.recognize(secret).actor

    @rule(password=st.sampled_from(PASSWORDS))
    def log_in(self, password: str) -> None:
        try:
            done = self.world.app.identity.logins.log_in(Visit(), LogIn(email=SARA, password=password))
        except Unauthenticated:
            assert password != self.password
            return
        assert password == self.password
        self.sessions[done.token] = (self.world.clock.now(), self.world.clock.now())
        if len(self.sessions) > MOST_SESSIONS:
            self.die(next(iter(self.sessions)))

    @precondition(lambda self: self.sessions)
    @rule(number=st.integers(0, 20))
    def refresh(self, number: int) -> None:
        secret, actor = self.actor(number)
        issued = self.world.app.identity.sessions.refresh(actor)
        self.sessions = {
            issued.token if known == secret else known: when for known, when in self.sessions.items()
        }
        born, _ = self.sessions[issued.token]
        self.sessions[issued.token] = (born, self.world.clock.now())
        self.die(secret)

    @precondition(lambda self: self.sessions)
    @rule(number=st.integers(0, 20), which=st.integers(0, 20))
    def end_one(self, number: int, which: int) -> None:
        _, actor = self.actor(number)
        doomed, other = self.actor(which)
        assert other.session_id is not None
        self.world.app.identity.sessions.end(actor, other.session_id)
        self.die(doomed)

    @precondition(lambda self: self.sessions)
    @rule(number=st.integers(0, 20))
    def end_others(self, number: int) -> None:
        secret, actor = self.actor(number)
        self.world.app.identity.sessions.end_others(actor)
        self.die(*(known for known in list(self.sessions) if known != secret))

    @precondition(lambda self: self.sessions)
    @rule(number=st.integers(0, 20), current=st.sampled_from(PASSWORDS), new=st.sampled_from(PASSWORDS))
    def change_password(self, number: int, current: str, new: str) -> None:
        secret, actor = self.actor(number)
        try:
            issued = self.world.app.identity.passwords.change(
                actor, Visit(), ChangePassword(current_password=current, new_password=new)
            )
        except CoreError:
            assert current != self.password
            return
        assert current == self.password
        self.password = new
        when = self.sessions[secret]
        self.die(*list(self.sessions))
        self.sessions[issued.token] = when

    @rule()
    def forget_password(self) -> None:
        self.world.app.identity.passwords.forget(Visit(), ForgotPassword(email=SARA))
        link = next(token_in(mail) for mail in reversed(self.world.mails()) if "#token=" in mail.text)
        self.links = {link: self.world.clock.now()}

    @precondition(lambda self: self.links)
    @rule(new=st.sampled_from(PASSWORDS))
    def reset_password(self, new: str) -> None:
        ((link, born),) = self.links.items()
        request = ResetPassword(token=link, password=new)
        if self.world.clock.now() - born >= timedelta(hours=1):
            with pytest.raises(Gone, match="token_expired"):
                self.world.app.identity.passwords.reset(Visit(), request)
            return
        self.world.app.identity.passwords.reset(Visit(), request)
        self.links = {}
        self.password = new
        self.die(*self.sessions, *self.tokens)

    @precondition(lambda self: self.sessions)
    @rule(number=st.integers(0, 20), days=st.integers(1, 2))
    def create_token(self, number: int, days: int) -> None:
        _, actor = self.actor(number)
        self.world.app.identity.logins.reauthenticate(actor, Visit(), Reauthenticate(password=self.password))
        _, actor = self.actor(number)
        new = NewAccessToken(name="n", scopes=(Scope.READ,), expires_in_days=days)
        made = self.world.app.identity.access_tokens.create(actor, new)
        self.tokens[made.token] = made.expires_at

    @precondition(lambda self: self.sessions and self.tokens)
    @rule(number=st.integers(0, 20))
    def end_token(self, number: int) -> None:
        _, actor = self.actor(number)
        secret = list(self.tokens)[number % len(self.tokens)]
        script = self.world.app.identity.access_tokens.recognize(secret).actor
        assert script.token_id is not None
        self.world.app.identity.access_tokens.end(actor, script.token_id)
        self.die(secret)

    @rule(hours=st.sampled_from([1, 7]))
    def wait(self, hours: int) -> None:
        self.world.clock.move(timedelta(hours=hours))
        now = self.world.clock.now()
        self.die(*(secret for secret, used in self.sessions.items() if is_over(used, now)))
        self.die(*(secret for secret, ends in self.tokens.items() if now >= ends))

    @rule()
    def clean_up(self) -> None:
        self.world.app.retention.forget_expired_credentials()

    @invariant()
    def only_what_is_alive_opens(self) -> None:
        if not hasattr(self, "world"):
            return
        identity = self.world.app.identity
        for secret in (*self.sessions, *self.tokens, *self.dead):
            recognize = (
                identity.access_tokens.recognize if secret.startswith("p2p_") else identity.sessions.recognize
            )
            try:
                recognize(secret)
            except Unauthenticated:
                assert secret in self.dead
            else:
                assert secret not in self.dead


TestCredentials = Credentials.TestCase
TestCredentials.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
