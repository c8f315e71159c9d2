"""Defining metrics, retiring them, and what every organization starts with."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from metrics.engine import tally
from metrics.models import Metric
from metrics.seeds import QUALITY, seed_metrics
from metrics.services import define_metric, retire_metric
from organizations.models import Event
from organizations.periods import Period
from tests.cast import NOW
from tests.metrics.log import day, entry

NEW = {"key": "long_calls", "name": "Visits with talk", "source": "activities"}


def define(acme, **more):
    with acme.scope():
        return define_metric(**{**NEW, **more}, by=acme.ada, now=NOW)


def test_an_own_metric_counts_what_its_filters_let_through(acme):
    filters = [{"dimension": "channel", "in": ["visit"]}, {"dimension": "evidence", "in": ["late", "tally"]}]
    define(acme, filters=filters)
    with acme.scope():
        for evidence, kind in (("late", "visit"), ("live", "visit"), ("tally", "visit"), ("late", "call")):
            entry(acme.rob, acme.north, on=day(17), kind=kind, outcome=None, evidence=evidence)
        week = Period(day(16), day(23))
        assert (
            tally(["long_calls"], week, by="organization", organization=acme.organization).value("long_calls")
            == 2
        )
        assert Event.objects.get(verb="metric_defined").data == {"key": "long_calls"}


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"source": "moon"}, "source", "There is no source 'moon'. Choose one of: "),
        ({"filters": [{"dimension": "colour", "in": ["red"]}]}, "filters", "Activities have no 'colour'."),
        ({"filters": [{"dimension": "channel", "in": ["pigeon"]}]}, "filters", "Channel is never 'pigeon'."),
        ({"filters": [{"channel": "call"}]}, "filters", "Write each filter as"),
        ({"aggregate": "sum", "value": "metres"}, "value", "Activities have no 'metres' to add up."),
        ({"source": "opportunities", "aggregate": "distinct"}, "aggregate", "can't be counted as distinct"),
        ({"aggregate": "ratio", "source": ""}, "numerator", "A ratio needs both metrics."),
        ({"key": "attempts"}, "key", "There is a metric 'attempts' already."),
        ({"unit": "bananas"}, "unit", "bananas"),
    ],
)
def test_what_cannot_be_counted_is_refused_at_its_field(acme, more, field, sentence):
    with pytest.raises(ValidationError) as refused:
        define(acme, **more)
    assert sentence in refused.value.message_dict[field][0]


def test_a_ratio_of_a_ratio_is_refused(acme):
    with acme.scope():
        rate, calls = Metric.objects.get(key="win_rate"), Metric.objects.get(key="calls")
    with pytest.raises(ValidationError, match="is a ratio itself"):
        define(acme, aggregate="ratio", source="", numerator=calls, denominator=rate)


def test_a_retired_metric_leaves_the_lists_and_can_still_be_counted(acme):
    with acme.scope():
        retire_metric(metric=Metric.objects.get(key="visits"), by=acme.ada, now=NOW)
        assert not Metric.objects.in_use().filter(key="visits").exists()
        period = Period(date(2026, 11, 1), date(2026, 12, 1))
        assert (
            tally(["visits"], period, by="organization", organization=acme.organization).value("visits") == 0
        )
        retire_metric(metric=Metric.objects.get(key="visits"), by=acme.ada, now=NOW)
        assert Event.objects.filter(verb="metric_retired").count() == 1


def test_every_organization_starts_with_metrics_in_words_paired_with_quality(acme):
    with acme.scope():
        metrics = {metric.key: metric for metric in Metric.objects.select_related("quality")}
        assert all(metric.definition for metric in metrics.values())
        assert {key: metrics[key].quality.key for key in QUALITY} == QUALITY
        assert not any(metric.prorate for metric in metrics.values() if metric.aggregate == Metric.RATIO)


def test_seeding_again_adds_nothing_and_keeps_what_was_changed(acme):
    with acme.scope():
        Metric.objects.filter(key="dials").update(name="Calls out")
        before = Metric.objects.count()
        seed_metrics(NOW)
        assert Metric.objects.count() == before
        assert Metric.objects.get(key="dials").name == "Calls out"
