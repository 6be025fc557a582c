"""What every store promises about reports and interventions."""

from dataclasses import replace
from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import ARABIC, NOON, a_post, a_user, an_id
from p2p_core.contracts.expect import raises
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import at_once, stored_topic
from p2p_core.forum.interventions.model import Intervention, Step
from p2p_core.forum.moderation.model import Complaint, Outcome, Report, Target
from p2p_core.forum.moderation.shapes import ReportQuery, ReportSort
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic
from p2p_core.identity.users.model import User
from p2p_core.shared.actor import Role
from p2p_core.shared.errors import Invalid, NotFound, Stale
from p2p_core.shared.ids import InterventionId, ReportId


def a_report(reporter: User, author: User, topic: Topic, post: Post | None = None) -> Report:
    """One that is open."""
    return Report(
        id=ReportId(an_id()),
        reporter_id=reporter.id,
        target_type=Target.POST if post else Target.TOPIC,
        target_id=post.id if post else topic.id,
        topic_id=topic.id,
        author_id=author.id,
        organization_id=author.organization_id,
        reason=Complaint.CONFIDENTIAL,
        details=f"{ARABIC}\n",
        created_at=NOON,
    )


def an_intervention(author: User, actor: User, topic: Topic) -> Intervention:
    """Somebody removed another's topic."""
    return Intervention(
        id=InterventionId(an_id()),
        step=Step.REMOVED,
        subject_id=topic.id,
        topic_id=topic.id,
        author_id=author.id,
        actor_id=actor.id,
        reason=ARABIC,
        at=NOON,
    )


class ReportsContract:
    """Reports in, listed for who may decide, and decided."""

    store: Store

    def _town(self) -> tuple[User, User, Topic, Post]:
        """An author, a colleague, a topic and a reply of the author's."""
        author, _, topic = stored_topic(self.store)
        post = a_post(author, topic, None, 1, 1)
        with self.store.begin() as tx:
            other = a_user(tx.organizations.get(author.organization_id), "omar@plastics.example")
            tx.users.add(other)
            tx.topics.reply_added(topic.id, post.id, NOON)
            tx.posts.add(post)
        return author, other, topic, post

    def _keep(self, *reports: Report) -> None:
        with self.store.begin() as tx:
            for report in reports:
                assert tx.reports.add(report)

    def test_a_report_comes_back_whole_open_and_decided(self) -> None:
        author, other, topic, _ = self._town()
        report = a_report(other, author, topic)
        self._keep(report)
        assert self.store.reports.find(report.id) == report
        with self.store.begin() as tx:
            kept = tx.reports.find(report.id)
            assert kept == report
            assert tx.reports.open_on(topic.id) == [report]
            kept.resolve(Outcome.WARNED, ARABIC, other.id, NOON + timedelta(hours=1))
            tx.reports.save(kept)
            assert tx.reports.open_on(topic.id) == []
        assert self.store.reports.find(report.id) == kept
        assert kept.version == 2
        with raises(Stale), self.store.begin() as tx:
            tx.reports.save(report)
        assert self.store.reports.find(ReportId("none")) is None

    def test_one_person_has_one_open_report_on_a_thing_and_another_once_it_is_decided(self) -> None:
        author, other, topic, post = self._town()
        first = a_report(other, author, topic)
        self._keep(first, a_report(other, author, topic, post), a_report(author, author, topic))
        with self.store.begin() as tx:
            assert not tx.reports.add(a_report(other, author, topic))
            first.resolve(Outcome.DISMISSED, "no", author.id, NOON)
            tx.reports.save(first)
            assert tx.reports.add(a_report(other, author, topic))

    def test_of_many_at_once_one_is_kept(self) -> None:
        author, other, topic, _ = self._town()
        added: list[bool] = []

        def report(_: int) -> None:
            with self.store.begin() as tx:
                tx.topics.hold(topic.id)
                added.append(tx.reports.add(a_report(other, author, topic)))

        at_once(report)
        assert sorted(added) == [False] * 7 + [True]

    def test_it_is_shown_with_what_it_is_about(self) -> None:
        author, other, topic, post = self._town()
        about_topic, about_post = a_report(other, author, topic), a_report(other, author, topic, post)
        self._keep(about_topic, about_post)
        with self.store.begin() as tx:
            kept = tx.reports.find(about_post.id)
            assert kept
            kept.resolve(Outcome.REMOVED, "why", other.id, NOON)
            tx.reports.save(kept)
            post.delete(other.id, NOON)
            tx.posts.keep_standing(post)
        shown = self.store.reports.details(about_topic.id)
        assert (shown.topic_title, shown.excerpt, shown.deleted) == (topic.title, topic.excerpt, False)
        assert (shown.author.id, shown.resolved_by) == (author.id, None)
        assert shown.reporter
        assert shown.reporter.id == other.id
        decided = self.store.reports.details(about_post.id)
        assert (decided.excerpt, decided.deleted) == (post.body[:200], True)
        assert decided.resolved_by
        assert (decided.resolved_by.id, decided.resolution) == (other.id, "why")
        with raises(NotFound):
            self.store.reports.details(ReportId("none"))

    def test_who_may_decide_sees_them_in_pages_by_age(self) -> None:
        author, other, topic, post = self._town()
        reports = [
            a_report(other, author, topic),
            a_report(other, author, topic, post),
            a_report(author, other, topic),
        ]
        self._keep(*reports)
        operator = replace(acting(author), operator=True, role=Role.MEMBER)
        admin = replace(acting(other), role=Role.ADMIN)
        everything = [one.id for one in reports]
        assert self._listed(operator, ReportQuery(limit=1)) == everything
        assert self._listed(operator, ReportQuery(limit=2, sort=ReportSort.NEWEST)) == everything[::-1]
        assert self._listed(admin, ReportQuery()) == everything[:2], "nobody judges their own words"
        assert self._listed(replace(admin, role=Role.MEMBER), ReportQuery()) == []
        elsewhere = replace(admin, organization_id=author.id)  # type: ignore[arg-type]  # any other
        assert self._listed(elsewhere, ReportQuery()) == []
        assert self._listed(operator, ReportQuery(target_type=Target.POST)) == everything[1:2]
        assert self._listed(operator, ReportQuery(reason=Complaint.SPAM)) == []
        with raises(Invalid, "invalid_cursor"):
            cursor = self.store.reports.page(operator, ReportQuery(limit=1)).next_cursor
            self.store.reports.page(operator, ReportQuery(limit=1, sort=ReportSort.NEWEST, cursor=cursor))

    def _listed(self, actor: object, query: ReportQuery) -> list[str]:
        seen: list[str] = []
        while True:
            page = self.store.reports.page(actor, replace(query, count=True))  # type: ignore[arg-type]  # one of ours
            seen += [one.id for one in page.items]
            if page.next_cursor is None:
                assert page.total == len(seen)  # type: ignore[attr-defined]  # it was asked for
                return seen
            query = replace(query, cursor=page.next_cursor)

    def test_an_intervention_is_kept_with_its_reason(self) -> None:
        author, other, topic, _ = self._town()
        note = an_intervention(author, other, topic)
        with self.store.begin() as tx:
            tx.interventions.add(note)
        assert self.store.interventions.find(note.id) == note
        assert self.store.interventions.find(InterventionId("none")) is None

    def test_what_is_removed_for_good_takes_its_reports_along(self) -> None:
        author, other, topic, post = self._town()
        self._keep(a_report(other, author, topic), a_report(other, author, topic, post))
        note = an_intervention(author, other, topic)
        with self.store.begin() as tx:
            tx.interventions.add(note)
            post.delete(other.id, NOON)
            tx.posts.keep_standing(post)
            assert tx.posts.forget_deleted(NOON + timedelta(1), 10) == 1
            assert tx.reports.open_on(post.id) == []
            assert len(tx.reports.open_on(topic.id)) == 1
            topic.delete(other.id, NOON)
            tx.topics.keep_standing(topic)
            assert tx.topics.forget_deleted(NOON + timedelta(1), 10) == 1
            assert tx.reports.open_on(topic.id) == []
        assert self.store.interventions.find(note.id) is None
