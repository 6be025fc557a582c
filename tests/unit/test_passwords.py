"""Forgotten passwords, new ones, and which may be chosen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from p2p_core.identity.access_tokens.model import Scope
from p2p_core.identity.access_tokens.shapes import NewAccessToken
from p2p_core.identity.email_changes.shapes import ChangeEmail, ConfirmEmail
from p2p_core.identity.passwords.model import RESET_PASSWORD, PasswordForgotten
from p2p_core.identity.passwords.shapes import ChangePassword, ForgotPassword, ResetPassword
from p2p_core.identity.sessions.shapes import LoggedIn, LogIn
from p2p_core.identity.users.model import UserStatus
from p2p_core.identity.users.policy import is_easy_to_guess
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.shared.actor import Visit
from p2p_core.shared.errors import CoreError, Gone, Invalid, InvalidToken, TooMany, Unauthenticated
from p2p_core.shared.ids import EventId, PasswordResetId, UserId
from p2p_core.shared.language import Language
from tests.world import PASSPHRASE, World, a_sign_up, token_in

SARA = "sara@plastics.example"
NEW = "nine blue presses"
HOUR = timedelta(hours=1)
MOMENT = timedelta(milliseconds=1)


def log_in(world: World, password: str = PASSPHRASE, device: str = "") -> LoggedIn:
    return world.app.identity.logins.log_in(
        Visit(device="Firefox", device_secret=device), LogIn(email=SARA, password=password)
    )


def is_signed_in(world: World, token: str) -> bool:
    try:
        world.app.identity.sessions.recognize(token)
    except Unauthenticated:
        return False
    return True


def forget(world: World, email: str = SARA) -> None:
    sent = world.app.identity.passwords.forget(Visit(), ForgotPassword(email=email))
    assert (sent.status, sent.email) == ("reset_sent", email)


def link(world: World) -> str:
    forget(world)
    return world.newest_token()


def reset(world: World, token: str, password: str = NEW) -> str:
    """How a reset ends, in a word."""
    try:
        world.app.identity.passwords.reset(Visit(), ResetPassword(token=token, password=password))
    except CoreError as refusal:
        return refusal.code
    return "done"


def fields(refused: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {error.field: error.code for error in refused.value.errors}


def test_a_forgotten_password_is_replaced_with_the_link_of_a_mail(world: World) -> None:
    world.member()
    before = log_in(world)
    assert reset(world, link(world)) == "done"
    assert not is_signed_in(world, before.token)
    with pytest.raises(Unauthenticated):
        log_in(world)
    assert is_signed_in(world, log_in(world, NEW).token)


def test_its_owner_is_told_of_the_new_password(world: World) -> None:
    world.member()
    reset(world, link(world))
    asked, told = world.mails()[-2:]
    assert asked.subject == "Choose a new password"
    assert "60 min" in asked.text
    assert (told.to, told.subject) == (SARA, "Your password was changed")


def test_an_unknown_address_gets_the_same_answer_and_nobody_a_mail(world: World) -> None:
    world.member()
    before = len(world.mails())
    forget(world, "nobody@example.com")
    assert len(world.mails()) == before


def test_a_link_works_for_an_hour(world: World) -> None:
    world.member()
    first = link(world)
    world.clock.move(HOUR - MOMENT)
    assert reset(world, first) == "done"
    second = link(world)
    world.clock.move(HOUR)
    assert reset(world, second) == "token_expired"


def test_a_link_works_once_and_only_the_newest(world: World) -> None:
    world.member()
    old, new = link(world), link(world)
    assert reset(world, old) == "token_used"
    assert reset(world, new) == "done"
    assert reset(world, new, "eight red presses") == "token_used"
    assert reset(world, old) == "token_used"


def test_a_request_beyond_the_budget_leaves_the_newest_link_alive(world: World) -> None:
    world.member()
    newest = [link(world) for _ in range(3)][-1]
    before = len(world.mails())
    forget(world)
    assert len(world.mails()) == before
    assert reset(world, newest) == "done"


def test_only_a_token_for_this_purpose_resets(world: World) -> None:
    tokens = world.app.identity.passwords.tokens
    verification = world.sign_up()
    world.verify(verification)
    assert reset(world, verification) == "token_invalid"
    forget(world, "nobody@example.com")
    world.mails()
    assert reset(world, "nonsense") == "token_invalid"
    assert reset(world, tokens.issue(RESET_PASSWORD, "nobody")) == "token_expired"


def test_a_request_for_an_unknown_address_has_no_link_that_works(world: World) -> None:
    passwords = world.app.identity.passwords
    forget(world, "nobody@example.com")
    now, outbox = world.clock.now(), world.memory.store.outbox
    (event_id,) = outbox.claim(1, now, now)
    envelope = outbox.take(event_id, "a test", now, now + HOUR)
    assert envelope is not None
    assert isinstance(envelope.event, PasswordForgotten)
    token = passwords.tokens.issue(RESET_PASSWORD, envelope.event.reset_id)
    world.member("nobody@example.com")
    with pytest.raises(InvalidToken):
        passwords.reset(Visit(), ResetPassword(token=token, password=NEW))


def test_a_new_password_must_be_hard_to_guess_and_a_bad_one_does_not_use_up_the_link(world: World) -> None:
    world.member()
    token = link(world)
    for password, code in (
        ("Sara likes valves", "contains_own_words"),
        ("الخليج العربي أزرق", "contains_own_words"),
        ("plastics 4711 -", "contains_own_words"),
        ("passwordpassword", "too_common"),
    ):
        with pytest.raises(Invalid) as refused:
            world.app.identity.passwords.reset(Visit(), ResetPassword(token=token, password=password))
        assert fields(refused) == {"password": code}
    assert reset(world, token) == "done"


def test_a_reset_ends_everything_the_account_was_signed_in_with(world: World) -> None:
    actor = world.member()
    identity = world.app.identity
    script = identity.access_tokens.create(actor, NewAccessToken(name="n", scopes=(Scope.READ,))).token
    identity.email_changes.request(actor, ChangeEmail(new_email="attacker@example.com"))
    attackers = token_in(world.mails()[-2])
    assert reset(world, link(world)) == "done"
    with pytest.raises(Unauthenticated):
        identity.access_tokens.recognize(script)
    with pytest.raises(Gone):
        identity.email_changes.confirm(Visit(), ConfirmEmail(token=attackers))
    before = len(world.mails())
    log_in(world, NEW, device=world.devices[SARA])
    assert len(world.mails()) == before + 1, "no device is known any more"


def test_a_reset_forgives_the_failures_before_it(world: World) -> None:
    world.member()
    for _ in range(5):
        with pytest.raises(Unauthenticated):
            log_in(world, "wrong words")
    with pytest.raises(TooMany):
        log_in(world)
    reset(world, link(world))
    assert is_signed_in(world, log_in(world, NEW).token)


def test_a_link_to_an_address_the_account_has_left_is_dead(world: World) -> None:
    actor = world.member()
    token = link(world)
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.move_to("elsewhere@plastics.example")
        tx.users.save(user)
    assert reset(world, token) == "token_used"


def test_a_link_to_an_account_that_is_gone_is_dead(world: World) -> None:
    actor = world.member()
    token = link(world)
    world.memory.store.erasure.erase([actor.organization_id])
    assert reset(world, token) == "token_expired"


def test_an_account_that_goes_between_two_looks_has_no_link_that_works(world: World) -> None:
    actor = world.member()
    token = link(world)
    passwords = world.app.identity.passwords

    class Leaving:
        def details(self, user_id: UserId) -> UserDetails:
            world.memory.store.erasure.erase([actor.organization_id])
            return passwords.users.details(user_id)

    racing = replace(passwords, users=Leaving())  # type: ignore[arg-type]  # nothing else is asked
    with pytest.raises(Gone, match="token_expired"):
        racing.reset(Visit(), ResetPassword(token=token, password=NEW))


def test_an_account_that_is_gone_while_its_new_password_is_hashed_stays_gone(world: World) -> None:
    actor = world.member()
    token = link(world)
    passwords = world.app.identity.passwords

    class Meanwhile:
        def hash(self, password: str) -> str:
            world.memory.store.erasure.erase([actor.organization_id])
            return passwords.passwords.hash(password)

    racing = replace(passwords, passwords=Meanwhile())  # type: ignore[arg-type]  # nothing else is asked
    with pytest.raises(Gone):
        racing.reset(Visit(), ResetPassword(token=token, password=NEW))


def test_no_link_goes_to_the_inactive_the_gone_or_for_what_is_over(world: World) -> None:
    actor = world.member()
    before = len(world.mails())
    forget(world)
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.status = UserStatus.INACTIVE
        tx.users.save(user)
    assert len(world.mails()) == before
    mails = world.app.security_mails
    mails.mail_password_reset(EventId("e"), PasswordForgotten(reset_id=PasswordResetId("nobody")))
    assert len(world.mails()) == before


def test_the_link_is_in_the_persons_language(world: World) -> None:
    world.verify(world.sign_up(language=Language.ARABIC))
    forget(world)
    mail = world.mails()[-1]
    assert mail.subject == "اختيار كلمة مرور جديدة"
    assert 'dir="rtl"' in mail.html


def test_a_password_is_changed_with_the_old_one_and_other_sessions_end(world: World) -> None:
    world.member()
    here, other = log_in(world), log_in(world)
    actor = world.app.identity.sessions.recognize(here.token).actor
    wanted = ChangePassword(current_password=PASSPHRASE, new_password=NEW)
    issued = world.app.identity.passwords.change(actor, Visit(device_secret=here.device_secret), wanted)
    assert [is_signed_in(world, token) for token in (here.token, other.token, issued.token)] == [
        False,
        False,
        True,
    ]
    assert issued.session.id == here.overview.session.id
    assert world.mails()[-1].subject == "Your password was changed"
    assert is_signed_in(world, log_in(world, NEW, here.device_secret).token)


def test_changing_a_password_forgets_other_devices_but_keeps_tokens(world: World) -> None:
    actor = world.member()
    here, there = log_in(world), log_in(world)
    script = world.app.identity.access_tokens.create(
        actor, NewAccessToken(name="n", scopes=(Scope.READ,))
    ).token
    world.mails()
    world.clock.move(HOUR)
    visit = Visit(device_secret=here.device_secret)
    wanted = ChangePassword(current_password=PASSPHRASE, new_password=NEW)
    world.app.identity.passwords.change(
        world.app.identity.sessions.recognize(here.token).actor, visit, wanted
    )
    before = len(world.mails())
    log_in(world, NEW, here.device_secret)
    assert len(world.mails()) == before
    log_in(world, NEW, there.device_secret)
    assert len(world.mails()) == before + 1
    assert world.app.identity.access_tokens.recognize(script).actor.user_id == actor.user_id


def test_without_the_present_password_nothing_changes_and_it_counts_as_a_failure(world: World) -> None:
    actor = world.member()
    passwords = world.app.identity.passwords
    wrong = ChangePassword(current_password="wrong words", new_password=NEW)
    for _ in range(5):
        with pytest.raises(Invalid) as refused:
            passwords.change(actor, Visit(), wrong)
        assert fields(refused) == {"current_password": "wrong_password"}
    with pytest.raises(TooMany):
        passwords.change(actor, Visit(), ChangePassword(current_password=PASSPHRASE, new_password=NEW))
    with pytest.raises(TooMany):
        log_in(world)


def test_a_changed_password_must_be_hard_to_guess(world: World) -> None:
    actor = world.member()
    wanted = ChangePassword(current_password=PASSPHRASE, new_password="qwertyuiop123")
    with pytest.raises(Invalid) as refused:
        world.app.identity.passwords.change(actor, Visit(), wanted)
    assert fields(refused) == {"new_password": "too_common"}


def test_a_session_that_has_ended_changes_no_password(world: World) -> None:
    actor = world.member()
    world.app.identity.sessions.log_out(actor)
    wanted = ChangePassword(current_password=PASSPHRASE, new_password=NEW)
    with pytest.raises(Unauthenticated) as refused:
        world.app.identity.passwords.change(actor, Visit(), wanted)
    assert refused.value.code == "unauthenticated"


EASY = [
    "password1234",
    "passwordpassword",
    "123456789012",
    "1234567890123",
    "qwertyuiop123",
    "aaaaaaaaaaaa",
    "iloveyou1234",
    "administrator",
    "q1w2e3r4t5y6",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "zaq12wsxcde3",
    "qwerty123456",
    "abcdefghijkl",
    "abc123456789",
    "letmein12345",
    "unbelievable",
    "kingofkings1",
    "123123123123",
    "Password@123!",
    "P@ssw0rd1234",
    "Passw0rd2024!",
    "Welcome@2024!",
    "Summer2024!!",
    "qwertyqwerty",
    "abcabcabcabc",
    "trustno1trustno1",
    "iloveyoubaby",
    "manchesterunited",
    "098765432100",
    "changeme12345",
    "147258369147",
    "Mohammed12345",
    "Riyadh@12345",
    "Admin@123456",
    "rootroot1234",
    "monkeymonkey",
    "dragondragon1",
    "jordan232323",
    "correcthorsebatterystaple",
    "p2psandbox123",
    "كلمةالسر1234",
    "محمد١٢٣٤٥٦٧٨",
    "ابتثجحخدذرزس",
    "starwarsstarwars",
    "password!!!!!",
    "Aa123456Aa123456",
    "1234qwerasdf",
    "lkjhgfdsapoi",
    "zyxwvutsrqpo",
]
HARD = (
    "seven green valves",
    "steel melts at 1510 C",
    "xk3Tq9vLpz2M",
    "مضخة زرقاء خلف المستودع",
    "J7#kd92!mzQp",
    "my dog has three lame feet",
    "wAsher-brIne-quilt",
    "zzz not another sleepy night shift",
)


@pytest.mark.parametrize("password", EASY)
def test_what_guessers_try_first_is_refused(password: str) -> None:
    assert is_easy_to_guess(password)


@pytest.mark.parametrize("password", HARD)
def test_what_nobody_would_guess_is_taken(password: str) -> None:
    assert not is_easy_to_guess(password)


def test_a_sign_up_takes_no_password_that_is_easy_to_guess(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.app.identity.registrations.sign_up(Visit(), replace(a_sign_up(), password="password1234"))
    assert fields(refused) == {"password": "too_common"}
