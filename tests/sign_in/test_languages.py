"""A mail about an account is in the language of its reader, whoever's browser it was that caused it."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Membership, User
from organizations.services import choose_look, deactivate_member
from tests.cast import NOW
from tests.sign_in.conftest import browser, by_password, code_in
from tests.texts.pseudo import CODE, OPEN, spoken

ASK = "/accounts/password/reset/"
ENGLISH, PSEUDO = "en", CODE


@pytest.fixture(autouse=True)
def pseudo(tmp_path):
    with spoken(tmp_path):
        yield


def reads(organization, member, language):
    with organization.scope():
        choose_look(membership=member, theme="system", language=language, by=member, now=NOW)


def asked(address: str, language: str):
    return browser(**{"accept-language": language}).post(ASK, {"email": address})


def is_pseudo(message) -> bool:
    parts = [message.subject, message.body, message.alternatives[0][0]]
    said = [OPEN in part for part in parts]
    assert len(set(said)) == 1, "half in one language and half in another"
    return said[0]


def test_somebody_reads_their_own_language_whatever_the_browser_speaks(acme, clock, mailbox):
    reads(acme, acme.rob, PSEUDO)
    asked("rob@acme.example", ENGLISH)
    assert is_pseudo(mailbox("rob@acme.example")[-1])


def test_a_stranger_who_asks_in_another_language_does_not_choose_it_for_them(acme, clock, mailbox):
    """Nothing was chosen: pages and mails are in the installation's language then."""
    asked("rob@acme.example", PSEUDO)
    assert not is_pseudo(mailbox("rob@acme.example")[-1])


def test_a_code_and_the_notice_of_a_new_device_are_in_it_too(acme, clock, mailbox):
    reads(acme, acme.rob, PSEUDO)
    known = browser()
    by_password(known, "rob@acme.example")
    client = browser()
    client.post("/accounts/login/code/", {"email": "rob@acme.example"})
    letter = mailbox("rob@acme.example")[-1]
    assert is_pseudo(letter)
    client.post("/accounts/login/code/confirm/", {"code": code_in(letter)})
    notice = mailbox("rob@acme.example")[-1]
    assert notice is not letter
    assert is_pseudo(notice)


def test_an_account_in_no_organization_reads_what_its_browser_asks_for(acme, clock, mailbox):
    User.objects.create_user("nina@new.example", "another long password", joined_at=NOW)
    for language in (PSEUDO, ENGLISH):
        asked("nina@new.example", language)
        assert is_pseudo(mailbox("nina@new.example")[-1]) is (language == PSEUDO)


def test_an_address_that_nobody_has_is_answered_as_one_that_somebody_has(acme, clock, mailbox):
    """The page is the browser's in both, the look-up is one query in both, and a mail goes out in both."""
    reads(acme, acme.rob, PSEUDO)
    pages, looked_up = [], []
    for address in ("rob@acme.example", "nobody@new.example"):
        client = browser(**{"accept-language": ENGLISH})
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.post(ASK, {"email": address}, follow=True)
        pages.append(answer.content.decode().replace(address, "…"))
        looked_up.append(sum("languages_of_account" in query["sql"] for query in queries.captured_queries))
    assert pages[0] == pages[1]
    assert looked_up == [1, 1]
    assert OPEN not in pages[0]
    assert not is_pseudo(mailbox("nobody@new.example")[-1])


def test_of_two_organizations_the_one_counts_whose_language_the_browser_asks_for(acme, rival, clock, mailbox):
    with rival.scope():
        beside = Membership.objects.create(user=acme.rob.user, name="Rob", zone="UTC", created_at=NOW)
    reads(rival, beside, PSEUDO)
    reads(acme, acme.rob, ENGLISH)
    asked("rob@acme.example", PSEUDO)
    assert is_pseudo(mailbox("rob@acme.example")[-1])
    asked("rob@acme.example", "de")
    assert not is_pseudo(mailbox("rob@acme.example")[-1])


def test_an_organization_that_somebody_left_says_nothing_any_more(acme, clock, mailbox):
    reads(acme, acme.rob, PSEUDO)
    with acme.scope():
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    asked("rob@acme.example", ENGLISH)
    assert not is_pseudo(mailbox("rob@acme.example")[-1])


def test_both_letters_of_a_new_address_are_in_the_language_of_its_owner(acme, mailbox, signed_in):
    reads(acme, acme.rob, PSEUDO)
    client = signed_in(acme.rob)
    client.post("/accounts/email/", {"email": "robert@acme.example", "action_add": ""})
    code = mailbox("robert@acme.example")[-1]
    assert is_pseudo(code)
    client.post("/accounts/confirm-email/", {"code": code_in(code)})
    assert is_pseudo(mailbox("rob@acme.example")[-1])


def test_the_letter_of_a_command_is_in_the_language_of_its_reader(acme, mailbox, signed_in, set_up):
    reads(acme, acme.rob, PSEUDO)
    set_up(signed_in(acme.rob))
    call_command("reset_second_factor", "rob@acme.example")
    assert is_pseudo(mailbox("rob@acme.example")[-1])
