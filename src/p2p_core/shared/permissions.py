"""Who may do what: each operation of the API with its rule, on one page; what isn't here nobody may do.

An operation's entry says who may ask at all, and whose things it then reaches; the services hold to it,
and a test walks every operation as everybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.errors import Forbidden


class Who(StrEnum):
    """Who may ask for an operation."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    """Every verified, active person of an active organization."""
    ADMIN = "admin"
    """Of their own organization."""
    OPERATOR = "operator"
    """Of the platform; being an organization's admin is not enough."""
    MODERATOR = "moderator"
    """An operator, or an admin for what people of the own organization wrote."""


class Reach(StrEnum):
    """Whose things an operation reaches by an id in its path; all others don't exist for who asks."""

    NETWORK = "network"
    """Everybody's."""
    READABLE = "readable"
    """Everybody's but what an organization keeps to itself."""
    AUTHORED = "authored"
    """The same, but what others wrote is theirs: unless one looks after them, it can only be read."""
    ORGANIZATION = "organization"
    """One's own organization's."""
    GOVERNED = "governed"
    """One's own organization's, but for what is about oneself; operators everybody's."""
    SELF = "self"
    """One's own."""
    NAMED = "named"
    """One's own, by a name of one's choice: nobody else's can even be named."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One operation's rule."""

    who: Who
    reach: Reach | None = None
    """For operations with an id in their path."""


_anyone = Permission(Who.ANYONE)
_signed_in = Permission(Who.SIGNED_IN)
_admin = Permission(Who.ADMIN)
_operator = Permission(Who.OPERATOR)
_in_network = Permission(Who.SIGNED_IN, Reach.NETWORK)
_readable = Permission(Who.SIGNED_IN, Reach.READABLE)
_authored = Permission(Who.SIGNED_IN, Reach.AUTHORED)
_named = Permission(Who.SIGNED_IN, Reach.NAMED)
_own = Permission(Who.SIGNED_IN, Reach.SELF)
_own_people = Permission(Who.ADMIN, Reach.ORGANIZATION)
_runs_it = Permission(Who.OPERATOR, Reach.NETWORK)

PERMISSIONS: Mapping[str, Permission] = {
    # operation
    "getHealth": _anyone,
    "getDetailedHealth": _anyone,
    "getLimits": _anyone,
    "getPublicFigures": _anyone,
    "reportClientError": _anyone,
    "getTasks": _operator,
    "retryTask": _runs_it,
    "getAudit": _operator,
    # authentication
    "signUp": _anyone,
    "verifyEmail": _anyone,
    "resendVerification": _anyone,
    "logIn": _anyone,
    "logOut": _signed_in,
    "getSession": _signed_in,
    "refreshSession": _signed_in,
    "logInWithCode": _anyone,
    "reauthenticate": _signed_in,
    "listSessions": _signed_in,
    "endSession": _own,
    "endOtherSessions": _signed_in,
    "forgotPassword": _anyone,
    "resetPassword": _anyone,
    "changePassword": _signed_in,
    "changeEmail": _signed_in,
    "confirmEmail": _anyone,
    "setUpSecondFactor": _signed_in,
    "confirmSecondFactor": _signed_in,
    "removeSecondFactor": _signed_in,
    "listAccessTokens": _signed_in,
    "createAccessToken": _signed_in,
    "endAccessToken": _own,
    # users
    "getMe": _signed_in,
    "editMe": _signed_in,
    "requestExport": _signed_in,
    "getExport": _signed_in,
    "downloadExport": _signed_in,
    "eraseMe": _signed_in,
    "listUsers": _admin,
    "getUser": _in_network,
    "editUser": _own_people,
    "deleteUser": _own_people,
    "endUserSessions": _own_people,
    "putMyPicture": _signed_in,
    "deleteMyPicture": _signed_in,
    "getUserPicture": _in_network,
    "listPeople": _signed_in,
    "blockPerson": _in_network,
    "unblockPerson": _in_network,
    "listExpertise": _signed_in,
    # organizations
    "getMyOrganization": _signed_in,
    "editMyOrganization": _admin,
    "getOrganization": _in_network,
    "getOrganizationStats": _admin,
    "putMyLogo": _admin,
    "deleteMyLogo": _admin,
    "getOrganizationLogo": _in_network,
    "getOrganizationAudit": _admin,
    # invitations
    "sendInvitation": _admin,
    "sendInvitations": _admin,
    "listInvitations": _admin,
    "getInvitationStats": _admin,
    "getInvitation": _own_people,
    "resendInvitation": _own_people,
    "cancelInvitation": _own_people,
    "validateInvitation": _anyone,
    "acceptInvitation": _anyone,
    # files
    "uploadFile": _signed_in,
    "getFile": _readable,
    "getFileContent": Permission(Who.ANYONE, Reach.READABLE),
    "editFile": _readable,
    "deleteFile": _readable,
    "announceUpload": _signed_in,
    "getUpload": _own,
    "continueUpload": _own,
    "abandonUpload": _own,
    # drafts
    "listDrafts": _signed_in,
    "getDraft": _named,
    "putDraft": _named,
    "deleteDraft": _named,
    # forum
    "listCategories": _signed_in,
    "getCategory": _in_network,
    "createCategory": _operator,
    "editCategory": _runs_it,
    "deleteCategory": _runs_it,
    "startTopic": _signed_in,
    "listTopics": _signed_in,
    "getTopic": _readable,
    "listPosts": _readable,
    "writePost": _readable,
    "getPost": _readable,
    "editTopic": _authored,
    "deleteTopic": _authored,
    "restoreTopic": _readable,
    "getTopicHistory": _readable,
    "editPost": _authored,
    "deletePost": _authored,
    "restorePost": _readable,
    "getPostHistory": _readable,
    "acceptAnswer": _authored,
    "withdrawAnswer": _authored,
    "likeTopic": _readable,
    "unlikeTopic": _readable,
    "followTopic": _readable,
    "unfollowTopic": _readable,
    "bookmarkTopic": _readable,
    "unbookmarkTopic": _readable,
    "likePost": _readable,
    "unlikePost": _readable,
    "readTopic": _readable,
    "readAllTopics": _signed_in,
    "searchForum": _signed_in,
    "listSimilarTopics": _signed_in,
    "previewText": _signed_in,
    # notifications
    "listNotifications": _signed_in,
    "getUnreadCount": _signed_in,
    "readNotification": _own,
    "readAllNotifications": _signed_in,
    "getNotificationPreferences": _signed_in,
    "putNotificationPreferences": _signed_in,
    "unsubscribe": _anyone,
    # moderation
    "createReport": _signed_in,
    "getReport": _own,
    "listReports": Permission(Who.MODERATOR),
    "resolveReport": Permission(Who.MODERATOR, Reach.GOVERNED),
}


def may_ask(actor: Actor | None, who: Who) -> bool:
    """Whether such a person may ask for what is for these."""
    if who is Who.ANYONE or actor is None:
        return who is Who.ANYONE
    return {
        Who.SIGNED_IN: True,
        Who.ADMIN: actor.role is Role.ADMIN,
        Who.OPERATOR: actor.operator,
        Who.MODERATOR: actor.operator or actor.role is Role.ADMIN,
    }[who]


def must_be_admin(actor: Actor) -> None:
    """Refuse everybody but admins, who act for their own organization only."""
    if not may_ask(actor, Who.ADMIN):
        raise Forbidden


def must_have_entries(operations: Iterable[str]) -> None:
    """Refuse to serve an operation that nobody said who may ask for."""
    missing = sorted(set(operations) - PERMISSIONS.keys())
    if missing:
        raise LookupError(
            f"{', '.join(missing)}: without an entry in PERMISSIONS of p2p_core/shared/permissions.py nobody"
            " may do it. Add one that says who may ask and, if its path has an id, whose things it reaches."
        )
