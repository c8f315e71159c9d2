"""What this app tells the audit page, and which of its pages show people."""

from django.utils.translation import gettext_lazy as _

from organizations.audit.names import call, refer_by_key
from organizations.audit.value_words import word_values
from organizations.audit.verbs import CHANGED, MADE, kind, say
from organizations.privacy.viewings import page_kind

NUMBERS, METRIC = "numbers", "metrics.metric"


def register() -> None:
    kind(NUMBERS, _("Numbers"), rank=100)
    say("metric_defined", MADE, NUMBERS, _("Metric defined"), _("%(who)s defined the metric %(what)s"))
    say(
        "metric_retired",
        CHANGED,
        NUMBERS,
        _("Metric retired"),
        _("%(who)s took the metric %(what)s out of use"),
    )
    call(METRIC, _("metric"), "name")
    refer_by_key(METRIC, "metric", "weights")
    word_values("state", {"in use": _("in use"), "retired": _("out of use")}, "metric_retired")
    page_kind("numbers", _("your numbers and the entries behind them"))
