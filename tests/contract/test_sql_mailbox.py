"""The mailbox suite over the mailboxes in databases; and who is erased takes their own mails along."""

from dataclasses import replace

import pytest

from adapters.sql.store import SqlStore
from p2p_core.contracts.builders import a_user
from p2p_core.contracts.mailboxes import MailboxContract, a_mail
from p2p_core.contracts.stores import stored_author
from p2p_core.own_data.model import Contributions
from p2p_core.shared.clock import Clock


class TestSqlMailbox(MailboxContract):
    @pytest.fixture(autouse=True)
    def _over(self, sql_store: SqlStore, clock: Clock) -> None:
        self.mailer = self.mailbox = sql_store.mailbox
        self.clock = clock
        self.mailbox.ping()


def test_who_is_erased_takes_the_mails_to_their_address_along_and_no_namesakes(sql_store: SqlStore) -> None:
    gone = stored_author(sql_store)
    with sql_store.begin() as tx:
        namesake = a_user(tx.organizations.get(gone.organization_id), "namesake@plastics.example")
        assert tx.users.add(namesake)
    assert (namesake.first_name, namesake.last_name) == (gone.first_name, gone.last_name)
    text = f"Hello {gone.first_name} {gone.last_name}, somebody else has {gone.email}"
    for number, to in enumerate((gone.email, gone.email.upper(), namesake.email, f"x{gone.email}")):
        sql_store.mailbox.send(replace(a_mail(f"{number}@test.example"), to=to, text=text))
    with sql_store.begin() as tx:
        tx.traces.forget(gone.id, Contributions.DELETE)
    assert [mail.to for mail in sql_store.mailbox.sent()] == [f"x{gone.email}", namesake.email]
