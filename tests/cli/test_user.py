"""`p2p user`: accounts without SQL, and without a password on any command line."""

import pytest

from p2p_core.identity.logins.model import SecondFactorRequired
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.model import User
from p2p_core.shared.actor import Role, Visit
from p2p_core.shared.errors import Unauthenticated
from tests.cli.command import Installation, password_in

EMAIL = "sara@plastics.test"


def created(installation: Installation, *more: str, typed: str | None = None) -> str:
    return installation.ok(
        "user", "create", EMAIL, *installation.person, "--organization", "مصنع الخليج", *more, typed=typed
    )


def logs_in(installation: Installation, email: str, password: str) -> bool:
    with installation.container() as container:
        try:
            container.app().identity.logins.log_in(Visit(), LogIn(email=email, password=password))
        except Unauthenticated:
            return False
    return True


def user(installation: Installation, address: str) -> User:
    with installation.container() as container:
        found = container.store().users.find_by_address(address)
    assert found
    return found


def test_who_founds_an_organization_is_its_admin_and_logs_in_with_the_printed_password(
    installation: Installation,
) -> None:
    password = password_in(created(installation, "--language", "ar"))
    assert logs_in(installation, EMAIL, password)
    assert (user(installation, EMAIL).role, user(installation, EMAIL).language) == (Role.ADMIN, "ar")
    assert installation.sql("SELECT name FROM organizations") == [("مصنع الخليج",)]


def test_a_colleague_joins_the_same_organization(installation: Installation) -> None:
    created(installation)
    said = installation.ok(
        "user", "create", "Omar@Plastics.test", *installation.person, "--colleague-of", EMAIL
    )
    colleague = user(installation, "omar@plastics.test")
    assert colleague.organization_id == user(installation, EMAIL).organization_id
    assert colleague.role is Role.MEMBER
    assert logs_in(installation, "omar@plastics.test", password_in(said))


def test_a_colleague_may_be_an_admin(installation: Installation) -> None:
    created(installation)
    installation.ok(
        "user", "create", "o@plastics.test", *installation.person, "--colleague-of", EMAIL, "--admin"
    )
    assert user(installation, "o@plastics.test").role is Role.ADMIN


def test_a_colleague_of_nobody(installation: Installation) -> None:
    sentence = installation.refused(
        "user", "create", EMAIL, *installation.person, "--colleague-of", "nobody@x.test", code=3
    )
    assert "no account with the address given as --colleague-of" in sentence


def test_a_password_from_a_pipe_is_used_and_not_printed(installation: Installation) -> None:
    said = created(installation, "--password-stdin", typed="seven green valves\n")
    assert "seven" not in said
    assert logs_in(installation, EMAIL, "seven green valves")


def test_a_password_may_be_asked_for(installation: Installation) -> None:
    twice = "seven green valves\n" * 2
    result = installation.run(
        "user",
        "create",
        EMAIL,
        *installation.person,
        "--organization",
        "X Co",
        "--password-prompt",
        typed=twice,
    )
    assert result.exit_code == 0
    assert "seven" not in result.output
    assert logs_in(installation, EMAIL, "seven green valves")


@pytest.mark.parametrize("password", ["short", "omar the builder", "x" * 129])
def test_a_bad_password_is_refused_as_at_sign_up(installation: Installation, password: str) -> None:
    sentence = installation.refused(
        "user", "create", EMAIL, *installation.person, "--organization", "X Co", "--password-stdin",
        code=3, typed=f"{password}\n",
    )  # fmt: skip
    assert sentence.startswith("password: ")


def test_every_wrong_field_is_named(installation: Installation) -> None:
    sentence = installation.refused(
        "user",
        "create",
        "nobody",
        "--first-name",
        "",
        "--last-name",
        "B" * 51,
        "--organization",
        "X",
        code=3,
    )
    wrong = ("email", "first_name", "last_name", "organization.name")
    assert all(f"{field}: " in sentence for field in wrong)


def test_a_known_address_is_told_what_to_do(installation: Installation) -> None:
    created(installation)
    sentence = installation.refused(
        "user", "create", EMAIL.upper(), *installation.person, "--organization", "X Co", code=8
    )
    assert "p2p user reset-password" in sentence
    assert installation.counts()[:2] == (1, 1)


def test_an_operator_is_made_and_unmade(installation: Installation) -> None:
    created(installation)
    installation.ok("user", "promote-operator", EMAIL)
    assert user(installation, EMAIL).operator
    installation.ok("user", "demote-operator", EMAIL)
    assert not user(installation, EMAIL).operator


def test_a_reset_password_ends_the_old_one_and_all_sessions(installation: Installation) -> None:
    old = password_in(created(installation))
    assert logs_in(installation, EMAIL, old)
    new = password_in(installation.ok("user", "reset-password", EMAIL))
    assert installation.sql("SELECT count(*) FROM sessions") == [(0,)]
    assert not logs_in(installation, EMAIL, old)
    assert logs_in(installation, EMAIL, new)


@pytest.mark.parametrize("command", ["promote-operator", "demote-operator", "reset-password"])
def test_an_unknown_address(installation: Installation, command: str) -> None:
    assert "'p2p user create' opens one" in installation.refused("user", command, "no@body.test", code=4)
    assert "e-mail address" in installation.refused("user", command, "nobody", code=3)


def test_a_lost_second_factor_is_removed_and_its_owner_told(installation: Installation) -> None:
    password = password_in(created(installation))
    assert "has no second factor" in installation.ok("user", "remove-second-factor", EMAIL)
    user_id = user(installation, EMAIL).id
    installation.sql("INSERT INTO second_factors VALUES (?, 'salt', 'key', 1, 2, 0, '[]')", user_id)
    assert not logs_in_alone(installation, password)
    said = installation.ok("user", "remove-second-factor", EMAIL.upper())
    assert "signs in with the password alone now" in said
    assert logs_in_alone(installation, password)
    assert installation.sql("SELECT name FROM outbox WHERE name = 'SecondFactorTurnedOff'")
    assert installation.sql("SELECT actor_id FROM audit WHERE action = 'second_factor_off'") == [
        ("the house",)
    ]


def logs_in_alone(installation: Installation, password: str) -> bool:
    """Whether the password is enough."""
    try:
        return logs_in(installation, EMAIL, password)
    except SecondFactorRequired:
        return False


def test_a_second_factor_of_nobody(installation: Installation) -> None:
    sentence = installation.refused("user", "remove-second-factor", "nobody@x.test", code=4)
    assert "There is no account with the address nobody@x.test" in sentence


def test_a_second_factor_of_what_is_no_address(installation: Installation) -> None:
    sentence = installation.refused("user", "remove-second-factor", "nobody", code=3)
    assert "This isn't an e-mail address" in sentence
