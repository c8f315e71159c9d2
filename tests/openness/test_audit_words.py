"""Codes in the data of events are told in words, ids and keys by name; files for programs keep them."""

import csv
import io
import json
import re

import pytest

from coaching.models import Commitment
from crm.models import Opportunity
from metrics.models import Metric
from organizations.events import record
from organizations.models import Event
from scorecards.models import CardTemplate
from tests.cast import NOW
from tests.openness.test_audit_page import AUDIT, page, stream


@pytest.fixture
def coded(acme):
    """Events whose values are codes."""
    with acme.scope():
        metric, deal = Metric.objects.get(key="attempts"), Opportunity(pk=10**9)
        template = CardTemplate.objects.get()
        record(
            "metric_retired", metric, by=acme.ada, now=NOW, key="attempts", before="in use", after="retired"
        )
        record("second_factor_removed", acme.rob, by=acme.rob, now=NOW, type=["totp", "recovery_codes"])
        won = {"before": {"stage": "proposal"}, "after": {"stage": "won"}, "kind": "won"}
        record("opportunity_moved", deal, by=acme.rob, now=NOW, **won)
        record("commitment_kept", Commitment(pk=10**9), by=acme.lea, now=NOW, before="open", after="kept")
        record(
            "look_chosen", acme.rob, by=acme.rob, now=NOW, before={"theme": "system"}, after={"theme": "dark"}
        )
        scores = {
            "before": {"weights": [["attempts", 100]]},
            "after": {"weights": [["attempts", 60], ["gone", 40]]},
        }
        record("card_template_changed", template, by=acme.ada, now=NOW, from_on=None, **scores)
        given = {"before": {"default": template.pk, str(acme.rob.pk): None}, "after": template.pk}
        record("card_template_given", template, by=acme.ada, now=NOW, members=[acme.rob.pk], **given)


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("metric_retired", "from in use to out of use"),
        ("opportunity_moved", "Stage from Proposal to Won"),
        ("commitment_kept", "from Open to Kept"),
        ("look_chosen", "Look from As the device to Dark"),
        ("card_template_changed", "Weights from Attempts, 100 to Attempts, 60, gone, 40"),
    ],
)
def test_codes_are_told_in_words_and_keys_by_name(acme, coded, enter, verb, told):
    html = page(enter(acme.ada), f"?what={verb}").split('id="trail"')[1]
    assert told in " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_further_values_of_an_event_are_told_in_words_too(acme, coded, enter):
    with acme.scope():
        event = Event.objects.get(verb="second_factor_removed")
    assert "authenticator app, recovery codes" in page(enter(acme.ada), f"{event.pk}/")


def test_a_key_is_told_by_the_name_that_it_has_today(acme, coded, enter):
    with acme.scope():
        Metric.objects.filter(key="attempts").update(name="Tries")
    assert "Tries" in page(enter(acme.ada), "?what=card_template_changed")


def test_who_was_given_which_template_is_told_by_name(acme, coded, enter):
    html = page(enter(acme.ada), "?what=card_template_given").split('id="trail"')[1]
    assert html.count("Prospecting") >= 2
    assert "Everybody else" in html
    assert "Rob Rep" in html


def test_files_hold_the_codes_as_they_are(acme, coded, enter):
    client = enter(acme.ada)
    told = stream(client.post(AUDIT + "export/", {"format": "csv", "what": "metric_retired"}))
    [row] = csv.DictReader(io.StringIO(told.removeprefix("\ufeff")))
    assert row["Before and after"] == "in use → out of use"
    assert json.loads(row["Everything that was written down"])["after"] == "retired"
    line = json.loads(stream(client.post(AUDIT + "export/", {"format": "jsonl", "what": "metric_retired"})))
    assert (line["verb"], line["data"]["after"]) == ("metric_retired", "retired")
