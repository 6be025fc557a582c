"""One's sessions and devices: seen, ended, and told of when they are new."""

from datetime import timedelta

import pytest

from p2p_core.identity.devices.model import MOST_DEVICES, NewDeviceSignedIn
from p2p_core.identity.sessions.shapes import LoggedIn, LogIn, SessionQuery
from p2p_core.identity.users.model import UserStatus, hash_token
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.errors import NotFound, Unauthenticated
from p2p_core.shared.ids import DeviceId, EventId, SessionId
from p2p_core.shared.language import Language
from tests.world import PASSPHRASE, World

SARA = "sara@plastics.example"


def log_in(world: World, device: str = "Firefox", secret: str = "", email: str = SARA) -> LoggedIn:
    visit = Visit(device=device, network="203.0.113.7", device_secret=secret)
    return world.app.identity.logins.log_in(visit, LogIn(email=email, password=PASSPHRASE))


def acting(world: World, done: LoggedIn) -> Actor:
    return world.app.identity.sessions.recognize(done.token).actor


def subjects(world: World) -> list[str]:
    return [mail.subject for mail in world.mails()]


def account(world: World, email: str = SARA, language: Language = Language.ENGLISH) -> None:
    world.verify(world.sign_up(email, language))


NEW_DEVICE = "A new device signed in to your account"


def test_one_sees_ones_sessions_with_device_address_and_last_use(world: World) -> None:
    world.member("omar@metals.example")
    account(world)
    first, second = log_in(world, "Firefox"), log_in(world, "Chromium")
    world.clock.move(timedelta(minutes=5))
    world.app.identity.sessions.use(acting(world, first))
    shown = world.app.identity.sessions.list(acting(world, first)).items
    assert [(one.device, one.address, one.current) for one in shown] == [
        ("Chromium", "203.0.113.7", False),
        ("Firefox", "203.0.113.7", True),
    ]
    assert shown[1].last_used_at == world.clock.now()
    assert shown[1].id == first.overview.session.id
    assert shown[0].expires_at == second.overview.session.expires_at


def test_sessions_come_in_pages_and_those_that_are_over_do_not_come(world: World) -> None:
    account(world)
    log_in(world)
    world.clock.move(timedelta(hours=9))
    live = [log_in(world) for _ in range(3)]
    sessions, actor = world.app.identity.sessions, acting(world, live[0])
    page = sessions.list(actor, SessionQuery(limit=2, count=True))
    rest = sessions.list(actor, SessionQuery(limit=2, cursor=page.next_cursor))
    assert [one.id for one in (*page.items, *rest.items)] == [one.overview.session.id for one in live[::-1]]
    assert getattr(page, "total", None) == 3


def test_one_ends_one_of_ones_sessions_or_all_others_but_nobody_elses(world: World) -> None:
    account(world)
    account(world, "omar@metals.example")
    mine, his = [log_in(world) for _ in range(3)], log_in(world, email="omar@metals.example")
    sessions, actor = world.app.identity.sessions, acting(world, mine[0])
    for foreign in (his.overview.session.id, SessionId("nobody")):
        with pytest.raises(NotFound):
            sessions.end(actor, foreign)
    sessions.end(actor, mine[1].overview.session.id)
    with pytest.raises(Unauthenticated):
        sessions.recognize(mine[1].token)
    sessions.end_others(actor)
    with pytest.raises(Unauthenticated):
        sessions.recognize(mine[2].token)
    sessions.recognize(mine[0].token)
    sessions.recognize(his.token)


def test_a_new_device_is_told_of_but_not_the_very_first(world: World) -> None:
    account(world)
    first = log_in(world)
    assert NEW_DEVICE not in subjects(world)
    log_in(world, secret=first.device_secret)
    assert NEW_DEVICE not in subjects(world)
    log_in(world, "Chromium «لينكس»")
    told = world.mails()[-1]
    assert (told.to, told.subject) == (SARA, NEW_DEVICE)
    assert "Chromium «لينكس»" in told.text
    assert "203.0.113.7" in told.text
    assert "2026-03-02 11:00 (Asia/Riyadh)" in told.text


def test_a_device_that_is_known_stays_known_to_its_own_person_only(world: World) -> None:
    account(world)
    account(world, "omar@metals.example")
    log_in(world)
    log_in(world, email="omar@metals.example")
    before = len(world.mails())
    sara = log_in(world)
    omar = log_in(world, secret=sara.device_secret, email="omar@metals.example")
    assert omar.device_secret == sara.device_secret, "people share browsers"
    assert len(world.mails()) == before + 2
    log_in(world, secret=sara.device_secret)
    log_in(world, secret=sara.device_secret, email="omar@metals.example")
    assert len(world.mails()) == before + 2


def test_a_secret_that_we_never_issued_is_not_adopted(world: World) -> None:
    account(world)
    done = log_in(world, secret="planted by an attacker")
    assert done.device_secret != "planted by an attacker"
    with world.memory.store.begin() as tx:
        assert not tx.devices.is_known(hash_token("planted by an attacker"))


def test_the_longest_unused_device_becomes_a_stranger(world: World) -> None:
    account(world)
    secrets = []
    for _ in range(MOST_DEVICES + 1):
        secrets.append(log_in(world).device_secret)
        world.clock.move(timedelta(hours=1))
    before = len(world.mails())
    log_in(world, secret=secrets[1])
    assert len(world.mails()) == before
    log_in(world, secret=secrets[0])
    assert len(world.mails()) == before + 1


def test_scripts_that_sign_in_each_time_cause_three_mails_an_hour(world: World) -> None:
    account(world)
    for _ in range(10):
        log_in(world, device="")
    assert subjects(world).count(NEW_DEVICE) == 3
    assert "a program without a name" in world.mails()[-1].text


def test_the_mail_speaks_the_persons_language_and_knows_odd_time_zones(world: World) -> None:
    account(world, language=Language.ARABIC)
    actor = acting(world, log_in(world))
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.timezone = "Nowhere/City"
        tx.users.save(user)
    world.app.identity.logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE))
    mail = world.mails()[-1]
    assert mail.subject == "دخول إلى حسابك من جهاز جديد"
    assert "برنامج بلا اسم" in mail.text
    assert "2026-03-02 08:00 (UTC)" in mail.text


def test_nobody_is_told_of_a_device_that_is_forgotten_or_of_a_person_who_left(world: World) -> None:
    account(world)
    log_in(world)
    before = len(world.mails())
    mails = world.app.security_mails
    actor = acting(world, log_in(world))
    with world.memory.store.begin() as tx:
        tx.devices.forget_others(actor.user_id, "")
    assert len(world.mails()) == before
    log_in(world)
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.status = UserStatus.INACTIVE
        tx.users.save(user)
    assert len(world.mails()) == before
    mails.mail_new_device(
        EventId("e"), NewDeviceSignedIn(user_id=actor.user_id, device_id=DeviceId("nobody"))
    )
    world.memory.store.erasure.erase([actor.organization_id])
    mails.mail_new_device(
        EventId("e"), NewDeviceSignedIn(user_id=actor.user_id, device_id=DeviceId("nobody"))
    )
    assert len(world.mails()) == before
