"""Won and lost opportunities as something to count: by the credit of each person."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from metrics.sources import Choice, Dimension, Entry, Source, among, register
from metrics.sources import Value as Summand
from organizations.lazy_words import gettext_lazy

from .models import Credit, Stage

Shelf = list[tuple[int, str, str, str]]  # the stages: id, key, name, kind


def stages() -> Shelf:
    return list(Stage.objects.order_by("position", "pk").values_list("pk", "key", "name", "kind"))


def of_kind(values: Sequence[Any], shelf: Shelf) -> Q:
    return among("opportunity__stage_id", [pk for pk, _, _, kind in shelf if kind in values])


def of_stage(values: Sequence[Any], shelf: Shelf) -> Q:
    return among("opportunity__stage_id", [pk for pk, key, _, _ in shelf if key in values])


def entry(credit: Credit) -> Entry:
    opportunity = credit.opportunity
    account = opportunity.account
    return Entry(
        id=credit.pk,
        on=credit.on,  # type: ignore[arg-type]  # the engine asks for days, so it has one
        member_id=credit.member_id,
        member=credit.member.name,
        what=opportunity.name,
        with_whom=account.name if account else "",
        detail=opportunity.stage.name
        if credit.share == 100
        else _("%(share)s%% of it") % {"share": f"{credit.share.normalize():f}"},
    )


CREDITS = Source(
    key="opportunities",
    label=gettext_lazy("Closed opportunities"),
    records=lambda: Credit.objects.all(),
    day="on",
    shelf=stages,
    dimensions={
        "kind": Dimension(
            gettext_lazy("Result"),
            of_kind,
            lambda shelf: [Choice(key, str(name)) for key, name in Stage.KINDS],
        ),
        "stage": Dimension(
            gettext_lazy("Stage"), of_stage, lambda shelf: [Choice(key, name) for _, key, name, _ in shelf]
        ),
    },
    values={
        "amount": Summand(gettext_lazy("Money"), "amount", unit="money", currency="opportunity__currency"),
        "share": Summand(gettext_lazy("Opportunities, by share"), "share", divisor=100),
    },
    order=("on", "pk"),
    related=("member", "opportunity", "opportunity__account", "opportunity__stage"),
    entry=entry,
)


def register_sources() -> None:
    register(CREDITS)
