"""Profiles, members, people and organizations: who sees what, who changes what, and the last admin stays."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p_core.contracts.stores import at_once
from p2p_core.dashboard.shapes import StatsQuery, StatsRange
from p2p_core.identity.members.shapes import MemberChanges, MemberQuery
from p2p_core.identity.registrations.model import KnownAddressSignedUp
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.model import UserStatus
from p2p_core.identity.users.shapes import (
    ExpertiseQuery,
    PeopleQuery,
    ProfileChanges,
    UserDetails,
    UserProfile,
)
from p2p_core.organizations.model import Location, OrganizationStatus
from p2p_core.organizations.shapes import OrganizationChanges
from p2p_core.shared.actor import Actor, Role, Visit
from p2p_core.shared.changes import Expected
from p2p_core.shared.errors import Conflict, CoreError, Forbidden, Invalid, NotFound, Stale, Unauthenticated
from p2p_core.shared.folding import folded, folded_words
from p2p_core.shared.ids import EventId, OrganizationId, UserId
from p2p_core.shared.inputs import Refused
from p2p_core.shared.language import Language
from p2p_core.shared.permissions import Who, may_ask, must_have_entries
from p2p_core.shared.reaching import Domain, Phone, WebAddress
from p2p_core.shared.timezones import TIMEZONES
from tests.world import PASSPHRASE, World, a_sign_up


@pytest.fixture
def admin(world: World) -> Actor:
    return world.member()


def codes(refused: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {error.field: error.code for error in refused.value.errors}


def test_a_person_changes_their_own_profile_and_nothing_else_of_it(world: World, admin: Actor) -> None:
    users = world.app.identity.users
    before = users.me(admin)
    changes = ProfileChanges(
        first_name="نورة",
        title="Plant manager",
        bio="85% <b>OEE</b>\n",
        phone="+966 50 000 0000",
        expertise_tags=("C++", "صيانة"),
        language=Language.ARABIC,
        timezone="Europe/Berlin",
    )
    after = users.change_me(admin, changes)
    assert (after.display_name, after.title, after.bio) == (
        "نورة الحربي",
        "Plant manager",
        "85% <b>OEE</b>\n",
    )
    assert (after.expertise_tags, after.timezone) == (("C++", "صيانة"), "Europe/Berlin")
    assert (after.version, after.email) == (before.version + 1, before.email)
    assert users.change_me(admin, ProfileChanges(title="Plant manager")).version == after.version
    assert users.change_me(admin, ProfileChanges(title=None, phone=None)).title is None
    with pytest.raises(Stale):
        users.change_me(admin, ProfileChanges(bio="x"), Expected(frozenset({1})))


def test_each_field_of_a_profile_has_its_limits() -> None:
    with pytest.raises(Invalid) as refused:
        ProfileChanges(
            first_name="",
            last_name="x" * 51,
            title="t" * 101,
            bio="b" * 2001,
            phone="12",
            expertise_tags=("x",),
            timezone="Mars/Olympus",
        )
    assert codes(refused) == {
        "first_name": "empty",
        "last_name": "too_long",
        "title": "too_long",
        "bio": "too_long",
        "phone": "not_a_phone",
        "expertise_tags.0": "too_short",
        "timezone": "unknown_timezone",
    }
    for tags, code in ((("ab",) * 2, "repeated"), (tuple(f"tag {n}" for n in range(11)), "too_many")):
        with pytest.raises(Invalid) as refused:
            ProfileChanges(expertise_tags=tags)
        assert codes(refused) == {"expertise_tags": code}


def test_the_zones_people_live_in_are_known() -> None:
    assert {"Asia/Riyadh", "Africa/Cairo", "Europe/Berlin", "UTC", "America/Argentina/Salta"} <= TIMEZONES
    assert len(TIMEZONES) > 500


def test_who_sees_how_much_of_a_person(world: World, admin: Actor) -> None:
    users = world.app.identity.users
    member = world.joined(admin)
    other_admin = world.member("huda@metals.example")
    assert isinstance(users.details(member, member.user_id), UserDetails)
    assert isinstance(users.details(admin, member.user_id), UserDetails)
    assert isinstance(users.details(member, admin.user_id), UserProfile)
    assert isinstance(users.details(other_admin, admin.user_id), UserProfile)
    with pytest.raises(NotFound):
        users.details(admin, UserId("nobody"))


def test_who_is_inactive_exists_for_their_own_admins_only(world: World, admin: Actor) -> None:
    users, members = world.app.identity.users, world.app.identity.members
    member, colleague = world.joined(admin), world.joined(admin, "third@plastics.example")
    stranger = world.member("huda@metals.example")
    members.change(admin, member.user_id, MemberChanges(status=UserStatus.INACTIVE))
    assert users.details(admin, member.user_id).status is UserStatus.INACTIVE
    for nosy in (colleague, stranger):
        with pytest.raises(NotFound):
            users.details(nosy, member.user_id)
    shown = [one.id for one in users.people(colleague, PeopleQuery()).items]
    assert member.user_id not in shown


def test_a_new_role_acts_on_open_sessions_at_once(world: World, admin: Actor) -> None:
    token = world.app.identity.logins.log_in(
        Visit(), LogIn(email="sara@plastics.example", password=PASSPHRASE)
    ).token
    second = world.joined(admin, role=Role.ADMIN)
    changed = world.app.identity.members.change(second, admin.user_id, MemberChanges(role=Role.MEMBER))
    assert changed.role is Role.MEMBER
    assert world.app.identity.sessions.recognize(token).actor.role is Role.MEMBER


def test_who_becomes_inactive_or_is_removed_is_signed_out(world: World, admin: Actor) -> None:
    member = world.joined(admin)
    sessions, members = world.app.identity.sessions, world.app.identity.members
    credentials = LogIn(email="omar@plastics.example", password=PASSPHRASE)
    token = world.app.identity.logins.log_in(Visit(), credentials).token
    members.change(admin, member.user_id, MemberChanges(status=UserStatus.INACTIVE))
    members.change(admin, member.user_id, MemberChanges(status=UserStatus.ACTIVE))
    with pytest.raises(Unauthenticated):
        sessions.recognize(token)
    token = world.app.identity.logins.log_in(Visit(), credentials).token
    members.end_sessions(admin, member.user_id)
    with pytest.raises(Unauthenticated):
        sessions.recognize(token)
    token = world.app.identity.logins.log_in(Visit(), credentials).token
    members.remove(admin, member.user_id)
    with pytest.raises(Unauthenticated):
        sessions.recognize(token)
    with pytest.raises(Forbidden) as refused:
        world.app.identity.logins.log_in(Visit(), credentials)
    assert refused.value.code == "account_inactive"
    for gone in (members.remove, members.end_sessions):
        with pytest.raises(NotFound):
            gone(admin, member.user_id)
    assert world.app.organizations.mine(admin).member_count == 1


def test_the_last_active_admin_stays(world: World, admin: Actor) -> None:
    members = world.app.identity.members
    world.joined(admin)
    for change in (
        lambda: members.change(admin, admin.user_id, MemberChanges(role=Role.MEMBER)),
        lambda: members.change(admin, admin.user_id, MemberChanges(status=UserStatus.INACTIVE)),
        lambda: members.remove(admin, admin.user_id),
    ):
        with pytest.raises(Conflict) as refused:
            change()
        assert refused.value.code == "last_admin"
    assert members.change(admin, admin.user_id, MemberChanges(title="Boss")).role is Role.ADMIN
    world.joined(admin, "second@plastics.example", Role.ADMIN)
    members.remove(admin, admin.user_id)


def test_of_admins_who_demote_each_other_at_once_one_stays(world: World, admin: Actor) -> None:
    admins = [admin, *(world.joined(admin, f"{n}@plastics.example", Role.ADMIN) for n in range(3))]
    told: list[str] = []

    def demote(number: int) -> None:
        other = admins[(number + 1) % 4]
        try:
            world.app.identity.members.change(admins[number], other.user_id, MemberChanges(role=Role.MEMBER))
        except CoreError as refused:
            told.append(refused.code)

    at_once(demote, 4)
    left = world.app.identity.members.members.page(admin.organization_id, MemberQuery(role=Role.ADMIN)).items
    assert len(left) >= 1
    assert set(told) <= {"last_admin", "forbidden"}


def test_an_admin_looks_after_their_own_people_only(world: World, admin: Actor) -> None:
    stranger, member = world.member("huda@metals.example"), world.joined(admin)
    members = world.app.identity.members
    for user_id in (stranger.user_id, UserId("nobody")):
        for refused in (
            lambda of=user_id: members.change(admin, of, MemberChanges(title="x")),
            lambda of=user_id: members.remove(admin, of),
            lambda of=user_id: members.end_sessions(admin, of),
        ):
            with pytest.raises(NotFound):
                refused()
    for forbidden in (
        lambda: members.list(member),
        lambda: members.change(member, member.user_id, MemberChanges(role=Role.ADMIN)),
        lambda: members.remove(member, admin.user_id),
        lambda: members.end_sessions(member, admin.user_id),
        lambda: world.app.organizations.change_mine(member, OrganizationChanges(name="Mine")),
        lambda: world.app.dashboard.organization(member),
    ):
        with pytest.raises(Forbidden):
            forbidden()
    assert [one.email for one in members.list(admin, MemberQuery(q="omar")).items] == [
        "omar@plastics.example"
    ]


def test_a_change_meant_for_another_version_changes_nobody(world: World, admin: Actor) -> None:
    members, member = world.app.identity.members, world.joined(admin)
    meant = Expected(frozenset({7}))
    with pytest.raises(Stale):
        members.change(admin, member.user_id, MemberChanges(title="x"), meant)
    with pytest.raises(Stale):
        members.remove(admin, member.user_id, meant)
    with pytest.raises(Stale):
        world.app.organizations.change_mine(admin, OrganizationChanges(name="Other"), meant)


def test_expertise_is_suggested_from_what_people_have_and_from_a_list(world: World, admin: Actor) -> None:
    users = world.app.identity.users
    users.change_me(admin, ProfileChanges(expertise_tags=("Six Sigma", "Silicone moulding")))
    found = [(one.tag, one.people) for one in users.expertise(admin, ExpertiseQuery(q="SI")).items]
    assert found == [("Silicone moulding", 1), ("Six Sigma", 1)]
    seen: list[str] = []
    query = ExpertiseQuery(limit=3)
    while True:
        page = users.expertise(admin, query)
        seen += [one.tag for one in page.items]
        if page.next_cursor is None:
            break
        query = ExpertiseQuery(limit=3, cursor=page.next_cursor)
    assert len(seen) == len(set(seen)) == 21
    assert seen == sorted(seen, key=folded)
    with pytest.raises(Invalid):
        users.expertise(admin, ExpertiseQuery(q="a", cursor=query.cursor))


def test_an_admin_changes_the_organization_with_everything_checked(world: World, admin: Actor) -> None:
    service = world.app.organizations
    changed = service.change_mine(
        admin,
        OrganizationChanges(
            name="R&D  Plastics",
            website="https://plastics.example/ar?x=1#a",
            phone="+966 (11) 000-0000",
            location=Location(lat=0, lng=-180),
            email_domains=("Plastics.Example", "بلاستيك.example"),
            country="SA",
            require_second_factor=True,
        ),
    )
    assert (changed.name, changed.slug) == ("R&D  Plastics", service.mine(admin).slug)
    assert changed.location == Location(0.0, -180.0)
    assert changed.email_domains == ("plastics.example", "بلاستيك.example")
    assert changed.settings.require_second_factor
    assert not changed.settings.require_use_case_approval
    assert changed.version == 2
    same = service.change_mine(admin, OrganizationChanges(name="R&D  Plastics", require_second_factor=True))
    assert same.version == 2
    cleared = service.change_mine(admin, OrganizationChanges(location=None, website=None))
    assert (cleared.location, cleared.website, cleared.phone) == (None, None, "+966 (11) 000-0000")


def test_each_field_of_an_organization_has_its_limits() -> None:
    with pytest.raises(Invalid) as refused:
        OrganizationChanges(
            name="x",
            name_ar="م" * 121,
            description="x" * 2001,
            website="http://x.example",
            phone="call me",
            country="Saudi",
            email_domains=("localhost",),
            city="x" * 101,
            address="x" * 301,
        )
    assert set(codes(refused).values()) == {
        "too_short",
        "too_long",
        "not_a_web_address",
        "not_a_phone",
        "unknown_country",
        "not_a_domain",
    }
    for lat, lng in ((90.1, 0), (0, 181), (10**400, 0), (-(10**400), 0)):
        with pytest.raises(Invalid):
            Location(lat=lat, lng=lng)
    with pytest.raises(Invalid) as refused:
        Location(lat=True, lng="1")  # type: ignore[arg-type]  # what JSON might hold
    assert codes(refused) == {"lat": "wrong_type", "lng": "wrong_type"}


@pytest.mark.parametrize(
    "address",
    [
        "http://x.example",
        "javascript:alert(1)",
        "https://",
        "https://x",
        "https://a@b.example",
        "https://x.example:0",
        "https://x.example:99999",
        "https://x.example/<b>",
        "https://x .example",
        "https://x.example/\u202egpj",
        "//x.example",
        "https://[::1]",
        "ht\ttps://x.example",
        "https://-x.example",
    ],
)
def test_what_is_no_plain_https_address_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        WebAddress(300).apply(address)


def test_addresses_domains_and_numbers_of_any_script_are_taken() -> None:
    assert WebAddress(300).apply("https://مصنع.example/عن") == "https://مصنع.example/عن"
    assert Domain().apply(" Ｆactory.EXAMPLE ") == "factory.example"
    assert Phone().apply("٠١١ ٠٠٠ ٠٠٠٠") == "٠١١ ٠٠٠ ٠٠٠٠"
    for wrong in ("12-3", "12345+6", "phone 12345"):
        with pytest.raises(Refused):
            Phone().apply(wrong)
    for domain in ("a..b", "x_y.example", "example", "a@b.example", f"{'a' * 64}.example"):
        with pytest.raises(Refused):
            Domain().apply(domain)


def test_figures_agree_with_a_recount(world: World, admin: Actor) -> None:
    member = world.joined(admin)
    world.topic(admin)
    old = world.topic(member)
    world.clock.move(timedelta(days=8))
    world.reply(member, old.id)
    world.app.identity.sessions.use(world.signed_in("omar@plastics.example"))
    week = world.app.dashboard.organization(admin, StatsQuery(range=StatsRange.WEEK))
    assert (week.topics, week.posts, week.active_users) == (0, 1, 1)
    assert week.since == world.clock.now() - timedelta(days=7)
    everything = world.app.dashboard.organization(admin, StatsQuery(range=StatsRange.ALL))
    assert (everything.topics, everything.posts, everything.active_users) == (2, 1, 2)
    assert (everything.users.total, everything.users.admins, everything.since) == (2, 1, None)
    assert everything.storage.quota == 10 * 1024**3
    assert world.app.dashboard.organization(admin).range is StatsRange.MONTH


def test_the_network_sees_active_organizations(world: World, admin: Actor) -> None:
    stranger = world.member("huda@metals.example")
    assert world.app.organizations.details(stranger, admin.organization_id).name == "مصنع الخليج"
    with world.memory.store.begin() as tx:
        organization = tx.organizations.hold(admin.organization_id)
        organization.status = OrganizationStatus.SUSPENDED
        tx.organizations.save(organization)
    for organization_id in (admin.organization_id, OrganizationId("nobody")):
        with pytest.raises(NotFound):
            world.app.organizations.details(stranger, organization_id)


@given(st.text())
def test_folding_once_is_folding_for_good(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert all(word in once for word in folded_words(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("مُهَنْدِس", "مهندس"),
        ("الصيانة", "الصيانه"),
        ("مصنـــع", "مصنع"),
        ("على", "علي"),
        ("Ünal", "unal"),
        ("ＰＬＣ", "plc"),
        ("٢٠٢٦", "2026"),
        ("a\u200fb", "ab"),
        ("Straße", "STRASSE"),
    ],
)
def test_what_people_mean_alike_is_folded_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_what_is_for_anyone_is_for_visitors_too_and_nothing_else(world: World, admin: Actor) -> None:
    operator = world.operator()
    allowed = {
        who: [
            may_ask(actor, who)
            for actor in (None, world.joined(admin, f"{who.name}@x.example"), admin, operator)
        ]
        for who in Who
    }
    assert allowed == {
        Who.ANYONE: [True, True, True, True],
        Who.SIGNED_IN: [False, True, True, True],
        Who.ADMIN: [False, False, True, True],
        Who.OPERATOR: [False, False, False, True],
        Who.MODERATOR: [False, False, True, True],
    }


def test_an_operation_that_nobody_said_who_may_do_is_refused_with_what_to_add() -> None:
    must_have_entries(["getMe", "editMe"])
    with pytest.raises(LookupError, match="dig, mint: without an entry in PERMISSIONS"):
        must_have_entries(["mint", "getMe", "dig"])


def test_changing_nothing_is_no_edit(world: World, admin: Actor) -> None:
    members = world.app.identity.members
    before = world.app.identity.users.me(admin)
    assert members.change(admin, admin.user_id, MemberChanges(role=Role.ADMIN)) == before


def test_who_may_not_sign_in_is_not_told_that_they_could(world: World, admin: Actor) -> None:
    member = world.joined(admin)
    before = len(world.mails())
    world.app.identity.members.change(admin, member.user_id, MemberChanges(status=UserStatus.INACTIVE))
    world.app.identity.registrations.sign_up(Visit(), a_sign_up("omar@plastics.example"))
    world.app.identity.members.remove(admin, member.user_id)
    world.app.identity.registrations.sign_up(Visit(), a_sign_up("omar@plastics.example"))
    assert len(world.mails()) == before


def test_who_may_not_sign_in_is_not_told_that_somebody_signed_up_with_their_address(world: World) -> None:
    admin = world.member()
    member = world.joined(admin)
    world.app.identity.members.change(admin, member.user_id, MemberChanges(status=UserStatus.INACTIVE))
    before = world.mails()
    event = KnownAddressSignedUp(user_id=member.user_id)
    world.app.notifications.mail_known_address(EventId("event"), event)
    assert world.mails() == before


def test_whoever_runs_the_platform_looks_over_all_organizations_and_nobody_else(world: World) -> None:
    sara, organizations = world.member(), world.app.organizations
    world.joined(sara)
    with pytest.raises(Forbidden):
        organizations.all(sara)
    operator = world.operator()
    first, second = organizations.all(operator)
    assert (first.id, first.name, first.member_count) == (sara.organization_id, "مصنع الخليج", 2)
    assert second.id == operator.organization_id
