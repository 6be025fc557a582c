"""What every store promises about invitations."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_user, an_invitation, an_organization
from p2p_core.contracts.expect import raises
from p2p_core.contracts.forums import card_of
from p2p_core.contracts.stores import at_once, stored_author
from p2p_core.identity.invitations.model import Invitation, InvitationStatus, Mailed
from p2p_core.identity.invitations.shapes import (
    InvitationDetails,
    InvitationOffer,
    InvitationQuery,
    InvitationStats,
)
from p2p_core.identity.users.model import User
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.organizations.shapes import OrganizationCard, picture_of
from p2p_core.shared.errors import AlreadyExists, Invalid, NotFound, Stale
from p2p_core.shared.ids import InvitationId, OrganizationId
from p2p_core.shared.pages import CountedPage

_WEEK = timedelta(days=7)
_INSTANT = timedelta(milliseconds=1)


class InvitationsContract:
    """Invitations in, out, listed and counted."""

    store: Store

    def stored(self, *addresses: str) -> tuple[User, list[Invitation]]:
        inviter = stored_author(self.store)
        invitations = [an_invitation(inviter, address) for address in addresses]
        with self.store.begin() as tx:
            for invitation in invitations:
                tx.invitations.add(invitation)
        return inviter, invitations

    def change(self, invitation: Invitation, status: InvitationStatus) -> None:
        with self.store.begin() as tx:
            fresh = tx.invitations.get(invitation.organization_id, invitation.id)
            fresh.status = status
            if status is InvitationStatus.ACCEPTED:
                fresh.accepted_at = NOON
            tx.invitations.save(fresh)

    def page(self, inviter: User, query: InvitationQuery, after: timedelta = _INSTANT) -> list[str]:
        page = self.store.invitations.page(inviter.organization_id, query, NOON + after)
        return [found.email for found in page.items]

    def test_an_invitation_comes_back_whole(self) -> None:
        _, (invitation,) = self.stored("a@x.example")
        assert self.store.invitations.find(invitation.id) == invitation
        with self.store.begin() as tx:
            assert tx.invitations.find(invitation.id) == invitation
            assert tx.invitations.get(invitation.organization_id, invitation.id) == invitation
            assert tx.invitations.pending(invitation.organization_id, ["a@x.example"]) == [invitation]
            invitation.status = InvitationStatus.ACCEPTED
            invitation.accepted_at = NOON + _INSTANT
            tx.invitations.save(invitation)
        assert self.store.invitations.find(invitation.id) == invitation
        assert invitation.version == 6

    def test_an_unknown_or_foreign_invitation_is_not_found(self) -> None:
        inviter, (invitation,) = self.stored("a@x.example")
        unknown, foreign = InvitationId("nothing"), OrganizationId("another")
        assert self.store.invitations.find(unknown) is None
        assert self.store.invitations.offer(unknown) is None
        for organization_id, one in ((foreign, invitation.id), (inviter.organization_id, unknown)):
            with raises(NotFound):
                self.store.invitations.details(organization_id, one, NOON)
            with raises(NotFound), self.store.begin() as tx:
                tx.invitations.get(organization_id, one)
        with self.store.begin() as tx:
            assert tx.invitations.find(unknown) is None
            assert tx.invitations.pending(foreign, [invitation.address]) == []
            assert tx.invitations.pending(inviter.organization_id, ["b@x.example"]) == []

    def test_many_are_found_at_once(self) -> None:
        inviter, (first, second, third) = self.stored("a@x.example", "b@x.example", "c@x.example")
        self.change(second, InvitationStatus.CANCELLED)
        asked = [one.address for one in (first, second, third)]
        with self.store.begin() as tx:
            found = tx.invitations.pending(inviter.organization_id, asked)
            assert {one.id for one in found} == {first.id, third.id}
        reader = self.store.invitations
        shown = reader.among(inviter.organization_id, [first.id, second.id, InvitationId("-")], NOON)
        each = [reader.details(inviter.organization_id, one.id, NOON) for one in (first, second)]
        assert sorted(shown, key=lambda one: one.id) == each
        assert reader.among(OrganizationId("another"), [first.id], NOON) == []
        assert reader.among(inviter.organization_id, [], NOON) == []

    def test_an_address_has_one_pending_invitation_in_an_organization(self) -> None:
        inviter, (first,) = self.stored("a@x.example")
        with raises(AlreadyExists, "already_invited"), self.store.begin() as tx:
            tx.invitations.add(an_invitation(inviter, "a@x.example"))
        self.change(first, InvitationStatus.CANCELLED)
        second = an_invitation(inviter, "a@x.example")
        with self.store.begin() as tx:
            tx.invitations.add(second)
        with raises(AlreadyExists, "already_invited"):
            self.change(first, InvitationStatus.PENDING)
        self.change(second, InvitationStatus.EXPIRED)
        self.change(first, InvitationStatus.PENDING)

    def test_other_organizations_may_invite_the_same_address(self) -> None:
        self.stored("a@x.example")
        other = an_organization("jeddah-metals")
        inviter = a_user(other, "b@metals.example")
        with self.store.begin() as tx:
            tx.organizations.add(other)
            tx.users.add(inviter)
            tx.invitations.add(an_invitation(inviter, "a@x.example"))
        assert self.page(inviter, InvitationQuery()) == ["A@X.EXAMPLE"]

    def test_a_stale_invitation_is_refused(self) -> None:
        _, (invitation,) = self.stored("a@x.example")
        self.change(invitation, InvitationStatus.CANCELLED)
        with raises(Stale), self.store.begin() as tx:
            tx.invitations.save(invitation)

    def test_mails_are_remembered_by_address(self) -> None:
        inviter, (first, _) = self.stored("a@x.example", "b@x.example")
        with self.store.begin() as tx:
            first.mailed, first.mailed_at = (NOON + _WEEK,), NOON + _WEEK
            tx.invitations.save(first)
        with self.store.begin() as tx:
            recent = tx.invitations.mailed_since(inviter.organization_id, NOON + timedelta(days=1))
            everything = tx.invitations.mailed_since(inviter.organization_id, NOON)
        assert [*recent] == [Mailed(address="a@x.example", at=(NOON + _WEEK,))]
        assert {mailed.address for mailed in everything} == {"a@x.example", "b@x.example"}

    def test_admins_see_an_invitation_with_its_inviter(self) -> None:
        inviter, (invitation,) = self.stored("a@x.example")
        assert self.store.invitations.details(inviter.organization_id, invitation.id, NOON) == (
            InvitationDetails(
                id=invitation.id,
                email=invitation.email,
                role=invitation.role,
                status=InvitationStatus.PENDING,
                message=invitation.message,
                inviter=card_of(self.store, inviter),
                created_at=invitation.created_at,
                expires_at=invitation.expires_at,
                accepted_at=None,
                version=invitation.version,
            )
        )

    def test_whoever_holds_the_link_sees_the_offer_of_an_active_organization(self) -> None:
        inviter, (invitation,) = self.stored("a@x.example")
        assert self.store.invitations.offer(invitation.id) is None, "the builders' company is suspended"
        with self.store.begin() as tx:
            organization = tx.organizations.hold(inviter.organization_id)
            organization.status = OrganizationStatus.ACTIVE
            tx.organizations.save(organization)
        assert self.store.invitations.offer(invitation.id) == InvitationOffer(
            organization=OrganizationCard(
                id=organization.id, name=organization.name, logo=picture_of(organization.logo_id)
            ),
            inviter=card_of(self.store, inviter),
            email=invitation.email,
            role=invitation.role,
            expires_at=invitation.expires_at,
        )

    def test_the_newest_come_first_page_by_page(self) -> None:
        inviter, _ = self.stored(*(f"{letter}@x.example" for letter in "abcde"))
        seen: list[str] = []
        cursor: str | None = None
        while True:
            query = InvitationQuery(limit=2, cursor=cursor, count=True)
            page = self.store.invitations.page(inviter.organization_id, query, NOON)
            assert isinstance(page, CountedPage)
            assert page.total == 5
            seen += [found.email for found in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert seen == [f"{letter}@X.EXAMPLE" for letter in "EDCBA"]
        with raises(Invalid, "invalid_cursor"):
            self.page(inviter, InvitationQuery(cursor="x"))

    def test_time_makes_pending_ones_expired_in_every_view(self) -> None:
        inviter, (old, cancelled, accepted) = self.stored("a@x.example", "b@x.example", "c@x.example")
        self.change(cancelled, InvitationStatus.CANCELLED)
        self.change(accepted, InvitationStatus.ACCEPTED)
        found = {
            status: (
                self.page(inviter, InvitationQuery(status=status), _WEEK - _INSTANT),
                self.page(inviter, InvitationQuery(status=status), _WEEK),
            )
            for status in InvitationStatus
        }
        assert found == {
            InvitationStatus.PENDING: (["A@X.EXAMPLE"], []),
            InvitationStatus.EXPIRED: ([], ["A@X.EXAMPLE"]),
            InvitationStatus.CANCELLED: (["B@X.EXAMPLE"], ["B@X.EXAMPLE"]),
            InvitationStatus.ACCEPTED: (["C@X.EXAMPLE"], ["C@X.EXAMPLE"]),
        }
        late = self.store.invitations.details(inviter.organization_id, old.id, NOON + _WEEK)
        assert late.status is InvitationStatus.EXPIRED

    def test_a_part_of_the_address_finds_it_letter_by_letter(self) -> None:
        inviter, _ = self.stored("ali_h@x.example", "alimh@x.example", "50%@y.example", "o!b@z.example")
        found = {q: self.page(inviter, InvitationQuery(q=q)) for q in ("I_H", "ali", "%", "!B", "nobody")}
        assert found == {
            "I_H": ["ALI_H@X.EXAMPLE"],
            "ali": ["ALIMH@X.EXAMPLE", "ALI_H@X.EXAMPLE"],
            "%": ["50%@Y.EXAMPLE"],
            "!B": ["O!B@Z.EXAMPLE"],
            "nobody": [],
        }

    def test_each_is_counted_once_by_how_it_stands(self) -> None:
        inviter, made = self.stored(*(f"{letter}@x.example" for letter in "abcdef"))
        for invitation in made[:2]:
            self.change(invitation, InvitationStatus.ACCEPTED)
        self.change(made[2], InvitationStatus.CANCELLED)
        self.change(made[3], InvitationStatus.EXPIRED)
        stats = self.store.invitations.stats(inviter.organization_id, NOON)
        assert stats == InvitationStats(
            sent=6, pending=2, accepted=2, expired=1, cancelled=1, acceptance_rate=0.3333
        )
        later = self.store.invitations.stats(inviter.organization_id, NOON + _WEEK)
        assert (later.pending, later.expired) == (0, 3)
        nobody = self.store.invitations.stats(OrganizationId("another"), NOON)
        assert (nobody.sent, nobody.acceptance_rate) == (0, None)

    def test_of_many_who_invite_one_address_at_once_one_succeeds(self) -> None:
        inviter = stored_author(self.store)
        done: list[bool] = []

        def invite(_: int) -> None:
            invitation = an_invitation(inviter, "a@x.example")
            with self.store.begin() as tx:
                tx.organizations.hold(inviter.organization_id)
                is_first = not tx.invitations.pending(inviter.organization_id, ["a@x.example"])
                if is_first:
                    tx.invitations.add(invitation)
            done.append(is_first)

        at_once(invite)
        assert sorted(done) == [False] * 7 + [True]
        assert len(self.page(inviter, InvitationQuery())) == 1

    def test_of_many_who_accept_at_once_one_succeeds(self) -> None:
        inviter, (invitation,) = self.stored("a@x.example")
        done: list[bool] = []

        def accept(_: int) -> None:
            with self.store.begin() as tx:
                found = tx.invitations.find(invitation.id)
                assert found is not None
                is_open = found.status is InvitationStatus.PENDING
                if is_open:
                    found.status = InvitationStatus.ACCEPTED
                    tx.invitations.save(found)
            done.append(is_open)

        at_once(accept)
        assert sorted(done) == [False] * 7 + [True]
        assert self.store.invitations.stats(inviter.organization_id, NOON).accepted == 1
