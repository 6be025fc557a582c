"""Who asks comes first: an operation without an actor is one that nobody's rights were checked for."""

import ast
from collections.abc import Iterator

from tests.architecture.source import within

VISITORS = {  # operations of people nobody knows yet
    "RegistrationService.sign_up",
    "RegistrationService.resend",
    "RegistrationService.verify",
    "LoginService.log_in",
    "LoginService.log_in_with_code",
    "PasswordService.forget",
    "PasswordService.reset",
    "EmailChangeService.confirm",
    "JoiningService.validate",
    "JoiningService.accept",
    "RegistrationService.open_unproven",  # behind AccountService.open
    "AccountService.open",  # from the command line, as the next
    "AccountService.join",
    "InboxService.unsubscribe",  # by the link of a mail
    "DashboardService.network",  # what the landing page shows
    "FileService.public_content",  # what everybody may see, beside content for those who are signed in
}
REACTIONS = {  # asked by an event that was published; see reactions.py
    "NotificationService.mail_verification",
    "NotificationService.mail_known_address",
    "SecurityMailService.mail_password_reset",
    "SecurityMailService.mail_password_changed",
    "SecurityMailService.mail_new_device",
    "SecurityMailService.mail_email_confirmation",
    "SecurityMailService.mail_email_change_requested",
    "SecurityMailService.mail_email_changed",
    "SecurityMailService.mail_second_factor_on",
    "SecurityMailService.mail_second_factor_off",
    "NotificationService.mail_invitation",
    "ScheduleService.keep",
    "FileCareService.process",
    "FileCareService.remove_objects",
    "OwnDataMailService.mail_export_ready",
    "OwnDataMailService.mail_account_erased",
    "ExportService.put_together",
    "ErasureService.carry_out",
    "ArrivalService.tell_of_reply",
    "ArrivalService.tell_of_best_answer",
    "ArrivalService.tell_of_mention",
    "ArrivalService.count_likes",
    "ArrivalService.count_unblocked",
    "ArrivalService.keep_right",
    "ArrivalService.hide_or_show",
    "NoticeService.tell_why",
    "NoticeService.tell_of_decision",
    "NoticeService.take_back",
    "NotificationMailService.mail_notification",
}
OF_THE_HOUSE = {  # asked by the installation itself, never on behalf of a person
    "SessionService.recognize",  # makes the actor, from the secret of a session
    "SessionService.recall",  # the same
    "AccessTokenService.recognize",  # the same, from the secret of a script
    "AccountService.promote_operator",
    "AccountService.demote_operator",
    "AccountService.reset_password",
    "AccountService.remove_second_factor",
    "CategoryService.install_first",  # what an empty installation starts with
    "MarkService.count_views",  # of people who were shown something
    "ScheduleService.install",  # as the next, by every worker
    "ScheduleService.tick",
    "SearchService.complete",  # by the clock, as the next
    "RetentionService.forget_ended_sessions",  # by the clock, as the next
    "RetentionService.forget_expired_credentials",
    "RetentionService.forget_finished_events",
    "RetentionService.forget_old_registrations",
    "RetentionService.forget_old_audit",
    "ErasureService.forget_address",  # when who was erased has been told
    "RetentionService.forget_requests",
    "RetentionService.remove_deleted_posts",
    "RetentionService.remove_deleted_topics",
    "InboxService.sweep",  # by the clock, as the next
    "DraftService.sweep",
    "FileCareService.sweep",  # by the clock, as the next
    "FileCareService.sweep_strays",
    "FileInspectionService.findings",  # by p2p doctor
    "FileInspectionService.strays",  # by what sweeps them up
}


def _operations() -> Iterator[tuple[str, ast.FunctionDef]]:
    for tree in within("p2p_core").values():
        for owner in tree.body:
            if isinstance(owner, ast.ClassDef) and owner.name.endswith("Service"):
                for method in owner.body:
                    if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                        yield f"{owner.name}.{method.name}", method


def _first(method: ast.FunctionDef) -> str:
    arguments = [*method.args.posonlyargs, *method.args.args][1:]
    return ast.unparse(arguments[0].annotation) if arguments and arguments[0].annotation else ""


def test_every_public_operation_takes_the_actor_first() -> None:
    first = {name: _first(method) for name, method in _operations()}
    excepted = VISITORS | REACTIONS | OF_THE_HOUSE
    assert len(first) > len(excepted)
    assert {name: kind for name, kind in first.items() if kind != "Actor" and name not in excepted} == {}


def test_the_exceptions_are_what_they_are_listed_as() -> None:
    first = {name: _first(method) for name, method in _operations()}
    assert {name for name, kind in first.items() if kind == "Visit"} == VISITORS
    assert {name for name, kind in first.items() if kind == "EventId"} == REACTIONS
    assert {name for name in OF_THE_HOUSE if first.get(name) not in {"Actor", "Visit", None}} == OF_THE_HOUSE


def test_every_operation_says_what_it_does() -> None:
    assert [name for name, method in _operations() if not ast.get_docstring(method)] == []
