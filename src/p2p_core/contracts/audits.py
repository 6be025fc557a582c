"""What every store promises about the record of who did what."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from p2p_core.app import Store
from p2p_core.audit.shapes import AuditDetails, AuditParty, AuditQuery
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import stored_author
from p2p_core.shared.audit import Action, Deed
from p2p_core.shared.cause import CAUSE, NETWORK
from p2p_core.shared.errors import Invalid
from p2p_core.shared.ids import AuditId, OrganizationId, UserId, first_id_at

_FAR = datetime(2999, 1, 1, tzinfo=UTC)


class AuditContract:
    """Entries in, and out again by any filter; nothing but age takes one away."""

    store: Store

    def _record(self, *deeds: Deed) -> None:
        with self.store.begin() as tx:
            for deed in deeds:
                tx.record(deed)

    def _all(self, **asked: object) -> Sequence[AuditDetails]:
        return self.store.audit.page(None, AuditQuery(**asked)).items  # type: ignore[arg-type]  # a query's fields

    def test_an_entry_comes_back_whole_with_the_names_of_who_is_there(self) -> None:
        user = stored_author(self.store)
        request, network = CAUSE.set("request-1"), NETWORK.set("2001:db8::1")
        self._record(
            Deed(
                action=Action.ROLE_CHANGED,
                actor_id=user.id,
                organization_id=user.organization_id,
                subject_id="gone",
                details={"before": "member", "after": "admin"},
            )
        )
        CAUSE.reset(request)
        NETWORK.reset(network)
        (entry,) = self._all()
        name = f"{user.first_name} {user.last_name}"
        assert entry == AuditDetails(
            id=entry.id,
            at=entry.at,
            action=Action.ROLE_CHANGED,
            actor=AuditParty(id=user.id, display_name=name),
            subject=AuditParty(id="gone", display_name=None),
            organization_id=user.organization_id,
            details={"before": "member", "after": "admin"},
            network="2001:db8::1",
            request_id="request-1",
        )

    def test_what_nobody_known_did_is_kept_too(self) -> None:
        self._record(Deed(action=Action.SIGN_IN_REFUSED))
        (entry,) = self._all()
        assert (entry.actor, entry.subject, entry.organization_id, entry.request_id) == (None,) * 4
        assert (entry.details, entry.network) == ({}, "")

    def test_what_is_taken_back_was_never_written_down(self) -> None:
        with raises(ZeroDivisionError), self.store.begin() as tx:
            tx.record(Deed(action=Action.SIGNED_IN))
            raise ZeroDivisionError
        assert self._all() == ()

    def test_an_organization_has_its_own_and_pages_go_on_where_they_ended(self) -> None:
        ours, theirs = OrganizationId("ours"), OrganizationId("theirs")
        self._record(*(Deed(action=Action.SIGNED_IN, organization_id=ours) for _ in range(5)))
        self._record(Deed(action=Action.SIGNED_IN, organization_id=theirs))
        first = self.store.audit.page(ours, AuditQuery(limit=3, count=True))
        self._record(Deed(action=Action.SIGNED_IN, organization_id=ours))
        rest = self.store.audit.page(ours, AuditQuery(limit=3, cursor=first.next_cursor, count=True))
        ids = [entry.id for page in (first, rest) for entry in page.items]
        assert (len(ids), ids) == (5, sorted(ids, reverse=True))
        assert {entry.organization_id for entry in (*first.items, *rest.items)} == {ours}
        assert [getattr(page, "total", None) for page in (first, rest)] == [5, 6]
        with raises(Invalid):
            self.store.audit.page(theirs, AuditQuery(cursor=first.next_cursor))

    def test_entries_are_found_by_what_by_whom_and_when(self) -> None:
        sara, omar = UserId("sara"), UserId("omar")
        self._record(
            Deed(action=Action.SIGNED_IN, actor_id=sara),
            Deed(action=Action.TOKEN_CREATED, actor_id=sara),
            Deed(action=Action.SIGNED_IN, actor_id=omar),
        )
        newest = self._all()[0].at
        assert len(self._all(action=Action.SIGNED_IN)) == 2
        assert len(self._all(actor="sara")) == 2
        assert len(self._all(actor="sara", action=Action.SIGNED_IN)) == 1
        later = (newest + timedelta(hours=1)).isoformat()
        assert len(self._all(to=later)) == 3
        assert self._all(from_=later) == ()
        assert len(self._all(from_="1969-01-01T00:00:00+03:00", to=later, actor="omar")) == 1

    def test_only_what_is_old_is_forgotten_and_piece_by_piece(self) -> None:
        self._record(*(Deed(action=Action.SIGNED_IN) for _ in range(3)))
        with self.store.begin() as tx:
            assert tx.audit.forget_older(AuditId(first_id_at(datetime(2020, 1, 1, tzinfo=UTC))), 10) == 0
            assert tx.audit.forget_older(AuditId(first_id_at(_FAR)), 2) == 2
        assert len(self._all()) == 1
