"""From sign-up to account."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from p2p_core.identity.registrations.model import VERIFY_EMAIL
from p2p_core.identity.registrations.shapes import ResendVerification, SignUp, VerifyEmail
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.ports import Passwords, Verdict
from p2p_core.organizations.shapes import NewOrganization
from p2p_core.shared.actor import Role, Visit
from p2p_core.shared.errors import AlreadyExists, Forbidden, Gone, Invalid, InvalidToken, Unauthenticated
from p2p_core.shared.language import Language
from tests.world import PASSPHRASE, World, a_sign_up, token_in

DAY = timedelta(hours=24)
MOMENT = timedelta(milliseconds=1)


def verify(world: World, token: str) -> str:
    return world.app.identity.registrations.verify(Visit(), VerifyEmail(token=token)).user.id


def refusal(world: World, token: str) -> str:
    """The code with which a token is refused."""
    with pytest.raises((Gone, InvalidToken)) as refused:
        verify(world, token)
    return refused.value.code


def test_nothing_exists_before_the_address_is_proven(world: World) -> None:
    world.sign_up()
    with pytest.raises(Unauthenticated):
        world.app.identity.logins.log_in(Visit(), LogIn(email="sara@plastics.example", password="x"))
    assert world.memory.store.users.find_by_address("sara@plastics.example") is None


def test_a_used_link_makes_the_organization_and_its_first_admin(world: World) -> None:
    token = world.sign_up(language=Language.ARABIC)
    verified = world.app.identity.registrations.verify(Visit(), VerifyEmail(token=token))
    assert (verified.user.role, verified.user.email_verified) == (Role.ADMIN, True)
    assert verified.user.language is Language.ARABIC
    assert verified.user.organization.id == verified.organization.id
    assert (verified.organization.name, verified.organization.member_count) == ("مصنع الخليج", 1)
    assert (verified.organization.city, verified.organization.country) == ("الدمام", "SA")


def test_a_link_works_once(world: World) -> None:
    token = world.sign_up()
    verify(world, token)
    assert refusal(world, token) == "token_used"


def test_a_link_lives_to_the_last_moment_of_its_24_hours(world: World) -> None:
    token = world.sign_up()
    world.clock.move(DAY - MOMENT)
    verify(world, token)


def test_a_link_is_dead_after_24_hours(world: World) -> None:
    token = world.sign_up()
    world.clock.move(DAY)
    assert refusal(world, token) == "token_expired"


def test_a_new_link_kills_the_one_before_and_lives_its_own_24_hours(world: World) -> None:
    old = world.sign_up()
    world.clock.move(DAY - MOMENT)
    sent = world.app.identity.registrations.resend(
        Visit(), ResendVerification(email=" SARA@plastics.example")
    )
    new = world.newest_token()
    assert sent.status == "verification_sent"
    assert new != old
    assert refusal(world, old) == "token_used"
    world.clock.move(DAY - MOMENT)
    verify(world, new)


def test_asking_for_a_link_to_an_unknown_address_answers_alike_and_sends_nothing(world: World) -> None:
    sent = world.app.identity.registrations.resend(Visit(), ResendVerification(email="nobody@example.com"))
    assert (sent.status, sent.email) == ("verification_sent", "nobody@example.com")
    assert world.mails() == []


def test_one_request_sends_three_mails_at_the_most(world: World) -> None:
    for _ in range(5):
        world.sign_up()
        world.clock.move(timedelta(hours=1))
    world.app.identity.registrations.resend(Visit(), ResendVerification(email="sara@plastics.example"))
    assert len(world.mails()) == 5 + 3


def test_a_token_for_another_purpose_or_of_no_registration_is_refused(world: World) -> None:
    tokens = world.app.notifications.tokens
    world.sign_up()
    assert refusal(world, tokens.issue("reset-password", "x:1")) == "token_invalid"
    assert refusal(world, tokens.issue(VERIFY_EMAIL, "x")) == "token_invalid"
    assert refusal(world, tokens.issue(VERIFY_EMAIL, "x:1")) == "token_expired"
    assert refusal(world, "nonsense") == "token_invalid"


def test_one_used_link_ends_the_addresss_other_registrations(world: World) -> None:
    first, second = world.sign_up(), world.sign_up(" Sara@PLASTICS.example")
    verify(world, first)
    assert refusal(world, second) == "token_used"


def test_nobody_can_prepare_an_account_for_somebody_else(world: World) -> None:
    """Whose link is used decides whose password the account has, whoever signed up first or last."""
    own = world.sign_up()
    foreign = SignUp(
        email="sara@plastics.example",
        password="the attacker's words",
        first_name="Not",
        last_name="Her",
        organization=NewOrganization(name="Trap Works"),
    )
    world.app.identity.registrations.sign_up(Visit(), foreign)
    assert "Trap Works" in world.mails()[-1].text
    verify(world, own)
    world.signed_in()
    with pytest.raises(Unauthenticated):
        world.app.identity.logins.log_in(
            Visit(), LogIn(email="sara@plastics.example", password="the attacker's words")
        )


def test_a_known_address_is_answered_alike_and_told_so_by_mail(world: World) -> None:
    unknown = world.app.identity.registrations.sign_up(Visit(), a_sign_up())
    verify(world, world.newest_token())
    known = world.app.identity.registrations.sign_up(Visit(), a_sign_up())
    assert known == unknown
    mail = world.mails()[-1]
    assert mail.subject == "You already have an account"
    assert "#token=" not in mail.text


def test_signing_in_does_not_tell_a_known_address_from_an_unknown_one(world: World) -> None:
    """Whoever signs up a stranger's address knows the password; the answers to it must be alike."""
    world.member()
    own = "the attacker's words"
    answers = []
    for email in ("sara@plastics.example", "unknown@plastics.example"):
        for attempt in (own, "quite another one"):
            foreign = replace(a_sign_up(email), password=own)
            world.app.identity.registrations.sign_up(Visit(), foreign)
            with pytest.raises((Unauthenticated, Forbidden)) as refused:
                world.app.identity.logins.log_in(Visit(), LogIn(email=email, password=attempt))
            answers.append(refused.value.code)
    assert answers == ["email_not_verified", "invalid_credentials"] * 2


def test_no_link_is_ever_sent_to_a_sign_up_of_a_known_address(world: World) -> None:
    world.member()
    world.app.identity.registrations.sign_up(Visit(), a_sign_up())
    before = len(world.mails())
    world.app.identity.registrations.resend(Visit(), ResendVerification(email="sara@plastics.example"))
    assert len(world.mails()) == before


def test_every_refused_sign_in_checks_as_many_passwords(world: World) -> None:
    """Time must tell neither whether an address has an account nor how many sign-ups wait for it."""
    world.member("member@x.example")
    for _ in range(3):
        world.sign_up("pending@x.example")
    counting = Counting(world.app.identity.logins.passwords)
    logins = replace(world.app.identity.logins, passwords=counting)
    for email in ("member@x.example", "pending@x.example", "unknown@x.example", "no address"):
        counting.checks = 0
        with pytest.raises(Unauthenticated):
            logins.log_in(Visit(), LogIn(email=email, password="wrong words"))
        assert counting.checks == 2


@dataclass
class Counting:
    """Passwords that count their slow checks."""

    passwords: Passwords
    checks: int = 0

    def hash(self, password: str) -> str:
        return self.passwords.hash(password)

    def verify(self, password: str, stored: str) -> Verdict:
        self.checks += 1
        return self.passwords.verify(password, stored)

    def verify_nothing(self) -> None:
        self.checks += 1
        self.passwords.verify_nothing()


def test_two_organizations_of_one_name_have_slugs_of_their_own(world: World) -> None:
    slugs = []
    for email in ("a@one.example", "b@two.example", "c@three.example"):
        token = world.sign_up(email)
        slugs.append(
            world.app.identity.registrations.verify(Visit(), VerifyEmail(token=token)).organization.slug
        )
    assert slugs[0] == "مصنع-الخليج"
    assert len(set(slugs)) == 3


@pytest.mark.parametrize(
    "password",
    [
        "Plastics for ever",
        "i am sara-the-great",
        "the gulf مصنع words",
        "plastics.example!!",
        "ALHARBI الحربي 123",
    ],
)
def test_a_password_with_own_words_in_it_is_refused(world: World, password: str) -> None:
    new = a_sign_up(organization="Gulf مصنع Plastics")
    with pytest.raises(Invalid) as refused:
        world.app.identity.registrations.sign_up(
            Visit(),
            SignUp(
                email=new.email,
                password=password,
                first_name=new.first_name,
                last_name=new.last_name,
                organization=new.organization,
            ),
        )
    assert [(e.field, e.code) for e in refused.value.errors] == [("password", "contains_own_words")]
    assert world.mails() == []


def test_the_mail_names_the_person_and_the_organization_in_their_language(world: World) -> None:
    world.sign_up(language=Language.ARABIC)
    mail = world.mails()[-1]
    assert mail.to == "sara@plastics.example"
    assert "الحربي" in mail.text
    assert "مصنع الخليج" in mail.text
    assert 'dir="rtl"' in mail.html
    assert f"http://127.0.0.1:8000/verify-email#token={token_in(mail)}" in mail.html


def test_an_account_from_the_command_line_needs_no_mail(world: World) -> None:
    verified = world.app.identity.accounts.open(Visit(), a_sign_up())
    assert world.mails() == []
    assert world.signed_in().user_id == verified.user.id
    with pytest.raises(AlreadyExists) as refused:
        world.app.identity.accounts.open(Visit(), a_sign_up())
    assert refused.value.code == "email_taken"


def test_an_accepted_sign_up_is_forgotten_neither_by_case_nor_by_form(world: World) -> None:
    assert PASSPHRASE not in repr(
        world.memory.store.registrations.pending("sara@plastics.example", world.clock.now())
    )
