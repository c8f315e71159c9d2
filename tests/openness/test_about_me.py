"""What is recorded about me, and who looked."""

from datetime import timedelta

from organizations.models import Event, Membership, OutboxMail
from scorecards.weekly import close_due
from tests.cast import NOW
from tests.flat import queries_of
from tests.world import make_world

ABOUT = "/o/acme/you/recorded/"


def text(answer) -> str:
    return answer.content.decode().replace("\xa0", " ").replace("&#x27;", "'")


def test_a_person_reads_what_is_kept_why_and_how_much(acme, enter):
    with acme.scope():
        make_world(member=acme.rob, team=acme.north, leader=acme.lea)
    page = text(enter(acme.rob).get(ABOUT))
    for words in ("No location. No recordings.", "Calls and everything else you logged", "This is what is counted",
                  "36 months", "An admin: Ada Admin"):  # fmt: skip
        assert words in page


def test_a_person_reads_who_looked_by_day_page_and_hour(acme, enter, clock):
    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
    enter(acme.lea).get(f"/o/acme/cards/{world.card.pk}/")
    clock.shift(timedelta(hours=2))
    enter(acme.lea).get(f"/o/acme/cards/{world.card.pk}/")
    enter(acme.ada).get(f"/o/acme/people/{acme.rob.pk}/")
    page = text(enter(acme.rob).get(ABOUT)).split('id="looked"')[1]
    assert "Lea Leader" in page
    assert "your weekly card: Rob Rep, 2026-11-09" in page
    assert "at 10, 12 h" in page
    assert "who you are here, your teams and days" in page


def test_nobody_reads_who_looked_at_somebody_else(acme, enter):
    enter(acme.lea).get(f"/o/acme/people/{acme.rob.pk}/")
    assert "Lea Leader" not in text(enter(acme.ada).get(ABOUT)).split('id="looked"')[1].split("</section>")[0]


def test_the_page_costs_the_same_however_much_there_is(acme, enter):
    few = queries_of(enter(acme.rob), ABOUT)
    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
    for person in (acme.lea, acme.ada):
        enter(person).get(f"/o/acme/people/{acme.rob.pk}/")
        enter(person).get(f"/o/acme/goals/{world.goal.pk}/")
    assert (
        queries_of(enter(acme.rob), ABOUT) <= few + 1 <= 20
    )  # one more: no card's name was to be looked up before


def test_asking_to_be_erased_is_seen_by_admins_and_can_be_taken_back(acme, enter):
    rob, ada = enter(acme.rob), enter(acme.ada)
    rob.post(ABOUT + "erasure/")
    assert "You asked for it on" in text(rob.get(ABOUT))
    assert "Rob Rep" in text(ada.get("/o/acme/settings/data/"))
    rob.post(ABOUT + "erasure/", {"withdraw": "1"})
    assert "Rob Rep" not in text(ada.get("/o/acme/settings/data/")).split('id="asking"')[1]
    with acme.scope():
        assert Membership.objects.get(pk=acme.rob.pk).erasure_asked_at is None
        assert [e.verb for e in Event.objects.filter(actor=acme.rob, at__gte=NOW).order_by("pk")][-2:] == [
            "erasure_asked", "erasure_withdrawn",
        ]  # fmt: skip


def test_the_weekly_mail_of_a_leader_says_whose_figures_it_holds(acme):
    close_due(organization_id=acme.organization.pk, now=NOW)
    with acme.scope():
        mail = OutboxMail.objects.filter(recipient=acme.lea).latest("pk")
        shown = set(mail.about.filter(shows=True).values_list("member", flat=True))
        to_rob = OutboxMail.objects.filter(recipient=acme.rob).latest("pk")
        assert shown == {acme.rob.pk, acme.rita.pk}
        assert list(to_rob.about.values_list("member", "shows")) == [(acme.lea.pk, False)]
