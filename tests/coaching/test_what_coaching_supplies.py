"""What lower rooms hear of coaching: promises of a card, the next talk, and what is for today."""

from datetime import timedelta

from coaching import services
from organizations.registry import ask
from tests.cast import NOW, TODAY


def test_a_card_gets_the_promises_of_its_week(acme, promise):
    week = acme.organization.week_of(TODAY)
    with acme.scope():
        services.decide_commitment(commitment=promise, kept=True, by=acme.rob, now=NOW)
        [one] = ask("commitments of a card", membership=acme.rob, week=week)
        assert (one.text, one.word, one.quantity) == ("Call blocks from 16:00", "Kept", 2)
        after = acme.organization.week_of(TODAY + timedelta(days=7))
        assert ask("commitments of a card", membership=acme.rob, week=after) == []


def test_the_next_talk_is_known_and_its_topic_is_not(acme, talk):
    with acme.scope():
        services.choose_topic(one_on_one=talk, topic="Courage", by=acme.lea, now=NOW)
        [one] = ask("next one-on-one", membership=acme.rob, now=NOW)
        assert ask("next one-on-one", membership=acme.rita, now=NOW) == []
    assert (one.other, one.planned_at) == ("Lea Leader", talk.planned_at)
    assert "Courage" not in repr(one)


def test_today_has_the_talk_and_the_promises_that_are_due(acme, talk, promise):
    def titles(day, now):
        items = ask("today", membership=acme.rob, today=day, now=now)
        return {item.title: item.rank for item in items if item.icon in ("talk", "flag")}

    with acme.scope():
        assert titles(TODAY, NOW) == {"1:1 with Lea Leader": 10}
        friday = NOW + timedelta(days=2)
        assert titles(friday.date(), friday) == {"1:1 with Lea Leader": 20, "Call blocks from 16:00": 30}
