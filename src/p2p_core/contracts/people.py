"""What every store promises about organizations, accounts and registrations."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import (
    NOON,
    a_registration,
    a_user,
    an_organization,
)
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import stored_author
from p2p_core.identity.registrations.model import Registration
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.organizations.model import Organization
from p2p_core.organizations.shapes import OrganizationCard, OrganizationDetails, picture_of
from p2p_core.shared.errors import AlreadyExists, NotFound, Stale
from p2p_core.shared.ids import OrganizationId, RegistrationId, UserId

_DAY = timedelta(days=1)


class OrganizationsContract:
    """Organizations in and out."""

    store: Store

    def stored(self) -> Organization:
        organization = an_organization()
        with self.store.begin() as tx:
            assert tx.organizations.add(organization)
        return organization

    def test_an_organization_comes_back_whole(self) -> None:
        organization = self.stored()
        with self.store.begin() as tx:
            assert tx.organizations.get(organization.id) == organization

    def test_an_unknown_organization_is_not_found(self) -> None:
        with raises(NotFound), self.store.begin() as tx:
            tx.organizations.get(OrganizationId("nobody"))
        with raises(NotFound):
            self.store.organizations.details(OrganizationId("nobody"))

    def test_a_taken_slug_is_refused_and_nothing_is_stored(self) -> None:
        self.stored()
        other = an_organization(name="Another one")
        with self.store.begin() as tx:
            assert not tx.organizations.add(other)
        with raises(NotFound):
            self.store.organizations.details(other.id)

    def test_saving_raises_the_version_and_a_stale_copy_is_refused(self) -> None:
        organization = self.stored()
        with self.store.begin() as tx:
            first, second = tx.organizations.get(organization.id), tx.organizations.get(organization.id)
            first.name = "مصنع آخر"
            tx.organizations.save(first)
            assert first.version == organization.version + 1
        second.name = "Lost"
        with raises(Stale), self.store.begin() as tx:
            tx.organizations.save(second)
        assert self.store.organizations.details(organization.id).name == "مصنع آخر"

    def test_its_own_people_see_all_of_it_and_their_number(self) -> None:
        kept = self.stored()
        with self.store.begin() as tx:
            tx.users.add(a_user(kept))
            tx.users.add(a_user(kept, "b@plastics.example"))
        assert self.store.organizations.details(kept.id) == OrganizationDetails(
            id=kept.id,
            name=kept.name,
            name_ar=kept.name_ar,
            slug=kept.slug,
            description=kept.description,
            industry=kept.industry,
            size=kept.size,
            website=kept.website,
            phone=kept.phone,
            address=kept.address,
            city=kept.city,
            country=kept.country,
            location=kept.location,
            logo=picture_of(kept.logo_id),
            member_count=2,
            status=kept.status,
            settings=kept.settings,
            email_domains=kept.email_domains,
            created_at=kept.created_at,
            version=kept.version,
        )


class UsersContract:
    """Accounts in and out."""

    store: Store

    def test_an_account_comes_back_whole_by_id_and_by_address(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            assert tx.users.get(user.id) == user
            assert tx.users.find_by_address(user.address) == user
        assert self.store.users.find_by_address(user.address) == user

    def test_many_are_found_by_their_addresses_at_once(self) -> None:
        user = stored_author(self.store)
        other, third = 'it\'s "quoted"@plastics.example', "شركة@plastics.example"
        with self.store.begin() as tx:
            for address in (other, third):
                assert tx.users.add(a_user(tx.organizations.get(user.organization_id), address))
            assert tx.users.among([]) == []
            asked = [user.address, other, "nobody@x.example", "شركة@plastics.example"]
            assert {one.address for one in tx.users.among(asked)} == {user.address, other, third}
            assert tx.users.among([user.address]) == [user]

    def test_unknown_people_are_not_found(self) -> None:
        with self.store.begin() as tx:
            assert tx.users.find_by_address("nobody@example.com") is None
        assert self.store.users.find_by_address("") is None
        with raises(NotFound):
            self.store.users.details(UserId("nobody"))

    def test_one_address_has_one_account(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            assert not tx.users.add(a_user(tx.organizations.get(user.organization_id)))
            assert tx.users.find_by_address(user.address) == user

    def test_a_stale_account_is_refused(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            fresh = tx.users.get(user.id)
            fresh.operator = False
            tx.users.save(fresh)
        with raises(Stale), self.store.begin() as tx:
            tx.users.save(user)
        with self.store.begin() as tx:
            assert tx.users.get(user.id) == fresh

    def test_an_account_can_not_move_to_an_address_that_is_taken(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            other = a_user(tx.organizations.get(user.organization_id), "b@plastics.example")
            assert tx.users.add(other)
        with raises(AlreadyExists, "email_taken"), self.store.begin() as tx:
            moved = tx.users.get(other.id)
            moved.move_to(user.email)
            tx.users.save(moved)
        with self.store.begin() as tx:
            assert tx.users.get(other.id) == other
            moved = tx.users.get(other.id)
            moved.move_to("C@plastics.example")
            tx.users.save(moved)
        found = self.store.users.find_by_address("c@plastics.example")
        assert found is not None
        assert (found.id, found.email) == (other.id, "C@plastics.example")

    def test_a_new_hash_and_being_seen_are_no_edits(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            tx.users.rehash(user.id, "$other$")
            tx.users.seen(user.id, NOON + _DAY)
        with self.store.begin() as tx:
            after = tx.users.get(user.id)
        assert (after.password_hash, after.last_seen_at) == ("$other$", NOON + _DAY)
        assert after.version == user.version

    def test_people_see_all_of_their_own_account(self) -> None:
        user = stored_author(self.store)
        organization = self.store.organizations.details(user.organization_id)
        assert self.store.users.details(user.id) == UserDetails(
            id=user.id,
            email=user.email,
            first_name=user.first_name,
            last_name=user.last_name,
            display_name=f"{user.first_name} {user.last_name}",
            title=user.title,
            bio=user.bio,
            phone=user.phone,
            expertise_tags=user.expertise_tags,
            picture=picture_of(user.picture_id),
            role=user.role,
            status=user.status,
            email_verified=True,
            language=user.language,
            timezone=user.timezone,
            organization=OrganizationCard(id=organization.id, name=organization.name, logo=organization.logo),
            reputation=0,
            created_at=user.created_at,
            last_seen_at=user.last_seen_at,
            version=user.version,
        )


class RegistrationsContract:
    """Pending sign-ups in and out."""

    store: Store

    def add(self, *registrations: Registration) -> None:
        with self.store.begin() as tx:
            for registration in registrations:
                tx.registrations.add(registration)

    def test_a_registration_comes_back_whole(self) -> None:
        registration = a_registration()
        self.add(registration)
        assert self.store.registrations.find(registration.id) == registration
        with self.store.begin() as tx:
            assert tx.registrations.find(registration.id) == registration
            assert tx.registrations.find(RegistrationId("nobody")) is None

    def test_several_wait_for_one_address_the_newest_first(self) -> None:
        first, second, other = a_registration(), a_registration(), a_registration("else@metals.example")
        self.add(first, second, other)
        found = self.store.registrations.pending(first.address, NOON)
        assert [registration.id for registration in found] == [second.id, first.id]

    def test_what_is_too_old_or_ended_waits_no_more(self) -> None:
        registration = a_registration()
        self.add(registration)
        address = registration.address
        just_before = registration.expires_at - timedelta(milliseconds=1)
        assert self.store.registrations.pending(address, just_before) != []
        assert list(self.store.registrations.pending(address, registration.expires_at)) == []
        with self.store.begin() as tx:
            tx.registrations.end_all(address, NOON)
            assert list(tx.registrations.pending(address, NOON)) == []
        ended = self.store.registrations.find(registration.id)
        assert ended is not None
        assert ended.ended_at == NOON

    def test_ending_an_addresss_registrations_leaves_other_addresses_alone(self) -> None:
        other = a_registration("else@metals.example")
        self.add(a_registration(), other)
        with self.store.begin() as tx:
            tx.registrations.end_all(a_registration().address, NOON)
        assert self.store.registrations.find(other.id) == other

    def test_a_stale_registration_is_refused(self) -> None:
        registration = a_registration()
        self.add(registration)
        with self.store.begin() as tx:
            fresh = tx.registrations.find(registration.id)
            assert fresh is not None
            fresh.renew(NOON + _DAY, _DAY)
            tx.registrations.save(fresh)
        assert self.store.registrations.find(registration.id) == fresh
        with raises(Stale), self.store.begin() as tx:
            tx.registrations.save(registration)
