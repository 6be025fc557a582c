"""The whole document asked as schemathesis can think of it, with and without a session: no check may fail.

`P2P_TEST_EXAMPLES` says how many examples for each operation: a few in every run, always the same ones;
1,000 in a deep one, always others.
"""

import os
from collections.abc import Iterator
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from adapters.security.passwords import CHEAP
from entrypoints.http.arrival import LONGEST_BODY
from p2p_core.identity.accounts.shapes import NewColleague
from p2p_core.shared.actor import Visit
from tests.http.installed import Installed
from tests.http.promises import the_document
from tests.world import UNHURRIED

EXAMPLES = int(os.environ.get("P2P_TEST_EXAMPLES", "6"))
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize="P2P_TEST_EXAMPLES" not in os.environ,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")

Case = schemathesis.Case[Any]
ONLY_WE_KNOW = {
    "bad_file_name",  # of a part of a form
    "invalid_cursor",
    "not_found",
    "token_invalid",
    "empty",  # nothing that could be seen
    "too_many_marks",
    "too_short",  # in its normal form
    "not_a_domain",
    "not_a_phone",
    "not_a_web_address",
    "not_an_email",
    "contains_own_words",
    "too_common",
    "unknown_country",
    "unknown_timezone",
    "wrong_code",
    "wrong_password",
}
"""What no schema can say of a value."""
SAID_IN_WORDS = {
    ("reauthenticate", "password", "required"),
    ("reauthenticate", "password", "repeated"),
    ("createAccessToken", "scopes", "required"),
    ("announceUpload", "purpose", "not_a_choice"),  # within a header, in Base64
    ("announceUpload", "Upload-Metadata", "not_tus_metadata"),
    ("announceUpload", "file", "file_too_large"),  # for its purpose, which is in there
    ("putDraft", "body", "too_large"),  # a number in it
    ("putDraft", "body", "too_deep"),
    ("putDraft", "body", "too_long"),  # as text
    ("putDraft", "body", "lone_surrogate"),
}
"""Operations that want one of two fields and not both, or one item at least."""

A_COLLEAGUE = NewColleague(
    email="omar@plastics.example",
    password="nine quiet presses",
    first_name="Omar",
    last_name="Haddad",
    colleague="sara@plastics.example",
)
"""As long as somebody else is there, the only admin who asks can't have their account erased."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    made = Installed(tmp_path_factory.mktemp("fuzzed"), password_cost=CHEAP, **UNHURRIED)
    made.member()
    made.container.app().identity.accounts.join(Visit(), A_COLLEAGUE)
    made.container.crew().start()  # health tells of it
    yield made
    made.container.crew().stop()
    made.close()


@pytest.fixture(scope="module")
def api(installed: Installed) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/schema/openapi.json", installed.app)


def operations() -> list[str]:
    """The ids of all operations, in their order."""
    return [each["operationId"] for path in the_document()["paths"].values() for each in path.values()]


def cases(api: schemathesis.BaseSchema, operation_id: str) -> st.SearchStrategy[Case]:
    """Requests for an operation: as the document wants them, and as it doesn't."""
    for found in api.get_all_operations():
        operation = cast("Any", found).ok()
        if operation.definition.raw["operationId"] == operation_id:
            return st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))
    raise LookupError(operation_id)


def must_conform(case: Case, cookies: dict[str, str]) -> None:
    """Every check there is; what only we can know to be wrong may be refused, if it is told so."""
    answer = case.call(cookies=cookies)
    is_meant = is_of_another_version(case, answer.status_code) or (
        answer.status_code == 422 and all(is_ours(case, error) for error in answer.json()["errors"])
    )
    excluded: list[Any] = [positive_data_acceptance] if is_meant else []
    if is_refused_by_tus(case, answer.status_code) or is_too_long_to_be_read(answer):
        excluded.append(negative_data_rejection)
    case.validate_response(answer, excluded_checks=excluded)


def is_refused_by_tus(case: Case, status: int) -> bool:
    """Whether tus 1.0 wants this status for what is elsewhere 422: another version, and too long a file."""
    return (status == 412 and "Tus-Resumable" in case.headers) or (
        status == 413 and "Upload-Length" in case.headers
    )


def is_too_long_to_be_read(answer: Any) -> bool:  # noqa: ANN401 - schemathesis doesn't export its type
    """Whether nobody looked into the body, which is longer than any that means something."""
    return answer.status_code == 413 and len(answer.request.body) > LONGEST_BODY


def is_ours(case: Case, error: dict[str, str]) -> bool:
    """Whether the document could not have said so."""
    what = (case.operation.definition.raw["operationId"], error["field"], error["code"])
    return error["code"] in ONLY_WE_KNOW or what in SAID_IN_WORDS


def is_of_another_version(case: Case, status: int) -> bool:
    """Whether a change was meant for a version that isn't there, which any tag may name."""
    return status == 412 and "If-Match" in case.headers


def is_to_sign_in(case: Case) -> bool:
    """Whether it isn't the cookie that the document wouldn't have."""
    cookie = case.meta.components.get(ParameterLocation.COOKIE) if case.meta else None
    return cookie is None or not cookie.mode.is_negative


@pytest.mark.parametrize("operation_id", operations())
def test_a_stranger_is_answered_as_the_document_says(api: schemathesis.BaseSchema, operation_id: str) -> None:
    @BOUNDED
    @given(cases(api, operation_id))
    def ask(case: Case) -> None:
        must_conform(case, {})

    ask()


@pytest.mark.parametrize("operation_id", operations())
def test_a_member_is_answered_as_the_document_says(
    api: schemathesis.BaseSchema, installed: Installed, operation_id: str
) -> None:
    @BOUNDED
    @given(cases(api, operation_id))
    def ask(case: Case) -> None:
        must_conform(case, {"p2p_session": installed.session()} if is_to_sign_in(case) else {})

    ask()
