"""The harness itself: an oracle that sees nothing wrong would pass everything."""

import smtplib

import pytest

from bench.faults.oracle import balance
from bench.faults.report import Outcome, as_table
from bench.faults.sink import Sink
from bench.faults.workers import finish

MAIL = "Message-ID: <one@example.com>\r\nSubject: x\r\n\r\nwords\r\n"


@pytest.fixture
def sink():
    server = Sink()
    server.open()
    yield server
    server.close()


def send(sink, address="p@example.com"):
    with smtplib.SMTP("127.0.0.1", sink.port, timeout=0.5) as line:
        line.sendmail("from@example.com", [address], MAIL)


def test_the_sink_counts_every_copy_of_a_message_id(sink):
    send(sink)
    send(sink)
    assert sink.taken == {"<one@example.com>": 2}


@pytest.mark.parametrize("code", [451, 550])
def test_the_sink_refuses_as_it_is_told(sink, code):
    sink.answer_to = lambda address: code
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(sink)
    assert [answer[0] for answer in refused.value.recipients.values()] == [code]
    assert not sink.taken


def test_the_sink_hangs_up_and_stalls_as_it_is_told(sink):
    sink.answer_to = lambda address: 421
    with pytest.raises((smtplib.SMTPServerDisconnected, smtplib.SMTPRecipientsRefused)):
        send(sink)
    sink.answer_to = lambda address: 0
    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
        send(sink)


@pytest.mark.processes
def test_the_oracle_sees_a_wrong_card_a_missing_card_and_a_second_copy(house):
    house.only("worker", "beat")
    firm = house.organization(3)
    finish(house, firm)
    assert balance(house, firm).once
    mail = house.ask(
        "SELECT message_id FROM organizations_outboxmail WHERE organization_id = %s LIMIT 1", firm.id
    )
    house.sink.taken[mail[0][0]] += 1
    assert balance(house, firm).extra == 1
    with house.session() as cursor:
        cursor.execute(
            "UPDATE activities_activity SET deleted_at = now() WHERE id = (SELECT min(a.id) FROM activities_activity a"
            " JOIN activities_outcome o ON o.id = a.outcome_id WHERE a.organization_id = %s AND a.deleted_at IS NULL"
            " AND o.key = 'meeting_booked')", [firm.id],
        )  # fmt: skip
    assert balance(house, firm).wrong == 1
    with house.session() as cursor:
        cursor.execute(
            "DELETE FROM scorecards_card WHERE organization_id = %s AND member_id ="
            " (SELECT max(member_id) FROM scorecards_card WHERE organization_id = %s)",
            [firm.id, firm.id],
        )
    assert not balance(house, firm).exact


def test_the_table_says_what_failed():
    table = as_table([Outcome(1, "killed", "nothing lost", "one lost", False)])
    assert "killed" in table
    assert "NO" in table
