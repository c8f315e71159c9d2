"""The weekly mails: one per recipient and week, in words and in colour, with the figures of the card."""

import html
import re

import pytest

from organizations.models import Membership, OutboxMail
from organizations.services import create_team, place_member, take_time_off
from scorecards.models import Card, TeamCard
from scorecards.weekly import close_week
from tests.cast import STARTED
from tests.scorecards.conftest import MONDAY_AT_SIX, WEEK, aim, log


@pytest.fixture
def week46(north):
    take_time_off(membership=north.rob, starts_on=WEEK.last.replace(day=13), ends_on=WEEK.last.replace(day=14),
                  by=north.ada, now=STARTED)  # fmt: skip
    log(north.rob, 75)
    log(north.rob, 7, "call", "not_interested")
    log(north.rob, 2, "call", "meeting_booked")
    log(north.rob, 4, "meeting", "held")
    log(north.rita, 20)
    close_week(organization=north.organization, week=WEEK, now=MONDAY_AT_SIX)
    return north


def mail_of(member):
    return OutboxMail.objects.get(recipient=member)


def plain(markup):
    body = markup.split("</style>")[1]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def test_one_mail_per_recipient_and_the_leader_who_sells_gets_both_parts_in_one(week46):
    assert sorted(OutboxMail.objects.values_list("to_address", flat=True)) == [
        f"{name}@acme.example" for name in ("lea", "rita", "rob", "sam", "sol")
    ]
    text = mail_of(week46.lea).text
    assert "TEAM North" in text
    assert "YOUR OWN CARD" in text


def test_the_first_line_is_the_verdict_and_the_subject_carries_score_and_gap(week46):
    mail = mail_of(week46.rob)
    card = Card.objects.get(member=week46.rob)
    assert mail.text.splitlines()[0] == card.verdict
    assert re.fullmatch(r"Week 46: \d+, \w+. 2 of 4 meetings booked", mail.subject)


def test_text_html_and_snapshot_have_the_same_figures(week46):
    mail, card = mail_of(week46.rob), Card.objects.get(member=week46.rob)
    words = plain(mail.html)
    for line in card.snapshot["lines"]:
        assert f"{line['name']}: {line['actual']} of {line['target']}" in mail.text
        assert re.search(
            rf"{line['name']} {re.escape(line['arithmetic'])} {line['actual']} of {line['target']}", words
        )
    score = re.search(r"Week 46: (\d+)", mail.subject)[1]
    assert f"Score {score} " in mail.text
    assert f"Where the {score} comes from" in words


def test_the_page_shows_the_figures_of_the_mail(week46, enter):
    card = Card.objects.get(member=week46.rob)
    page = re.sub(r"<[^>]+>", " ", enter(week46.rob).get(f"/o/acme/cards/{card.pk}/").content.decode())
    page = re.sub(r"\s+", " ", html.unescape(page))
    for line in card.snapshot["lines"]:
        assert f"{line['actual']} {line['name']} {line['target']} {line['arithmetic']}" in page
    score = re.search(r"Week 46: (\d+)", mail_of(week46.rob).subject)[1]
    assert f"Where the {score} comes from" in page


def test_status_is_said_by_symbol_and_word_in_both(week46):
    mail = mail_of(week46.rob)
    assert "■ Meetings booked: 2 of 4, 50%. Behind" in mail.text
    assert "■ Behind" in plain(mail.html)
    assert "✓ On track" in plain(mail.html)


def test_the_leaders_mail_puts_exceptions_first_and_does_not_tell_her_of_herself(week46):
    text = mail_of(week46.lea).text
    assert text.index("NEEDS YOU") < text.index("EVERYONE")
    needs = text[text.index("NEEDS YOU") : text.index("EVERYONE")]
    assert "Rita Rep" in needs
    assert "Lea Leader" not in needs
    assert "2 of 3 logged anything. Nothing from Lea Leader" in text


def test_the_teams_figures_are_those_of_its_card(week46):
    facts = TeamCard.objects.get(team=week46.north).snapshot
    for line in facts["lines"]:
        assert f"{line['name']}: {line['actual']} of {line['target']}" in mail_of(week46.lea).text


def test_mails_stay_small_load_nothing_and_link_absolutely(week46):
    for mail in OutboxMail.objects.all():
        assert len(mail.html.encode()) < 100_000
        assert "<img" not in mail.html
        assert "<script" not in mail.html
        links = re.findall(r'href="([^"]*)"', mail.html)
        assert links
        assert all(link.startswith("http://") for link in links)


def test_names_cannot_write_markup_or_headers(acme):
    with acme.scope():
        Membership.objects.filter(pk=acme.rita.pk).update(
            name="<b onclick=x>Rita</b>\r\nBcc: all@x.example {{7*7}}"
        )
        acme.north.name = "North\r\nBcc: all@x.example"
        acme.north.save(update_fields=["name"])
        aim(acme.rita)
        close_week(organization=acme.organization, week=WEEK, now=MONDAY_AT_SIX)
        mail = mail_of(acme.lea)
        assert "\n" not in mail.subject
        assert "<b onclick" not in mail.html
        assert "{{7*7}}" in mail.text


def test_who_leads_nobody_else_is_told_once(acme):
    with acme.scope():
        alone = create_team(name="Alone", leader=acme.sol, by=acme.ada, now=STARTED)
        place_member(membership=acme.sol, team=alone, from_on=WEEK.start, by=acme.ada, now=STARTED)
        aim(acme.sol)
        close_week(organization=acme.organization, week=WEEK, now=MONDAY_AT_SIX)
        text = mail_of(acme.sol).text
        assert "TEAM Alone" not in text
        assert "Sol South, Week 46" in text
        assert TeamCard.objects.filter(team=alone).exists()
