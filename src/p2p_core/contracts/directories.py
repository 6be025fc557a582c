"""What every store promises about finding people, administering them, and counting what they do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_user, an_organization
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import at_once, stored_author
from p2p_core.identity.members.shapes import MemberQuery, MemberSort
from p2p_core.identity.users.model import User, UserStatus
from p2p_core.identity.users.shapes import Expertise, PeopleQuery, PersonProfile, UserDetails, UserProfile
from p2p_core.organizations.model import Industry, Organization, OrganizationStatus
from p2p_core.organizations.shapes import OrganizationProfile
from p2p_core.shared.actor import Role
from p2p_core.shared.errors import Invalid, NotFound
from p2p_core.shared.ids import OrganizationId, UserId
from p2p_core.shared.pages import CountedPage, Page

_DAY = timedelta(days=1)


def walked(page_at: Callable[[str | None], Page[UserDetails] | Page[UserProfile]]) -> list[str]:
    """The first names of a whole list, page by page."""
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = page_at(cursor)
        seen += [found.first_name for found in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return seen


class Settlement:
    """Companies and people who take part, put into a store one by one."""

    store: Store

    def company(self, slug: str = "ours", city: str | None = "Riyadh") -> Organization:
        organization = an_organization(slug, f"{slug} Plastics")
        organization.status, organization.city = OrganizationStatus.ACTIVE, city
        with self.store.begin() as tx:
            assert tx.organizations.add(organization)
        return organization

    def person(self, of: Organization, name: str, **more: object) -> User:
        user = a_user(of, f"{name.lower()}@{of.slug}.example")
        given = {"status": UserStatus.ACTIVE, "title": None, "expertise_tags": (), "last_name": "X"}
        for field, value in {**given, "first_name": name, **more}.items():
            setattr(user, field, value)
        with self.store.begin() as tx:
            assert tx.users.add(user)
        return user


class DirectoryContract(Settlement):
    """People listed, found and administered."""

    def members(self, of: Organization, query: MemberQuery) -> list[str]:
        return walked(lambda cursor: self.store.members.page(of.id, replace(query, limit=2, cursor=cursor)))

    def people(self, query: PeopleQuery) -> list[str]:
        return walked(lambda cursor: self.store.users.people(replace(query, limit=2, cursor=cursor)))

    def test_an_organizations_people_are_walked_in_each_order(self) -> None:
        ours = self.company()
        self.person(ours, "Ömer", created_at=NOON, last_seen_at=None)
        self.person(ours, "أحمد", created_at=NOON + _DAY, last_seen_at=NOON)
        self.person(ours, "omar", created_at=NOON + 2 * _DAY, last_seen_at=NOON + _DAY)
        self.person(ours, "احمد", created_at=NOON + 2 * _DAY, last_seen_at=None)
        self.person(self.company("theirs"), "Stranger")
        assert self.members(ours, MemberQuery()) == ["omar", "Ömer", "أحمد", "احمد"]
        newest = self.members(ours, MemberQuery(sort=MemberSort.NEWEST))
        assert newest == ["احمد", "omar", "أحمد", "Ömer"]
        seen = self.members(ours, MemberQuery(sort=MemberSort.LAST_SEEN))
        assert seen == ["omar", "أحمد", "احمد", "Ömer"]

    def test_filters_and_words_narrow_an_organizations_people(self) -> None:
        ours = self.company()
        self.person(ours, "Sara", title="Plant manager", role=Role.ADMIN)
        self.person(ours, "Omar", title="مديرُ الصِّيانة", role=Role.MEMBER, expertise_tags=("PLC", "C++ 100%"))
        self.person(ours, "Huda", role=Role.MEMBER, status=UserStatus.INACTIVE)
        found = {
            query: self.members(ours, query)
            for query in (
                MemberQuery(role=Role.ADMIN),
                MemberQuery(status=UserStatus.INACTIVE),
                MemberQuery(role=Role.MEMBER, status=UserStatus.ACTIVE),
                MemberQuery(q="manager PLANT"),
                MemberQuery(q="مدير الصيانه"),
                MemberQuery(q="plc 100%"),
                MemberQuery(q="_"),
                MemberQuery(q="HUDA@ours"),
                MemberQuery(q="nobody"),
            )
        }
        assert [*found.values()] == [
            ["Sara"],
            ["Huda"],
            ["Omar"],
            ["Sara"],
            ["Omar"],
            ["Omar"],
            [],
            ["Huda"],
            [],
        ]
        page = self.store.members.page(ours.id, MemberQuery(q="a", limit=1, count=True))
        assert isinstance(page, CountedPage)
        assert page.total == 3

    def test_a_cursor_of_another_list_is_refused(self) -> None:
        ours = self.company()
        for name in ("Sara", "Omar"):
            self.person(ours, name)
        cursor = self.store.members.page(ours.id, MemberQuery(limit=1)).next_cursor
        assert cursor is not None
        wrong = (
            MemberQuery(cursor=cursor, role=Role.ADMIN),
            MemberQuery(cursor=cursor, sort=MemberSort.NEWEST),
            MemberQuery(cursor="x"),
        )
        for query in wrong:
            with raises(Invalid, "invalid_cursor"):
                self.store.members.page(ours.id, query)
        with raises(Invalid, "invalid_cursor"):
            self.store.users.people(PeopleQuery(cursor=cursor))

    def test_everybody_who_takes_part_is_found_by_what_they_show(self) -> None:
        ours, theirs = self.company(), self.company("jeddah", city="Jeddah")
        self.person(ours, "Sara", title="Plant manager", expertise_tags=("PLC programming", "الصيانة"))
        self.person(theirs, "Omar", expertise_tags=("plc  Programming",))
        self.person(theirs, "Huda", status=UserStatus.INACTIVE)
        gone = self.person(theirs, "Gone")
        with self.store.begin() as tx:
            gone.remove(NOON)
            tx.users.save(gone)
        suspended = self.company("suspended")
        self.person(suspended, "Suspended")
        with self.store.begin() as tx:
            held = tx.organizations.hold(suspended.id)
            held.status = OrganizationStatus.SUSPENDED
            tx.organizations.save(held)
        queries = {
            PeopleQuery(): ["Omar", "Sara"],
            PeopleQuery(q="manager"): ["Sara"],
            PeopleQuery(q="jeddah plastics"): ["Omar"],
            PeopleQuery(q="بلاستيك"): ["Omar", "Sara"],
            PeopleQuery(q="sara@ours"): [],
            PeopleQuery(expertise="PLC Programming"): ["Omar", "Sara"],
            PeopleQuery(expertise="الصيانة", q="sara"): ["Sara"],
            PeopleQuery(city="rIYADH"): ["Sara"],
            PeopleQuery(industry=Industry.PLASTICS, city="Jeddah"): ["Omar"],
            PeopleQuery(industry=Industry.METALS): [],
        }
        assert {query: self.people(query) for query in queries} == queries
        page = self.store.users.people(PeopleQuery(limit=1, count=True))
        assert isinstance(page, CountedPage)
        assert page.total == 2

    def test_a_profile_tells_neither_address_nor_telephone(self) -> None:
        user = self.person(self.company(), "Sara", title="Plant manager")
        profile, details = self.store.users.profile(user.id, user.id), self.store.users.details(user.id)
        shared = {name: getattr(details, name) for name in UserProfile.__dataclass_fields__}
        assert self.store.users.people(PeopleQuery()).items == (UserProfile(**shared),)
        assert profile == PersonProfile(**shared, blocked=False)
        hidden = set(UserDetails.__dataclass_fields__) - set(UserProfile.__dataclass_fields__)
        assert hidden == {"email", "phone"}

    def test_who_takes_no_part_has_no_profile(self) -> None:
        ours = self.company()
        inactive = self.person(ours, "Huda", status=UserStatus.INACTIVE)
        nobody = (UserId("nobody"), inactive.id, stored_author(self.store).id)
        for user_id in nobody:
            with raises(NotFound):
                self.store.users.profile(user_id, inactive.id)

    def test_a_removed_account_is_gone_but_for_its_address(self) -> None:
        ours = self.company()
        user = self.person(ours, "Sara", expertise_tags=("PLC",))
        with self.store.begin() as tx:
            user.remove(NOON)
            tx.users.save(user)
        with self.store.begin() as tx:
            assert tx.users.get(user.id) == user
            assert not tx.users.add(replace(user, id=UserId("another")))
        with raises(NotFound):
            self.store.users.details(user.id)
        for look in (self.store.users.account, self.store.users.profile):
            with raises(NotFound):
                look(user.id, user.id)
        assert self.members(ours, MemberQuery()) == []
        assert self.store.users.expertise("", None, 10) == []
        assert self.store.organizations.details(ours.id).member_count == 0

    def test_expertise_is_counted_by_what_people_mean(self) -> None:
        ours = self.company()
        self.person(ours, "Sara", expertise_tags=("PLC programming", "Welding", "plc Programming"))
        omar = self.person(ours, "Omar", expertise_tags=("PLC PROGRAMMING", "الصِّيانة"))
        self.person(ours, "Huda", expertise_tags=("Sewing",), status=UserStatus.INACTIVE)
        found = self.store.users.expertise("", None, 10)
        assert [*found] == [
            Expertise(tag="PLC PROGRAMMING", people=2),
            Expertise(tag="Welding", people=1),
            Expertise(tag="الصِّيانة", people=1),
        ]
        assert [one.tag for one in self.store.users.expertise("", "plc programming", 1)] == ["Welding"]
        assert [one.tag for one in self.store.users.expertise("program", None, 10)] == ["PLC PROGRAMMING"]
        with self.store.begin() as tx:
            omar.expertise_tags = ("Kaizen",)
            tx.users.save(omar)
        assert [one.tag for one in self.store.users.expertise("", None, 10)] == [
            "Kaizen",
            "PLC programming",
            "Welding",
        ]

    def test_a_renamed_person_and_organization_are_found_by_their_new_names(self) -> None:
        ours = self.company()
        user = self.person(ours, "Sara")
        with self.store.begin() as tx:
            user.first_name = "Noura"
            tx.users.save(user)
            held = tx.organizations.hold(ours.id)
            held.name = "Najd Caps"
            tx.organizations.save(held)
        assert self.people(PeopleQuery(q="noura najd")) == ["Noura"]
        assert self.people(PeopleQuery(q="sara")) == []

    def test_the_network_sees_little_of_an_active_organization(self) -> None:
        ours = self.company()
        self.person(ours, "Sara")
        details = self.store.organizations.details(ours.id)
        shared = {name: getattr(details, name) for name in OrganizationProfile.__dataclass_fields__}
        assert self.store.organizations.profile(ours.id) == OrganizationProfile(**shared)
        suspended = stored_author(self.store).organization_id
        for organization_id in (suspended, OrganizationId("nobody")):
            with raises(NotFound):
                self.store.organizations.profile(organization_id)

    def test_whoever_runs_it_walks_all_organizations_by_their_age(self) -> None:
        known = [self.company(slug) for slug in ("one", "two", "three")]
        gone = self.person(known[0], "Sara", deleted_at=NOON)
        self.person(known[0], "Omar")
        first, second = self.store.organizations.behind("", 2)
        (third,) = self.store.organizations.behind(second.id, 2)
        assert [one.id for one in (first, second, third)] == [one.id for one in known]
        assert (first.name, first.status) == (known[0].name, OrganizationStatus.ACTIVE)
        assert (first.member_count, second.member_count, gone.is_deleted) == (1, 0, True)
        assert first.created_at == known[0].created_at

    def test_another_active_admin_is_one_of_the_same_organization(self) -> None:
        ours = self.company()
        sara = self.person(ours, "Sara", role=Role.ADMIN)
        self.person(ours, "Omar", role=Role.MEMBER)
        self.person(ours, "Huda", role=Role.ADMIN, status=UserStatus.INACTIVE)
        self.person(self.company("theirs"), "Noura", role=Role.ADMIN)
        with self.store.begin() as tx:
            assert not tx.users.has_other_active_admin(sara)
        second = self.person(ours, "Ali", role=Role.ADMIN)
        with self.store.begin() as tx:
            assert tx.users.has_other_active_admin(sara)
            assert tx.users.has_other_active_admin(second)

    def test_of_two_admins_who_demote_each_other_at_once_one_stays(self) -> None:
        ours = self.company()
        admins = [self.person(ours, name, role=Role.ADMIN) for name in ("Sara", "Omar")]
        for _ in range(10):
            done: list[bool] = []

            def demote(number: int, done: list[bool] = done) -> None:
                with self.store.begin() as tx:
                    tx.organizations.hold(ours.id)
                    other = tx.users.get(admins[1 - number].id)
                    may = tx.users.has_other_active_admin(other)
                    if may:
                        other.role = Role.MEMBER
                        tx.users.save(other)
                done.append(may)

            at_once(demote, 2)
            assert sorted(done) == [False, True]
            with self.store.begin() as tx:
                for admin in admins:
                    again = tx.users.get(admin.id)
                    again.role = Role.ADMIN
                    tx.users.save(again)
