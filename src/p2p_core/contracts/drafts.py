"""What every store promises about drafts."""

from contextlib import suppress
from datetime import datetime, timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import ARABIC, NOON, a_user, an_id
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import at_once, stored_author
from p2p_core.drafts.model import MOST_DRAFTS, Draft
from p2p_core.drafts.service import DraftService
from p2p_core.drafts.shapes import DraftDetails, DraftOutdated, DraftQuery, NewDraft, details_of
from p2p_core.identity.users.model import User
from p2p_core.shared.actor import Actor
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Conflict, Invalid
from p2p_core.shared.ids import DraftId, UserId

_FAR = "WzkyMjMzNzIwMzY4NTQ3NzU4MDgsIngiXQ"


def a_draft(user: User, key: str = "topic:new:1", at: datetime = NOON) -> Draft:
    """Something that isn't finished."""
    return Draft(
        id=DraftId(an_id()),
        user_id=user.id,
        key=key,
        body={"title": ARABIC, "tags": ["a", None, 1.5, 2**62, True], "more": {"\x00": {}}},
        sequence=2**53 - 1,
        created_at=at,
        updated_at=at + timedelta(seconds=1),
        version=3,
    )


class _Numbered:
    def new(self) -> str:
        """Another id."""
        return an_id()


class DraftsContract:
    """Drafts of one person and another."""

    store: Store
    clock: Clock

    def _keep(self, *drafts: Draft) -> None:
        with self.store.begin() as tx:
            for draft in drafts:
                tx.drafts.add(draft)

    def test_a_draft_comes_back_as_it_was_for_its_author_alone(self) -> None:
        user = stored_author(self.store)
        draft = a_draft(user)
        self._keep(draft)
        assert self.store.drafts.find(user.id, draft.key) == draft
        with self.store.begin() as tx:
            assert tx.drafts.find(user.id, draft.key) == draft
            assert tx.drafts.find(UserId("another"), draft.key) is None
        assert self.store.drafts.find(user.id, "reply:1") is None

    def test_a_changed_draft_is_saved_and_a_dropped_one_is_gone(self) -> None:
        user = stored_author(self.store)
        draft = a_draft(user)
        self._keep(draft)
        with self.store.begin() as tx:
            draft.body, draft.sequence = {}, 4
            tx.drafts.save(draft)
        assert draft.version == 4
        assert self.store.drafts.find(user.id, draft.key) == draft
        with self.store.begin() as tx:
            tx.drafts.drop(draft.id)
            assert tx.drafts.count(user.id) == 0
        assert self.store.drafts.find(user.id, draft.key) is None

    def test_pages_go_by_the_last_change_and_never_repeat(self) -> None:
        user = stored_author(self.store)
        drafts = [a_draft(user, f"topic:new:{n}", NOON + timedelta(seconds=n // 2)) for n in range(5)]
        self._keep(*drafts)
        seen: list[DraftDetails] = []
        cursor = None
        for _ in range(3):
            page = self.store.drafts.page(user.id, DraftQuery(limit=2, cursor=cursor, count=True))
            seen += page.items
            cursor = page.next_cursor
            assert page.total == 5  # type: ignore[attr-defined]  # it was asked for
        assert cursor is None
        assert seen == [details_of(draft) for draft in reversed(drafts)]
        assert self.store.drafts.page(UserId("another"), DraftQuery()).items == ()

    def test_a_cursor_of_another_list_is_refused(self) -> None:
        with raises(Invalid, "invalid_cursor"):
            self.store.drafts.page(UserId("u"), DraftQuery(cursor=_FAR))

    def test_of_many_at_once_the_newest_is_kept_and_none_is_there_twice(self) -> None:
        drafts, me = self._service()

        def keep(number: int) -> None:
            for sequence in range(number, 80, 8):
                with suppress(DraftOutdated):
                    drafts.keep(me, "reply:1", NewDraft(body={"n": sequence}, sequence=sequence))

        at_once(keep)
        kept = drafts.details(me, "reply:1")
        assert (kept.sequence, kept.body) == (79, {"n": 79})
        assert len(drafts.list(me).items) == 1

    def test_nobody_has_more_drafts_than_there_is_room_for(self) -> None:
        drafts, me = self._service()
        for number in range(MOST_DRAFTS - 4):
            drafts.keep(me, f"post:{number}", NewDraft(body={}, sequence=1))
        refused: list[str] = []

        def keep(number: int) -> None:
            try:
                drafts.keep(me, f"message:{number}", NewDraft(body={}, sequence=1))
            except Conflict as full:
                refused.append(full.code)

        at_once(keep)
        assert refused == ["too_many_drafts"] * 4
        with self.store.begin() as tx:
            assert tx.drafts.count(me.user_id) == MOST_DRAFTS

    def test_one_that_is_published_goes_by_its_key_and_only_ones_own(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            other = a_user(tx.organizations.get(user.organization_id), "other@plastics.example")
            tx.users.add(other)
        mine, theirs, another = a_draft(user), a_draft(other), a_draft(user, "reply:1")
        self._keep(mine, theirs, another)
        with self.store.begin() as tx:
            tx.drafts.drop_under(user.id, mine.key)
            tx.drafts.drop_under(user.id, "post:nothing")
        left = [self.store.drafts.find(one.user_id, one.key) for one in (mine, theirs, another)]
        assert left == [None, theirs, another]

    def test_what_nobody_went_on_with_is_forgotten_some_at_a_time(self) -> None:
        user, day = stored_author(self.store), timedelta(days=1)
        self._keep(*(a_draft(user, f"post:{number}", NOON - number * day) for number in range(4)))
        for limit, went in ((2, 2), (2, 1), (2, 0)):
            with self.store.begin() as tx:
                assert tx.drafts.forget_old(NOON - day / 2, limit) == went
        assert [one.key for one in self.store.drafts.page(user.id, DraftQuery()).items] == ["post:0"]

    def _service(self) -> tuple[DraftService, Actor]:
        user = stored_author(self.store)
        me = Actor(user_id=user.id, organization_id=user.organization_id, role=user.role)
        return (
            DraftService(begin=self.store.begin, drafts=self.store.drafts, clock=self.clock, ids=_Numbered()),
            me,
        )
