"""Authors are told what was done with their words and why; reporters, what came of their report."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from p2p_core.forum.interventions.model import Intervened
from p2p_core.forum.interventions.shapes import Removal
from p2p_core.forum.moderation.model import Complaint, Outcome, ReportResolved, Target
from p2p_core.forum.moderation.shapes import NewReport, Resolution
from p2p_core.forum.posts.shapes import PostChanges
from p2p_core.forum.topics.model import TopicRestored, Visibility
from p2p_core.forum.topics.shapes import TopicChanges, TopicDetails
from p2p_core.notifications.inbox.model import Email, Kind
from p2p_core.notifications.inbox.shapes import (
    NotificationDetails,
    NotificationQuery,
    Preference,
    PreferencesChanges,
)
from p2p_core.shared.actor import THE_HOUSE, Actor, Role
from p2p_core.shared.errors import Invalid, NotFound
from p2p_core.shared.ids import EventId, InterventionId, PostId, ReportId, TopicId
from p2p_core.shared.language import Language
from tests.world import World

SARA = "sara@plastics.example"
WHY = "أسعار عميل < 85%\nليست لنا"
BECAUSE = Removal(reason=WHY)
ONCE = EventId("e")


@pytest.fixture
def author(world: World) -> Actor:
    return world.member()


@pytest.fixture
def operator(world: World) -> Actor:
    return world.operator()


@pytest.fixture
def topic(world: World, author: Actor) -> TopicDetails:
    return world.topic(author)


def told(world: World, actor: Actor) -> list[NotificationDetails]:
    """In the order in which it happened."""
    world.memory.settle()
    return [*world.app.inbox.notifications.list(actor, NotificationQuery()).items][::-1]


def outcomes(world: World, actor: Actor) -> list[tuple[str, str | None, str | None]]:
    return [(str(one.outcome), one.post_id, one.reason) for one in told(world, actor)]


def new(world: World, actor: Actor) -> int:
    world.memory.settle()
    return world.app.inbox.notifications.unread_count(actor).notifications


def prefer(world: World, actor: Actor, *, in_app: bool = True, email: Email = Email.OFF) -> None:
    wish = Preference(in_app=in_app, email=email)
    world.app.inbox.notifications.prefer(actor, PreferencesChanges(moderation=wish, report=wish))


def reported(world: World, who: Actor, target: Target, target_id: str) -> ReportId:
    new = NewReport(target_type=target, target_id=target_id, reason=Complaint.SPAM)
    return world.app.forum.reports.report(who, new).id


def test_whoever_changes_or_takes_away_anothers_words_says_why(
    world: World, author: Actor, operator: Actor, topic: TopicDetails
) -> None:
    forum, post = world.app.forum, world.reply(author, topic.id)
    for attempt in (
        lambda: forum.topics.edit(operator, topic.id, TopicChanges(title="Another title")),
        lambda: forum.topics.edit(operator, topic.id, TopicChanges(body="another body", pinned=True)),
        lambda: forum.topics.edit(operator, topic.id, TopicChanges(tags=("5S",))),
        lambda: forum.topics.edit(operator, topic.id, TopicChanges(attachment_ids=())),
        lambda: forum.posts.edit(operator, post.id, PostChanges(body="another")),
        lambda: forum.posts.remove(operator, post.id),
        lambda: forum.topics.remove(operator, topic.id),
    ):
        with pytest.raises(Invalid) as refused:
            attempt()
        assert [(error.field, error.code) for error in refused.value.errors] == [("reason", "required")]
    for blank in ("", " \u200b"):
        with pytest.raises(Invalid):
            Removal(reason=blank)
    assert forum.topics.details(author, topic.id) == replace(
        topic, post_count=1, last_post=forum.topics.details(author, topic.id).last_post
    )
    assert outcomes(world, author) == []


def test_an_author_is_told_of_each_step_and_why_and_not_by_whom(
    world: World, author: Actor, operator: Actor, topic: TopicDetails
) -> None:
    forum, post = world.app.forum, world.reply(author, topic.id)
    elsewhere = forum.categories.list(author).items[2].id
    for changes in (
        TopicChanges(pinned=True),
        TopicChanges(title="Short shots on press 5", category_id=elsewhere, locked=True, reason=WHY),
        TopicChanges(locked=True, category_id=elsewhere),
        TopicChanges(tags=("5S",), reason="a tag"),
        TopicChanges(locked=False),
        TopicChanges(locked=True),
    ):
        forum.topics.edit(operator, topic.id, changes)
        world.memory.settle()
    forum.posts.edit(operator, post.id, PostChanges(body="shorter", reason=WHY))
    forum.posts.remove(operator, post.id, why=BECAUSE)
    forum.topics.remove(operator, topic.id, why=BECAUSE)
    assert outcomes(world, author) == [
        ("edited", None, WHY),
        ("moved", None, WHY),
        ("locked", None, WHY),
        ("edited", None, "a tag"),
        ("locked", None, None),
        ("edited", post.id, WHY),
        ("removed", post.id, WHY),
        ("removed", None, WHY),
    ]
    assert {(one.type, one.actor, one.read) for one in told(world, author)} == {
        (Kind.MODERATION, None, False)
    }
    assert (new(world, author), outcomes(world, operator)) == (8, [])


def test_a_mail_says_why_and_leads_to_what_can_be_read(
    world: World, author: Actor, operator: Actor, topic: TopicDetails
) -> None:
    forum, post = world.app.forum, world.reply(author, topic.id)
    forum.posts.edit(operator, post.id, PostChanges(body="shorter", reason=WHY))
    edited = next(mail for mail in world.mails()[::-1] if mail.to == SARA)
    assert edited.subject == f"Your reply was edited: {topic.title}"
    assert f"“{WHY}”" in edited.text
    assert f"/forum/{topic.id}#post-{post.id}" in edited.text
    assert "أسعار عميل &lt; 85%" in edited.html
    forum.topics.edit(operator, topic.id, TopicChanges(locked=True))
    locked = next(mail for mail in world.mails()[::-1] if mail.to == SARA)
    assert "“”" not in locked.text
    with world.memory.store.begin() as tx:
        sara = tx.users.get(author.user_id)
        sara.language = Language.ARABIC
        tx.users.save(sara)
    forum.topics.remove(operator, topic.id, why=BECAUSE)
    removed = next(mail for mail in world.mails()[::-1] if mail.to == SARA)
    assert "أُزيل موضوعك" in removed.subject
    assert f"«{WHY}»" in removed.text
    assert "/notifications\n" in removed.text
    assert operator.user_id not in removed.text


def test_what_is_undone_before_anybody_is_told_reaches_nobody(
    world: World, author: Actor, operator: Actor, topic: TopicDetails
) -> None:
    forum, post = world.app.forum, world.reply(author, topic.id)
    sent = len(world.mails())
    forum.topics.edit(operator, topic.id, TopicChanges(locked=True))
    forum.topics.edit(operator, topic.id, TopicChanges(locked=False))
    forum.posts.remove(operator, post.id, why=BECAUSE)
    forum.posts.restore(operator, post.id)
    forum.topics.remove(operator, topic.id, why=BECAUSE)
    forum.topics.restore(operator, topic.id)
    assert (outcomes(world, author), new(world, author), len(world.mails())) == ([], 0, sent)


def test_what_is_restored_after_it_was_told_is_told_no_more(
    world: World, author: Actor, operator: Actor, topic: TopicDetails
) -> None:
    forum, post = world.app.forum, world.reply(author, topic.id)
    forum.posts.remove(operator, post.id, why=BECAUSE)
    forum.topics.remove(operator, topic.id, why=BECAUSE)
    assert new(world, author) == 2
    forum.topics.restore(operator, topic.id)
    assert outcomes(world, author) == [("removed", post.id, WHY)]
    forum.posts.restore(operator, post.id)
    assert (outcomes(world, author), new(world, author)) == ([], 0)
    forum.posts.remove(operator, post.id, why=Removal(reason="again"))
    assert outcomes(world, author) == [("removed", post.id, "again")]


def test_a_mail_is_asked_again_at_departure_whether_its_reason_holds(
    world: World, author: Actor, operator: Actor, topic: TopicDetails
) -> None:
    forum = world.app.forum
    forum.topics.remove(operator, topic.id, why=BECAUSE)
    sent, store = len(world.memory.mailbox.sent()), world.memory.store
    for event_id in store.outbox.claim(100, world.clock.now(), world.clock.now()):
        world.app.reactor.handle(event_id)  # it is told, and its mail waits
    assert new_without_settling(world, author) == 1
    forum.topics.restore(operator, topic.id)
    world.memory.settle()
    assert len(world.memory.mailbox.sent()) == sent


def new_without_settling(world: World, actor: Actor) -> int:
    return world.app.inbox.notifications.unread_count(actor).notifications


def test_who_decides_about_a_report_tells_both_sides(
    world: World, author: Actor, topic: TopicDetails
) -> None:
    reports, reader = world.app.forum.reports, world.member("huda@metals.example")
    post = world.reply(author, topic.id)
    admin = world.joined(author, role=Role.ADMIN)
    decided = []
    for target, target_id, outcome in (
        (Target.TOPIC, topic.id, Outcome.DISMISSED),
        (Target.TOPIC, topic.id, Outcome.WARNED),
        (Target.POST, post.id, Outcome.REMOVED),
    ):
        made = reported(world, reader, target, target_id)
        reports.resolve(admin, made, Resolution(outcome=outcome, reason=WHY))
        decided += outcomes(world, reader)[-1:]
    assert decided == [("dismissed", None, None), ("warned", None, None), ("removed", post.id, None)]
    assert outcomes(world, author) == [("warned", None, WHY), ("removed", post.id, WHY)]
    assert {one.type for one in told(world, reader)} == {Kind.REPORT}
    assert [mail.subject for mail in world.mails() if mail.to == "huda@metals.example"][1:] == []
    prefer(world, reader, email=Email.INSTANT)
    made = reported(world, reader, Target.TOPIC, topic.id)
    reports.resolve(THE_HOUSE, made, Resolution(outcome=Outcome.DISMISSED, reason=WHY))
    assert "About your report" in world.mails()[-1].subject
    assert WHY not in world.mails()[-1].text, "that is for the author"


def test_who_decides_about_their_own_report_knows(world: World, operator: Actor, topic: TopicDetails) -> None:
    made = reported(world, operator, Target.TOPIC, topic.id)
    world.app.forum.reports.resolve(operator, made, Resolution(outcome=Outcome.REMOVED, reason=WHY))
    assert outcomes(world, operator) == []


def test_each_setting_acts(world: World, author: Actor, operator: Actor, topic: TopicDetails) -> None:
    for in_app, email, listed, mailed in (
        (True, Email.INSTANT, 1, 1),
        (True, Email.OFF, 1, 0),
        (False, Email.INSTANT, 0, 1),
        (False, Email.OFF, 0, 0),
    ):
        prefer(world, author, in_app=in_app, email=email)
        before, sent = new(world, author), len(world.mails())
        words = PostChanges(body=f"{in_app} {email}", reason=WHY)
        world.app.forum.posts.edit(operator, world.reply(author, topic.id).id, words)
        assert new(world, author) - before == listed, (in_app, email)
        assert len(world.mails()) - sent == mailed, (in_app, email)


def test_nobody_behind_a_wall_is_told(world: World, author: Actor) -> None:
    colleague = world.joined(author)
    private = world.topic(colleague, Visibility.ORGANIZATION)
    elsewhere = world.member("x@y.example").organization_id
    world.memory.settle()
    with world.memory.store.begin() as tx:  # as if they had moved
        moved = tx.users.get(colleague.user_id)
        moved.organization_id = elsewhere
        tx.users.save(moved)
    world.app.forum.topics.remove(author, private.id, why=BECAUSE)
    assert outcomes(world, replace(colleague, organization_id=elsewhere)) == []


def test_each_deed_is_told_once_and_what_is_gone_for_good_is_told_to_nobody(
    world: World, author: Actor, operator: Actor, topic: TopicDetails
) -> None:
    notices, post = world.app.inbox.notices, world.reply(author, topic.id)
    made = reported(world, operator, Target.TOPIC, topic.id)
    undecided = ReportResolved(report_id=made, reporter_id=operator.user_id, outcome="removed")
    gone = replace(undecided, report_id=ReportId("nothing"))
    nothing = Intervened(
        intervention_id=InterventionId("nothing"),
        step="removed",
        subject_id=topic.id,
        topic_id=topic.id,
        author_id=author.user_id,
    )
    notices.tell_why(ONCE, nothing)
    for event in (undecided, gone):
        notices.tell_of_decision(ONCE, event)
    notices.take_back(ONCE, TopicRestored(topic_id=TopicId("nothing")))
    world.app.forum.posts.remove(operator, post.id, why=BECAUSE)
    world.memory.settle()
    with world.memory.store.outbox.work() as tables:
        (told_of,) = [row.event for row in tables.outbox.where(lambda row: isinstance(row.event, Intervened))]
    assert isinstance(told_of, Intervened)
    notices.tell_why(ONCE, told_of)
    assert outcomes(world, author) == [("removed", post.id, WHY)]
    store = world.memory.store
    deed = store.interventions.find(told_of.intervention_id)
    world.app.forum.reports.resolve(operator, made, Resolution(outcome=Outcome.REMOVED, reason=WHY))
    decided = store.reports.find(made)
    removed_for_good(world)
    late = replace(
        notices, interventions=Kept(deed), reports=Kept(decided and replace(decided, resolved_by=None))
    )
    late.tell_why(ONCE, told_of)
    late.tell_of_decision(ONCE, undecided)
    assert (outcomes(world, author), outcomes(world, operator)) == ([], [])


@dataclass(frozen=True)
class Kept:
    """What was read before it went."""

    one: Any

    def __getattr__(self, _name: str) -> Any:  # noqa: ANN401 - each reader's find
        return lambda _known: self.one


def removed_for_good(world: World) -> None:
    world.clock.move(timedelta(days=31))
    with world.memory.store.begin() as tx:
        for forget in (tx.posts.forget_deleted, tx.topics.forget_deleted):
            forget(world.clock.now(), 10)


def test_a_reply_that_is_gone_for_good_was_removed_all_the_same(
    world: World, author: Actor, operator: Actor, topic: TopicDetails
) -> None:
    post = world.reply(author, topic.id)
    world.app.forum.posts.remove(operator, PostId(post.id), why=BECAUSE)
    world.memory.settle()
    removed_for_good(world)
    with pytest.raises(NotFound):
        world.app.forum.posts.details(author, post.id)
    assert outcomes(world, author) == [("removed", post.id, WHY)]
    assert new(world, author) == 1
