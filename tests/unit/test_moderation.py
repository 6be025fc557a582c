"""Reports, decisions, and what the author is told."""

import pytest

from p2p_core.audit.shapes import AuditQuery
from p2p_core.forum.interventions.model import Intervened, Intervention, Step
from p2p_core.forum.interventions.shapes import Removal
from p2p_core.forum.moderation.model import Complaint, Outcome, Reported, ReportResolved, ReportStatus, Target
from p2p_core.forum.moderation.shapes import NewReport, OwnReport, ReportQuery, Resolution
from p2p_core.forum.posts.shapes import PostChanges
from p2p_core.forum.topics.model import Visibility
from p2p_core.forum.topics.shapes import TopicChanges
from p2p_core.shared.actor import THE_HOUSE, Actor, Role
from p2p_core.shared.audit import Action
from p2p_core.shared.errors import AlreadyExists, Conflict, Forbidden, Invalid, NotFound
from p2p_core.shared.ids import InterventionId, PostId, ReportId
from tests.world import World


@pytest.fixture
def author(world: World) -> Actor:
    return world.member()


@pytest.fixture
def admin(world: World, author: Actor) -> Actor:
    """A colleague of the author's who looks after the organization."""
    return world.joined(author, role=Role.ADMIN)


@pytest.fixture
def reader(world: World) -> Actor:
    return world.member("huda@metals.example")


def told(world: World) -> list[Intervention]:
    """What authors were told, in order."""
    with world.memory.store.outbox.work() as tables:
        events = [row.event for row in tables.outbox.where(lambda _: True)]
    ids = [InterventionId(event.intervention_id) for event in events if isinstance(event, Intervened)]
    return [note for note in map(world.memory.store.interventions.find, ids) if note]


def reported(world: World, who: Actor, target: Target, target_id: str) -> OwnReport:
    new = NewReport(target_type=target, target_id=target_id, reason=Complaint.SPAM, details="ثلاث مرات")
    return world.app.forum.reports.report(who, new)


def test_a_report_is_its_makers_until_it_is_decided_and_once_only(
    world: World, author: Actor, reader: Actor
) -> None:
    topic, reports = world.topic(author), world.app.forum.reports
    made = reported(world, reader, Target.TOPIC, topic.id)
    assert (made.status, made.outcome, reports.mine(reader, made.id)) == (ReportStatus.OPEN, None, made)
    with pytest.raises(AlreadyExists, match="already_reported"):
        reported(world, reader, Target.TOPIC, topic.id)
    with pytest.raises(NotFound):
        reports.mine(author, made.id)
    with world.memory.store.outbox.work() as tables:
        assert [row.event for row in tables.outbox.where(lambda row: isinstance(row.event, Reported))] == [
            Reported(report_id=made.id, organization_id=author.organization_id)
        ]


def test_what_can_not_be_read_can_not_be_reported(world: World, author: Actor, reader: Actor) -> None:
    private, gone = world.topic(author, Visibility.ORGANIZATION), world.topic(author)
    post, hidden = world.reply(author, gone.id), world.reply(author, private.id)
    world.app.forum.posts.remove(author, post.id)
    for target, target_id in (
        (Target.TOPIC, private.id),
        (Target.POST, hidden.id),
        (Target.POST, post.id),
        (Target.POST, gone.id),
        (Target.TOPIC, hidden.id),
    ):
        with pytest.raises(Invalid) as refused:
            reported(world, reader, target, target_id)
        assert [(error.field, error.code) for error in refused.value.errors] == [("target_id", "not_found")]
    world.app.forum.topics.remove(author, gone.id)
    with pytest.raises(Invalid):
        reported(world, reader, Target.TOPIC, gone.id)


def test_reports_are_for_operators_and_the_admins_of_who_wrote(
    world: World, author: Actor, admin: Actor, reader: Actor
) -> None:
    reports, operator = world.app.forum.reports, world.operator()
    made = reported(world, reader, Target.POST, world.reply(author, world.topic(reader).id).id)
    member = world.joined(author, "ali@plastics.example")
    with pytest.raises(Forbidden):
        reports.list(member)
    (for_operator,), (for_admin,) = reports.list(operator).items, reports.list(admin).items
    assert for_operator.reporter
    assert for_operator.reporter.id == reader.user_id
    assert for_admin.reporter is None
    assert (for_admin.id, for_admin.author.id) == (made.id, author.user_id)
    for nobody in (reader, author):  # an admin elsewhere; and whose words they are
        assert reports.list(nobody).items == ()
        with pytest.raises(NotFound):
            reports.resolve(nobody, made.id, Resolution(outcome=Outcome.DISMISSED, reason="mine"))
    with pytest.raises(Forbidden):
        reports.resolve(member, made.id, Resolution(outcome=Outcome.DISMISSED, reason="x"))


def test_what_is_removed_goes_with_all_reports_on_it_and_the_author_is_told_why(
    world: World, author: Actor, admin: Actor, reader: Actor
) -> None:
    reports, topic = world.app.forum.reports, world.topic(reader)
    post = world.reply(author, topic.id)
    first, second = (reported(world, who, Target.POST, post.id) for who in (reader, admin))
    other = reported(world, reader, Target.TOPIC, topic.id)
    decided = reports.resolve(admin, first.id, Resolution(outcome=Outcome.REMOVED, reason="أسعار عميل"))
    assert (decided.status, decided.outcome, decided.deleted) == ("resolved", "removed", True)
    assert decided.resolved_by
    assert (decided.resolved_by.id, decided.resolution) == (admin.user_id, "أسعار عميل")
    assert reports.mine(admin, second.id).outcome is Outcome.REMOVED
    assert reports.mine(reader, other.id).status is ReportStatus.OPEN
    assert world.app.forum.topics.details(reader, topic.id).post_count == 0
    (note,) = told(world)
    assert (note.step, note.subject_id, note.author_id) == (Step.REMOVED, post.id, author.user_id)
    assert (note.actor_id, note.reason) == (admin.user_id, "أسعار عميل")
    with world.memory.store.outbox.work() as tables:
        heard = [row.event for row in tables.outbox.where(lambda row: isinstance(row.event, ReportResolved))]
    assert heard == [
        ReportResolved(report_id=first.id, reporter_id=reader.user_id, outcome="removed"),
        ReportResolved(report_id=second.id, reporter_id=admin.user_id, outcome="removed"),
    ]
    with pytest.raises(Conflict, match="report_resolved"):
        reports.resolve(admin, second.id, Resolution(outcome=Outcome.DISMISSED, reason="x"))
    assert world.app.forum.posts.restore(admin, PostId(post.id)).body == post.body


def test_who_deletes_before_it_is_decided_does_not_have_it_back_afterwards(
    world: World, author: Actor, admin: Actor, reader: Actor
) -> None:
    forum, operator = world.app.forum, world.operator()
    topic = world.topic(author)
    post = world.reply(author, world.topic(reader).id)
    removed = Resolution(outcome=Outcome.REMOVED, reason="أسعار عميل")
    about_post = reported(world, reader, Target.POST, post.id)
    about_topic = reported(world, reader, Target.TOPIC, topic.id)
    forum.posts.remove(author, post.id)
    forum.topics.remove(author, topic.id)
    assert forum.reports.resolve(admin, about_post.id, removed).deleted
    assert forum.reports.resolve(operator, about_topic.id, removed).deleted
    with pytest.raises(NotFound):
        forum.posts.restore(author, post.id)
    with pytest.raises(NotFound):
        forum.topics.restore(author, topic.id)
    assert forum.posts.restore(admin, post.id).body == post.body
    assert forum.topics.restore(operator, topic.id).body == topic.body


def test_what_a_moderator_removed_stays_theirs_to_have_back(
    world: World, author: Actor, admin: Actor, reader: Actor
) -> None:
    forum, operator = world.app.forum, world.operator()
    topic = world.topic(author)
    post = world.reply(author, world.topic(reader).id)
    about = [
        reported(world, reader, target, one.id)
        for target, one in ((Target.TOPIC, topic), (Target.POST, post))
    ]
    forum.topics.remove(admin, topic.id, why=Removal(reason="x"))
    forum.posts.remove(admin, post.id, why=Removal(reason="x"))
    for one in about:
        forum.reports.resolve(operator, one.id, Resolution(outcome=Outcome.REMOVED, reason="x"))
    assert forum.topics.restore(admin, topic.id).id == topic.id
    assert forum.posts.restore(admin, post.id).id == post.id


def test_a_warning_and_a_dismissal_leave_everything_where_it_is(
    world: World, author: Actor, reader: Actor
) -> None:
    reports, operator, topic = world.app.forum.reports, world.operator(), world.topic(author)
    post = world.reply(author, topic.id)
    for target, target_id in ((Target.TOPIC, topic.id), (Target.POST, post.id)):
        for outcome in (Outcome.DISMISSED, Outcome.WARNED):
            made = reported(world, reader, target, target_id)
            reports.resolve(operator, made.id, Resolution(outcome=outcome, reason="why"))
    assert world.app.forum.topics.details(reader, topic.id).post_count == 1
    assert [(note.step, note.subject_id) for note in told(world)] == [
        (Step.WARNED, topic.id),
        (Step.WARNED, post.id),
    ]


def test_what_is_gone_already_is_decided_all_the_same(world: World, author: Actor, reader: Actor) -> None:
    reports, topic = world.app.forum.reports, world.topic(author)
    post = world.reply(author, topic.id)
    on_post, on_topic = (
        reported(world, reader, Target.POST, post.id),
        reported(world, reader, Target.TOPIC, topic.id),
    )
    world.app.forum.posts.remove(author, post.id)
    world.app.forum.topics.remove(author, topic.id)
    for made in (on_post, on_topic):
        decided = reports.resolve(THE_HOUSE, made.id, Resolution(outcome=Outcome.REMOVED, reason="why"))
        assert (decided.deleted, decided.resolved_by) == (True, None)
    listed = reports.list(THE_HOUSE, ReportQuery(status=ReportStatus.RESOLVED, target_type=Target.POST)).items
    assert [one.id for one in listed] == [on_post.id]


def test_a_locked_topic_is_only_removed_by_operators(
    world: World, author: Actor, admin: Actor, reader: Actor
) -> None:
    reports, operator, topic = world.app.forum.reports, world.operator(), world.topic(author)
    post = world.reply(author, topic.id)
    world.app.forum.topics.edit(operator, topic.id, TopicChanges(locked=True))
    remove = Resolution(outcome=Outcome.REMOVED, reason="why")
    made = [reported(world, reader, *what) for what in ((Target.TOPIC, topic.id), (Target.POST, post.id))]
    for one in made:
        with pytest.raises(Conflict, match="topic_locked"):
            reports.resolve(admin, one.id, remove)
    for one in reversed(made):
        assert reports.resolve(operator, one.id, remove).deleted


def test_what_is_done_with_anothers_words_is_told_with_its_reason(
    world: World, author: Actor, admin: Actor
) -> None:
    forum, operator, topic = world.app.forum, world.operator(), world.topic(author)
    post = world.reply(author, topic.id)
    forum.topics.edit(operator, topic.id, TopicChanges(pinned=True))
    assert told(world) == [], "what isn't about the words needs no word"
    forum.topics.edit(operator, topic.id, TopicChanges(title="Short shots on press 5", reason="the press"))
    forum.posts.edit(operator, post.id, PostChanges(body="moderated", reason="a name in it"))
    forum.posts.remove(admin, post.id, why=Removal(reason="off topic"))
    forum.topics.remove(admin, topic.id, why=Removal(reason="all of it"))
    assert [(note.step, note.subject_id, note.actor_id, note.reason) for note in told(world)] == [
        (Step.EDITED, topic.id, operator.user_id, "the press"),
        (Step.EDITED, post.id, operator.user_id, "a name in it"),
        (Step.REMOVED, post.id, admin.user_id, "off topic"),
        (Step.REMOVED, topic.id, admin.user_id, "all of it"),
    ]
    written = [entry.action for entry in world.app.audit.list(operator, AuditQuery()).items]
    assert written[:5] == [
        Action.TOPIC_REMOVED,
        Action.POST_REMOVED,
        Action.POST_EDITED,
        Action.TOPIC_EDITED,
        Action.TOPIC_EDITED,
    ]


def test_what_was_never_reported_can_not_be_decided(world: World) -> None:
    decision = Resolution(outcome=Outcome.DISMISSED, reason="x")
    with pytest.raises(NotFound):
        world.app.forum.reports.resolve(THE_HOUSE, ReportId("none"), decision)


def test_ones_own_words_need_no_reason(world: World, author: Actor) -> None:
    topic = world.topic(author)
    world.app.forum.topics.remove(author, topic.id, why=Removal(reason="changed my mind"))
    assert told(world) == []
