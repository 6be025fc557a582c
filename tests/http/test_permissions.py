"""Every operation asked for by everybody, with every kind of id: nobody gets further than the table says."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.memory.invitations import MemoryInvitations
from adapters.memory.tables import Tables
from entrypoints.http import admission
from entrypoints.http.examples import EXAMPLES
from entrypoints.http.operations import API as ROUTES
from entrypoints.http.routes import Operation, declared, operation_ids, operation_of
from p2p_core.contracts.files import a_png
from p2p_core.drafts.shapes import NewDraft
from p2p_core.files.model import Audience, Purpose
from p2p_core.files.shapes import Arrival, NewFile
from p2p_core.forum.moderation.model import Complaint, Target
from p2p_core.forum.moderation.shapes import NewReport
from p2p_core.forum.topics.model import Visibility
from p2p_core.identity.access_tokens.model import Scope
from p2p_core.identity.access_tokens.shapes import NewAccessToken
from p2p_core.identity.accounts.shapes import AccountOf
from p2p_core.identity.invitations.model import Invitation
from p2p_core.identity.members.shapes import MemberChanges
from p2p_core.identity.registrations.model import KnownAddressSignedUp
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.model import UserStatus
from p2p_core.notifications.inbox.shapes import NotificationQuery
from p2p_core.shared.actor import Actor, Role, Visit
from p2p_core.shared.ids import InvitationId, OrganizationId
from p2p_core.shared.permissions import PERMISSIONS, Reach, Who, may_ask, must_have_entries
from tests.http.conftest import MakeSite
from tests.http.promises import the_document
from tests.http.site import Site
from tests.world import PASSPHRASE

PLACES = {
    operation["operationId"]: (method.upper(), path)
    for path, item in the_document()["paths"].items()
    for method, operation in item.items()
}
WITH_IDS = [name for name, (_, path) in PLACES.items() if "{" in path]
PEOPLE = ("visitor", "member", "admin", "stranger", "operator", "deactivated")
REFUSALS = {"unauthenticated", "forbidden", "method_not_allowed"}
NO_REFUSALS = {
    "logInWithCode": {"unauthenticated"},  # so a sign-in is told of that is over
    "getFileContent": {"unauthenticated"},  # so a visitor is told of a file that isn't public
}
GOVERNED = {"editFile", "deleteFile"}
"""What admins do to others' things: their scripts need the scope of admins for it."""
OF_OTHERS = {"blockPerson", "unblockPerson"}
"""What nobody does to themselves: the person of the town is a member."""
RANDOM = "01a20378-0000-7000-8000-00000000dead"
MALFORMED = ("x", "0", "-1", "%00", "%F0%9F%92%A5", "a" * 300, RANDOM.upper(), "null", "..%2fme", "'--")
OTHER_BODIES: dict[str, Any] = {
    "uploadFile": {"data": {"purpose": "attachment"}, "files": {"file": ("a.txt", b"hello")}},
    "putMyPicture": {"files": {"file": ("me.png", a_png())}},
    "putMyLogo": {"files": {"file": ("us.png", a_png())}},
    "announceUpload": {
        "headers": {"upload-length": "5", "upload-metadata": "filename YS50eHQ=,purpose YXR0YWNobWVudA=="}
    },
    "continueUpload": {
        "headers": {"upload-offset": "0", "content-type": "application/offset+octet-stream"},
        "content": b"",
    },
}
"""What isn't sent as JSON."""
SAME_ID = {"x-request-id": "the-same"}


@dataclass
class Town:
    """Two organizations, an operator, and something of every kind; everybody is signed in."""

    site: Site
    sessions: dict[str, str] = field(default_factory=dict)
    actors: dict[str, Actor | None] = field(default_factory=lambda: {"visitor": None, "deactivated": None})
    ids: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        world, identity = self.site.world, self.site.world.app.identity
        admin = world.member("admin@a.example")
        stranger = world.member("stranger@b.example")
        operator = world.member("operator@c.example")
        identity.accounts.promote_operator(AccountOf(email="operator@c.example"))
        member = world.joined(admin, "member@a.example")
        idle, gone = world.joined(admin, "idle@a.example"), world.joined(admin, "gone@a.example")
        second = world.joined(operator, "second@c.example", Role.ADMIN)
        identity.members.change(second, operator.user_id, MemberChanges(role=Role.MEMBER))
        for name, address in (
            ("admin", "admin@a.example"),
            ("member", "member@a.example"),
            ("stranger", "stranger@b.example"),
            ("operator", "operator@c.example"),
            ("deactivated", "idle@a.example"),
        ):
            self.sessions[name] = identity.logins.log_in(
                Visit(), LogIn(email=address, password=PASSPHRASE)
            ).token
            self.actors.setdefault(name, identity.sessions.recognize(self.sessions[name]).actor)
        with world.memory.store.begin() as tx:
            user = tx.users.get(idle.user_id)
            user.status = UserStatus.INACTIVE
            tx.users.save(user)
        identity.members.remove(admin, gone.user_id)
        self._plant(admin, stranger, member, gone)

    def _plant(self, admin: Actor, stranger: Actor, member: Actor, gone: Actor) -> None:
        """For each parameter of a path: what is ours, what is another organization's, what is gone."""
        world = self.site.world
        ours, theirs = (world.topic(actor, Visibility.ORGANIZATION) for actor in (admin, stranger))
        tokens = [world.invited(actor, "new@x.example") for actor in (admin, stranger)]
        assert all(tokens)
        shown = self._shown_file
        invitations = [world.app.identity.invitations.list(actor).items[0].id for actor in (admin, stranger)]
        self.ids = {
            "topic_id": {"own": ours.id, "foreign": theirs.id},
            "post_id": {
                "own": world.reply(admin, ours.id).id,
                "foreign": world.reply(stranger, theirs.id).id,
            },
            "invitation_id": {"own": invitations[0], "foreign": invitations[1]},
            "user_id": {"own": member.user_id, "foreign": stranger.user_id, "deleted": gone.user_id},
            "organization_id": {"own": admin.organization_id, "foreign": stranger.organization_id},
            "file_id": {"own": shown(member), "foreign": shown(stranger)},
            "upload_id": {"own": self._upload(member), "foreign": self._upload(stranger)},
            "category_id": {"own": world.app.forum.categories.list(admin).items[0].id},
            "session_id": {"own": str(member.session_id), "foreign": str(stranger.session_id)},
            "token_id": {"own": self._token(member), "foreign": self._token(stranger)},
            "notification_id": {"own": self._told(member, admin), "foreign": self._told(stranger, admin)},
            "report_id": {"own": self._report(member), "foreign": self._report(stranger)},
            "key": {"own": self._draft(member)},
            "task_id": {"own": self._given_up(admin)},
        }

    def _report(self, person: Actor) -> str:
        """What somebody says of their own topic, for their admins to decide about."""
        world = self.site.world
        topic = world.topic(person, Visibility.ORGANIZATION)
        new = NewReport(target_type=Target.TOPIC, target_id=topic.id, reason=Complaint.OTHER)
        report = world.app.forum.reports.report(person, new)
        world.memory.settle()
        return report.id

    def _draft(self, *people: Actor) -> str:
        """A draft that each of them has."""
        for person in people:
            self.site.world.app.drafts.keep(person, "reply:1", NewDraft(body={"x": "y"}, sequence=1))
        return "reply:1"

    def _token(self, owner: Actor) -> str:
        """An access token of somebody."""
        new = NewAccessToken(name="nightly", scopes=(Scope.READ,))
        return self.site.world.app.identity.access_tokens.create(owner, new).id

    def _told(self, person: Actor, by: Actor) -> str:
        """Something that somebody was told."""
        world = self.site.world
        world.app.forum.marks.like_topic(by, world.topic(person).id, on=True)
        world.memory.settle()
        return world.app.inbox.notifications.list(person, NotificationQuery()).items[0].id

    def _given_up(self, admin: Actor) -> str:
        """A task that failed for good."""
        store, now = self.site.world.memory.store, self.site.world.clock.now()
        with store.begin() as tx:
            tx.publish(KnownAddressSignedUp(user_id=admin.user_id))
        (task_id,) = store.outbox.claim(10, now, now)
        store.outbox.bury(task_id, now, "out of order")
        return task_id

    def _upload(self, actor: Actor) -> str:
        """An upload that isn't finished."""
        new = NewFile(purpose=Purpose.ATTACHMENT, name="a.txt", size=5)
        return self.site.world.app.files.announce(actor, new).id

    def _shown_file(self, actor: Actor) -> str:
        """A file that is shown to its organization."""
        world, path = self.site.world, Path(self.site.folder.name, "arrived")
        path.write_bytes(b"hello")
        new = NewFile(purpose=Purpose.ATTACHMENT, name="a.txt", size=5)
        file = world.app.files.upload(actor, new, Arrival(path=str(path), size=5, sha256="ab", head=b"hello"))
        world.memory.settle()
        with world.memory.store.begin() as tx:
            found = tx.files.find(file.id)
            assert found
            found.attach("topic:1", Audience.ORGANIZATION)
            tx.files.save(found)
        return file.id

    def ask(self, who: str, operation: str, script: str = "", **ids: str) -> httpx.Response:
        """Ask for an operation as somebody or by a script, of what is ours if nothing else is said."""
        method, template = PLACES[operation]
        path = re.sub(r"\{(\w+)\}", lambda match: ids.get(match[1]) or self.own(match[1]), template)
        self.site.browser.cookies.clear()
        headers = dict(SAME_ID)
        if script:
            headers["authorization"] = f"Bearer {script}"
        elif who in self.sessions:
            headers["cookie"] = f"p2p_session={self.sessions[who]}"
        body = self.body(operation)
        if operation in OTHER_BODIES:
            other = OTHER_BODIES[operation]
            headers |= other.get("headers", {})
            return self.site.request(method, path, **{**other, "headers": headers})
        return self.site.request(method, path, headers=headers, **({} if body is None else {"json": body}))

    def script(self, who: str, scope: Scope) -> str:
        """A token of somebody's that was used already."""
        owner, tokens = self.actors[who], self.site.world.app.identity.access_tokens
        assert owner
        secret = tokens.create(owner, NewAccessToken(name="walk", scopes=(scope,))).token
        tokens.use(tokens.recognize(secret).actor)
        return secret

    def own(self, parameter: str) -> str:
        assert parameter in self.ids, (
            f"the path parameter {parameter} is new: let Town._plant put something of its kind into the town"
        )
        return self.ids[parameter]["own"]

    def body(self, operation: str) -> dict[str, object] | None:
        """A body that is accepted, as the document's example has it."""
        body = EXAMPLES.get(operation)
        if operation == "acceptAnswer":
            return {"post_id": self.own("post_id")}
        if operation == "createReport":
            return {**EXAMPLES[operation], "target_id": self.own("topic_id")}
        if operation == "startTopic":
            return {**EXAMPLES[operation], "category_id": self.own("category_id")}
        return body

    def digest(self) -> str:
        """Everything that is stored; that somebody was refused is noted, and counted as noted."""
        left_out = {"journal", "audit", "tallies", "next_numbers"}
        with self.site.world.memory.store.outbox.work() as tables:
            return json.dumps(
                {name: _rows(tables, name) for name in Tables.__dataclass_fields__ if name not in left_out}
            )


def _rows(tables: Tables, name: str) -> list[str]:
    return [repr(row) for row in getattr(tables, name).where(lambda _: True)]


@pytest.fixture
def town(site: Site) -> Town:
    return Town(site)


def operations() -> list[Operation]:
    return [operation for *_, operation in declared(ROUTES)]


def test_every_operation_has_its_entry_and_every_entry_its_operation() -> None:
    must_have_entries(PLACES)
    assert set(PERMISSIONS) - set(PLACES) == set(), (
        "these entries are of no operation any more: take them out"
    )
    assert set(operation_ids(ROUTES)) == set(PLACES)


def test_an_operation_without_an_entry_is_not_served_and_says_what_to_add() -> None:
    with pytest.raises(LookupError, match=r"inventGold: without an entry in PERMISSIONS .* Add one"):
        must_have_entries(["getMe", "inventGold"])


def test_an_entry_reaches_things_exactly_where_its_path_has_an_id() -> None:
    reaching = {name for name, permission in PERMISSIONS.items() if permission.reach}
    assert reaching == set(WITH_IDS)


def test_what_is_declared_agrees_with_the_table(town: Town) -> None:
    assert {operation.id for operation in operations()} == set(PLACES)
    for operation in operations():
        who = PERMISSIONS[operation.id].who
        assert operation.session == (who is not Who.ANYONE), operation.id
        for actor in filter(None, town.actors.values()):
            refused = bool(operation.policy) and _refuses(operation.policy, actor)
            assert refused == (not may_ask(actor, who)), (operation.id, actor)


def _refuses(policy: Callable[[Actor], None] | None, actor: Actor) -> bool:
    try:
        if policy:
            policy(actor)
    except Exception:  # noqa: BLE001 - whatever it refuses with
        return True
    return False


@pytest.mark.parametrize("operation", PLACES)
def test_everybody_gets_as_far_as_the_table_says(make_site: MakeSite, operation: str) -> None:
    who = PERMISSIONS[operation].who
    for person in PEOPLE:
        town = Town(make_site())
        actor, before = town.actors[person], town.digest()
        answer = town.ask(person, operation)
        if may_ask(actor, who):
            assert answer.status_code < 500, (person, answer.text)
            refusals = REFUSALS - NO_REFUSALS.get(operation, set())
            if PERMISSIONS[operation].reach is Reach.AUTHORED:
                refusals = refusals - {"forbidden"}  # an admin wrote what is asked for
            assert answer.status_code < 400 or answer.json()["code"] not in refusals, (person, answer.text)
            continue
        assert answer.status_code == (401 if actor is None else 403), (person, answer.text)
        assert answer.json()["code"] == ("unauthenticated" if actor is None else "forbidden")
        assert town.digest() == before, f"{person} was refused and changed something all the same"


SCRIPTS = [
    (person, scope)
    for person in ("member", "stranger", "admin", "operator")
    for scope in Scope
    if (person, scope) != ("member", Scope.ADMIN)  # nobody gets a token for powers they don't have
]
BY_SESSION_ALONE = {operation.id for operation in operations() if operation.session and not operation.tokens}


@pytest.mark.parametrize("operation", [name for name in PLACES if PERMISSIONS[name].who is not Who.ANYONE])
def test_a_script_gets_as_far_as_its_scope_and_its_owner(make_site: MakeSite, operation: str) -> None:
    town, changes = Town(make_site()), PLACES[operation][0] != "GET"
    for person, scope in SCRIPTS:
        secret = town.script(person, scope)
        actor = town.site.world.app.identity.access_tokens.recognize(secret).actor
        before = town.digest()
        answer = town.ask(person, operation, script=secret)
        told = answer.json()["code"] if answer.status_code >= 400 else ""
        by = (person, scope, answer.text)
        if operation in BY_SESSION_ALONE:
            assert (answer.status_code, told) == (401, "unauthenticated"), by
        elif (changes and scope is Scope.READ) or not may_ask(actor, PERMISSIONS[operation].who):
            assert (answer.status_code, told) == (403, "forbidden"), by
        else:
            others = PERMISSIONS[operation].reach is Reach.AUTHORED and person != "admin"  # who wrote it
            only_seen = others or (scope is Scope.WRITE and person == "admin" and operation in GOVERNED)
            assert told not in (REFUSALS - {"forbidden"} if only_seen else REFUSALS), by
            assert answer.status_code < 500, by
            town = Town(make_site()) if changes else town
            continue
        assert town.digest() == before, by


def test_what_only_a_session_may_is_all_about_who_one_is() -> None:
    named = {"requestExport", "getExport", "downloadExport", "eraseMe"}
    in_auth = {name for name, (_, path) in PLACES.items() if "/auth/" in path}
    assert {name for name in in_auth if PERMISSIONS[name].who is not Who.ANYONE} | named == BY_SESSION_ALONE


@pytest.mark.parametrize("operation", WITH_IDS)
def test_what_is_not_ones_own_is_not_there(town: Town, operation: str) -> None:
    must_look_alike(town, operation)


def must_look_alike(town: Town, operation: str) -> None:
    """Foreign, removed, invented and impossible ids are answered with the same bytes, and change nothing."""
    (parameter,) = re.findall(r"\{(\w+)\}", PLACES[operation][1])
    permission = PERMISSIONS[operation]
    kinds = town.ids[parameter]
    for person, actor in town.actors.items():
        if permission.who is Who.ANYONE or not may_ask(actor, permission.who):
            continue
        before = town.digest()
        unknown = town.ask(person, operation, **{parameter: RANDOM})
        assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found"), unknown.text
        wrong = [*MALFORMED, *([kinds["deleted"]] if "deleted" in kinds else [])]
        if permission.reach in {Reach.ORGANIZATION, Reach.READABLE, Reach.AUTHORED, Reach.SELF}:
            wrong += [kinds["own" if person in {"stranger", "operator"} else "foreign"]]
        if permission.reach is Reach.GOVERNED and person != "operator":
            wrong += [kinds["own" if person == "stranger" else "foreign"]]
        for other in wrong:
            answer = town.ask(person, operation, **{parameter: other})
            assert _told(answer) == _told(unknown), (person, other, answer.text)
        assert town.digest() == before, f"{person} changed what isn't theirs"


def _told(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """All of it, but for the protocol that uploads speak: an id that leads elsewhere isn't asked in it."""
    return (
        answer.status_code,
        answer.content,
        {k: v for k, v in answer.headers.items() if k != "tus-resumable"},
    )


@pytest.mark.parametrize("operation", WITH_IDS)
def test_what_is_ones_own_is_there(town: Town, operation: str) -> None:
    rule = PERMISSIONS[operation]
    person = {Who.ADMIN: "admin", Who.OPERATOR: "operator", Who.MODERATOR: "admin"}.get(rule.who, "member")
    if rule.reach is Reach.AUTHORED or operation in OF_OTHERS:
        person = "admin"
    answer = town.ask(person, operation)
    assert answer.status_code < 400 or answer.json()["code"] in {"topic_locked", "category_not_empty"}, (
        answer.text
    )


@pytest.mark.parametrize("operation", [name for name, rule in PERMISSIONS.items() if rule.who is Who.ADMIN])
def test_the_core_refuses_by_itself_what_the_edge_lets_through(
    town: Town, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    def without_policy(handler: Any) -> Operation | None:  # noqa: ANN401 - a handler of the framework
        found = operation_of(handler)
        return replace(found, policy=None) if found else None

    monkeypatch.setattr(admission, "operation_of", without_policy)
    before = town.digest()
    answer = town.ask("member", operation)
    assert answer.status_code == 403, answer.text
    assert town.digest() == before


def test_a_store_that_forgets_whose_an_invitation_is_would_be_found(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    get = MemoryInvitations.get

    def careless(
        store: MemoryInvitations, organization_id: OrganizationId, invitation_id: InvitationId
    ) -> Invitation:
        return store.find(invitation_id) or get(store, organization_id, invitation_id)

    monkeypatch.setattr(MemoryInvitations, "get", careless)
    for operation in ("getInvitation", "resendInvitation", "cancelInvitation"):
        with pytest.raises(AssertionError):
            must_look_alike(town, operation)
