"""Who did what is written down once, in the operation's own transaction, and names nobody's secrets."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from p2p_core.audit.service import shortened
from p2p_core.audit.shapes import AuditDetails, AuditQuery
from p2p_core.forum.interventions.shapes import Removal
from p2p_core.forum.posts.shapes import PostChanges
from p2p_core.forum.topics.shapes import TopicChanges
from p2p_core.identity.access_tokens.model import Scope
from p2p_core.identity.access_tokens.shapes import NewAccessToken
from p2p_core.identity.accounts.shapes import AccountOf, NewColleague, PasswordFor
from p2p_core.identity.email_changes.shapes import ChangeEmail, ConfirmEmail
from p2p_core.identity.invitations.shapes import NewInvitation
from p2p_core.identity.logins.shapes import Reauthenticate, SecondStep
from p2p_core.identity.members.shapes import MemberChanges
from p2p_core.identity.passwords.shapes import ChangePassword, ForgotPassword, ResetPassword
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.model import UserStatus
from p2p_core.organizations.shapes import OrganizationChanges
from p2p_core.shared.actor import THE_HOUSE, Actor, Role, Visit
from p2p_core.shared.audit import Action
from p2p_core.shared.errors import Conflict, CoreError, Forbidden, Invalid, TooMany, Unauthenticated
from p2p_core.shared.moments import Moment, moment_of
from tests.unit.test_second_factors import App, challenge
from tests.world import PASSPHRASE, World, token_in

NEW = "nine quiet presses"


def entries(world: World) -> list[AuditDetails]:
    """Everything that is written down, the oldest first."""
    return [*world.app.audit.list(THE_HOUSE, AuditQuery(limit=100)).items][::-1]


def newly(world: World, act: Callable[[], object]) -> list[Action]:
    """What an act has written down."""
    before = len(entries(world))
    act()
    return [entry.action for entry in entries(world)[before:]]


def refused(world: World, act: Callable[[], object]) -> list[Action]:
    def fail() -> None:
        with pytest.raises(CoreError):
            act()

    return newly(world, fail)


def log_in(world: World, password: str = PASSPHRASE, email: str = "sara@plastics.example") -> object:
    return world.app.identity.logins.log_in(Visit(), LogIn(email=email, password=password))


def test_signing_up_and_in_and_failing_to_are_written_down(world: World) -> None:
    token = world.sign_up()
    assert newly(world, lambda: world.verify(token)) == [Action.ACCOUNT_OPENED]
    assert newly(world, lambda: log_in(world)) == [Action.SIGNED_IN]
    assert refused(world, lambda: log_in(world, "wrong and long enough")) == [Action.SIGN_IN_REFUSED]
    known = entries(world)[-1]
    assert refused(world, lambda: log_in(world, email="nobody@x.example")) == [Action.SIGN_IN_REFUSED]
    unknown = entries(world)[-1]
    assert known.actor
    assert known.actor.display_name == "Sara الحربي"
    assert (unknown.actor, unknown.organization_id) == (None, None)
    assert known.details == unknown.details == {"code": "invalid_credentials"}
    world.sign_up("late@plastics.example")
    assert refused(world, lambda: log_in(world, email="late@plastics.example")) == [Action.SIGN_IN_REFUSED]
    assert entries(world)[-1].details == {"code": "email_not_verified"}


def test_somebody_inactive_is_written_down_at_the_door(world: World) -> None:
    admin = world.member()
    omar = world.joined(admin)
    world.app.identity.members.change(admin, omar.user_id, MemberChanges(status=UserStatus.INACTIVE))
    assert refused(world, lambda: log_in(world, email="omar@plastics.example")) == [Action.SIGN_IN_REFUSED]
    assert entries(world)[-1].details == {"code": "account_inactive"}


def knock(world: World, number: int = 0, email: str = "sara@plastics.example") -> None:
    """Somebody tries a wrong password, from another network each time they are told to."""
    with pytest.raises(CoreError):
        world.app.identity.logins.log_in(
            Visit(network=f"198.51.{number}.7"), LogIn(email=email, password="wrong and long enough")
        )


def knock_at_many(world: World) -> None:
    for number in range(40):
        knock(world, email=f"{number}@y.example")


@pytest.mark.parametrize("email", ["sara@plastics.example", "nobody@x.example"])
def test_a_locked_account_is_written_down_once_as_long_as_that_lasts(world: World, email: str) -> None:
    known = world.member().user_id if email.startswith("sara") else None
    for number in range(5):
        knock(world, number, email)
    for minutes in (1, 2, 4, 8, 15, 15):
        before = len(entries(world))
        for number in range(20):
            knock(world, number, email)
        (locked,) = entries(world)[before:]
        assert (locked.action, locked.details) == (Action.SIGN_IN_REFUSED, {"code": "rate_limited"})
        assert (locked.actor and locked.actor.id) == known
        world.clock.move(timedelta(minutes=minutes))
        assert newly(world, lambda: knock(world, email=email)) == [Action.SIGN_IN_REFUSED]
        assert entries(world)[-1].details == {"code": "invalid_credentials"}


def test_a_locked_network_is_written_down_once_whatever_accounts_it_tries(world: World) -> None:
    for number in range(50):
        knock(world, email=f"{number}@x.example")
    assert newly(world, lambda: knock_at_many(world)) == [Action.SIGN_IN_REFUSED]
    assert entries(world)[-1].details == {"code": "rate_limited"}
    assert newly(world, lambda: knock(world, 1)) == [Action.SIGN_IN_REFUSED], "another is looked at"
    world.clock.move(timedelta(minutes=15))
    assert newly(world, lambda: knock(world)) == [Action.SIGN_IN_REFUSED]
    assert entries(world)[-1].details == {"code": "invalid_credentials"}


def test_a_refusal_for_too_many_leaves_nothing_but_its_line(world: World) -> None:
    """An account isn't brought nearer to its lock by what its network is refused."""
    sara = world.member()
    for number in range(50):
        knock(world, email=f"{number}@x.example")
    for _ in range(10):
        knock(world)
    assert newly(world, lambda: knock(world, 1)) == [Action.SIGN_IN_REFUSED]
    assert entries(world)[-1].details == {"code": "invalid_credentials"}
    assert world.signed_in().user_id == sara.user_id


def test_a_code_that_has_to_wait_is_written_down_and_costs_no_try(world: World) -> None:
    app, logins = App(world, world.member()), world.app.identity.logins
    app.confirm()
    begun = challenge(world)
    for number in range(5):
        knock(world, number)
    step = SecondStep(challenge=begun, code=app.wrong_code())
    for _ in range(10):
        with pytest.raises(TooMany):
            logins.log_in_with_code(Visit(), step)
    assert entries(world)[-1].details == {"code": "rate_limited"}
    assert entries(world)[-2].details == {"code": "invalid_credentials"}
    world.clock.move(timedelta(minutes=1))
    assert logins.log_in_with_code(Visit(), SecondStep(challenge=begun, code=app.code())).token


def test_passwords_addresses_and_proofs_are_written_down(world: World) -> None:
    sara, identity = world.member(), world.app.identity
    wrong = Reauthenticate(password="wrong and long enough")
    assert refused(world, lambda: identity.logins.reauthenticate(sara, Visit(), wrong)) == [
        Action.PROOF_REFUSED
    ]
    wrong = Reauthenticate(code="123456")
    assert refused(world, lambda: identity.logins.reauthenticate(sara, Visit(), wrong)) == [
        Action.PROOF_REFUSED
    ]
    change = ChangePassword(current_password=PASSPHRASE, new_password=NEW)
    assert newly(world, lambda: identity.passwords.change(sara, Visit(), change)) == [Action.PASSWORD_CHANGED]
    identity.passwords.forget(Visit(), ForgotPassword(email="sara@plastics.example"))
    reset = ResetPassword(token=token_in(world.mails()[-1]), password=PASSPHRASE)
    assert newly(world, lambda: identity.passwords.reset(Visit(), reset)) == [Action.PASSWORD_RESET]
    sara = world.signed_in()
    wish = ChangeEmail(new_email="sara@new.example")
    assert newly(world, lambda: identity.email_changes.request(sara, wish)) == [Action.EMAIL_CHANGE_REQUESTED]
    (token,) = [token_in(mail) for mail in world.mails() if mail.to == "sara@new.example"]
    proof = ConfirmEmail(token=token)
    assert newly(world, lambda: identity.email_changes.confirm(Visit(), proof)) == [Action.EMAIL_CHANGED]
    by = PasswordFor(email="sara@new.example", password=NEW)
    assert newly(world, lambda: identity.accounts.reset_password(by)) == [Action.PASSWORD_RESET]
    actor = entries(world)[-1].actor
    assert actor
    assert (actor.id, actor.display_name) == ("the house", None)


def test_second_factors_and_tokens_are_written_down(world: World) -> None:
    sara, identity = world.member(), world.app.identity
    assert newly(world, App(world, sara).confirm) == [Action.SECOND_FACTOR_ON]
    new = NewAccessToken(name="nightly", scopes=(Scope.READ, Scope.ADMIN))
    assert newly(world, lambda: identity.access_tokens.create(sara, new)) == [Action.TOKEN_CREATED]
    created = entries(world)[-1]
    assert created.details == {"scopes": "read admin"}
    assert created.subject
    token_id = identity.access_tokens.list(sara).items[0].id
    assert created.subject.id == token_id
    assert newly(world, lambda: identity.access_tokens.end(sara, token_id)) == [Action.TOKEN_ENDED]
    assert newly(world, lambda: identity.second_factors.remove(sara)) == [Action.SECOND_FACTOR_OFF]
    assert newly(world, lambda: identity.second_factors.remove(sara)) == []


def test_a_wrong_code_at_the_door_is_written_down(world: World) -> None:
    app, logins = App(world, world.member()), world.app.identity.logins
    app.confirm()
    step = SecondStep(challenge=challenge(world), code=app.wrong_code())
    assert refused(world, lambda: logins.log_in_with_code(Visit(), step)) == [Action.SIGN_IN_REFUSED]


def test_what_admins_do_with_people_is_written_down(world: World) -> None:
    admin, identity = world.member(), world.app.identity
    omar = world.joined(admin)
    as_admin = MemberChanges(role=Role.ADMIN, status=UserStatus.INACTIVE)
    assert newly(world, lambda: identity.members.change(admin, omar.user_id, as_admin)) == [
        Action.ROLE_CHANGED,
        Action.STATUS_CHANGED,
    ]
    role, status = entries(world)[-2:]
    assert role.details == {"before": "member", "after": "admin"}
    assert status.details == {"before": "active", "after": "inactive"}
    assert role.subject
    assert role.actor
    assert (role.actor.id, role.subject.id) == (admin.user_id, omar.user_id)
    assert newly(world, lambda: identity.members.change(admin, omar.user_id, MemberChanges(title="x"))) == []
    assert newly(world, lambda: identity.members.end_sessions(admin, omar.user_id)) == [Action.SESSIONS_ENDED]
    assert newly(world, lambda: identity.members.remove(admin, omar.user_id)) == [Action.USER_REMOVED]
    last = MemberChanges(role=Role.MEMBER)
    with pytest.raises(Conflict):
        identity.members.change(admin, admin.user_id, last)
    assert entries(world)[-1].action is Action.USER_REMOVED


def test_invitations_are_written_down_from_sending_to_accepting(world: World) -> None:
    admin, invitations = world.member(), world.app.identity.invitations
    sent = invitations.send(admin, NewInvitation(email="omar@plastics.example", role=Role.ADMIN))
    assert entries(world)[-1].details == {"role": "admin"}
    assert newly(world, lambda: invitations.resend(admin, sent.id)) == [Action.INVITATION_RESENT]
    assert newly(world, lambda: invitations.cancel(admin, sent.id)) == [Action.INVITATION_CANCELLED]
    assert newly(world, lambda: invitations.cancel(admin, sent.id)) == []
    assert newly(world, lambda: world.joined(admin)) == [
        Action.INVITATION_SENT,
        Action.SIGNED_IN,
        Action.INVITATION_ACCEPTED,
    ]


def test_what_the_house_and_the_organization_change_is_written_down(world: World) -> None:
    admin, accounts = world.member(), world.app.identity.accounts
    account = AccountOf(email="sara@plastics.example")
    assert newly(world, lambda: accounts.promote_operator(account)) == [Action.OPERATOR_GRANTED]
    assert newly(world, lambda: accounts.demote_operator(account)) == [Action.OPERATOR_WITHDRAWN]
    new = NewColleague(
        email="huda@plastics.example",
        password=NEW,
        first_name="Huda",
        last_name="Nasser",
        colleague="sara@plastics.example",
    )
    assert newly(world, lambda: accounts.join(Visit(), new)) == [Action.ACCOUNT_OPENED]
    changes = OrganizationChanges(city="Riyadh", require_second_factor=True)
    organizations = world.app.organizations
    assert newly(world, lambda: organizations.change_mine(admin, changes)) == [Action.ORGANIZATION_CHANGED]
    assert entries(world)[-1].details == {"fields": "city require_second_factor"}
    assert newly(world, lambda: organizations.change_mine(admin, changes)) == []


def test_refusals_are_written_down_but_not_without_end(world: World) -> None:
    omar = world.joined(world.member())
    for _ in range(70):
        world.app.audit.deny(omar, "listUsers", "forbidden")
    denied = world.app.audit.list(THE_HOUSE, AuditQuery(action=Action.ACCESS_DENIED, limit=100)).items
    assert len(denied) == 60
    assert denied[0].details == {"operation": "listUsers", "code": "forbidden"}
    world.clock.move(timedelta(hours=2))
    assert newly(world, lambda: world.app.audit.deny(omar, "x", "forbidden")) == [Action.ACCESS_DENIED]


def test_admins_read_their_own_organizations_and_operators_everything(world: World) -> None:
    admin = world.member()
    omar, stranger = world.joined(admin), world.member("else@metals.example")
    own = world.app.audit.list_own(admin, AuditQuery(limit=100)).items
    assert {entry.organization_id for entry in own} == {admin.organization_id}
    assert len(own) + len(world.app.audit.list_own(stranger).items) == len(entries(world))
    with pytest.raises(Forbidden):
        world.app.audit.list_own(omar)
    with pytest.raises(Forbidden):
        world.app.audit.list(admin)


@pytest.mark.parametrize(
    ("network", "seen"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("", ""),
        ("a socket", ""),
    ],
)
def test_an_admin_sees_roughly_where_somebody_was(network: str, seen: str) -> None:
    assert shortened(network) == seen


def test_what_is_old_is_forgotten_by_the_clock(world: World) -> None:
    world.member()
    assert entries(world)
    world.clock.move(timedelta(days=366))
    assert world.app.retention.forget_old_audit() == 2
    assert entries(world) == []


def test_a_script_is_told_from_its_owner(world: World) -> None:
    admin, identity = world.member(), world.app.identity
    made = identity.access_tokens.create(admin, NewAccessToken(name="x", scopes=(Scope.ADMIN,)))
    script: Actor = identity.access_tokens.recognize(made.token).actor
    identity.invitations.send(script, NewInvitation(email="omar@plastics.example"))
    assert entries(world)[-1].details == {"role": "member", "token": made.id}


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-05T12:00:00Z", "2026-03-05T12:00:00+00:00"),
        ("2026-03-05t12:00:00.1239z", "2026-03-05T12:00:00.123000+00:00"),
        ("2026-03-05T12:00:00.5+03:00", "2026-03-05T09:00:00.500000+00:00"),
        ("2026-03-05T12:00:00.123456789-03:00", "2026-03-05T15:00:00.123000+00:00"),
        ("0001-01-01T00:00:00Z", "1970-01-01T00:00:00+00:00"),
    ],
)
def test_moments_are_read_as_rfc_3339_has_them(text: str, instant: str) -> None:
    assert moment_of(Moment().apply(text)).isoformat() == instant


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026-03-05T12:00:00",
        "2026-13-05T12:00:00Z",
        "2026-03-05 12:00:00Z",
        "0001-01-01T00:00:00+03:00",
        "9" * 50,
        "٢٠٢٦-03-05T12:00:00Z",
    ],
)
def test_what_only_looks_like_a_moment_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        AuditQuery(from_=text)


def test_nothing_that_is_written_down_is_anybodys_secret(world: World) -> None:
    with pytest.raises(Unauthenticated):
        log_in(world, "a secret nobody has", "mistyped.password@x.example")
    test_passwords_addresses_and_proofs_are_written_down(world)
    written = repr(entries(world))
    for secret in (PASSPHRASE, NEW, "a secret nobody has", "mistyped", "@"):
        assert secret not in written


def test_what_is_done_with_others_words_is_written_down_and_with_ones_own_not(world: World) -> None:
    author, operator, forum = world.member(), world.operator(), world.app.forum
    topic = world.topic(author)
    post = world.reply(author, topic.id)
    for actor, told in ((author, False), (operator, True)):
        words, why = f"By {actor.user_id}", Removal(reason="off topic")
        title, body = TopicChanges(title=words, reason="typo"), PostChanges(body=words, reason="typo")
        for act, action in (
            (lambda: forum.topics.edit(actor, topic.id, title), Action.TOPIC_EDITED),  # noqa: B023 - at once
            (lambda: forum.posts.edit(actor, post.id, body), Action.POST_EDITED),  # noqa: B023 - at once
            (lambda: forum.posts.remove(actor, post.id, why=why), Action.POST_REMOVED),  # noqa: B023 - at once
            (lambda: forum.topics.remove(actor, topic.id, why=why), Action.TOPIC_REMOVED),  # noqa: B023 - at once
        ):
            assert newly(world, act) == ([action] if told else [])
        if actor is author:
            forum.topics.restore(author, topic.id)
            forum.posts.restore(author, post.id)
    page = world.app.audit.list(operator, AuditQuery(actor=operator.user_id))
    reasons = [entry.details["reason"] for entry in page.items if "reason" in entry.details]
    assert reasons == ["off topic", "off topic", "typo", "typo"]
