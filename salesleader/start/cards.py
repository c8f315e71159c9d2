"""The step that asks what counts in a week: a card from the library for most, and others that are needed too."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.date_words import long_full_day
from organizations.models import SetUp
from organizations.models.organization import BEGINNING
from organizations.refusals import sent
from scorecards.card_templates.reading import Kind, Standing, kinds, standings
from scorecards.card_templates.seeds import Preview, previews
from scorecards.models import CardTemplate
from scorecards.seeds import SEEDS
from scorecards.services import adopt_template, retire_template, set_default_template

ALONE = "founder"


@dataclass(frozen=True)
class Offer:
    """A card that can be chosen: one that is in use, or one of the library. `key` is its role, or names an own one."""

    key: str
    name: Any
    why: Any
    lines: tuple[tuple[str, int], ...]
    template: CardTemplate | None = None

    @property
    def counts(self) -> str:
        return ", ".join(f"{name} {weight}%" for name, weight in self.lines)

    @property
    def label(self) -> str:
        """A choice that says for whom it is and what it counts."""
        return format_html(
            '<b>{}</b> <span class="choice-why">{}</span> <span class="choice-why">{}</span>',
            self.name, self.why, self.counts,
        )  # fmt: skip

    def take(self, request: Any) -> CardTemplate:
        if self.template is not None:
            return self.template
        return adopt_template(role=self.key, by=request.membership, now=request.now)


class CardForm(forms.Form):
    main = forms.ChoiceField(
        label=gettext_lazy("Most of you"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the card that fits most of you.")},
    )
    also = forms.MultipleChoiceField(
        label=gettext_lazy("Others that you have"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each has a card that fits. Who has which, you say when you invite them."),
    )

    def __init__(self, *args: Any, offers: list[Offer], alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {one.key: one for one in offers}
        self.fields["main"].choices = [(one.key, one.label) for one in offers]  # type: ignore[attr-defined]
        library = [(one.key, one.name) for one in offers if one.key in SEEDS]
        self.fields["also"].choices = library  # type: ignore[attr-defined]
        if alone:
            self.fields["main"].label = gettext_lazy("Your card")
            del self.fields["also"]

    @property
    def left(self) -> list[CardTemplate]:
        """Cards of the library that were in use and are not ticked any more."""
        chosen = {self.cleaned_data["main"], *self.cleaned_data.get("also", SEEDS)}
        there = [one for one in self.offers.values() if one.key in SEEDS and one.key not in chosen]
        return [one.template for one in there if one.template is not None]


def offers(request: Any) -> list[Offer]:
    """The library in its order, each as it is here where it was taken; then the organization's own."""
    used = [one for one in kinds(request.membership, request.organization, request.now) if is_used(one)]
    taken = {one.template.role: one for one in used}
    own = [one for one in used if one.template.role not in SEEDS]
    library = [of_seed(one, taken.get(one.role)) for one in previews(SEEDS)]
    return library + [
        Offer(f"own-{one.template.pk}", one.template.name, "", lines(one), one.template) for one in own
    ]


def is_used(one: Kind) -> bool:
    return one.template.retired_at is None and one.shown is not None


def of_seed(seed: Preview, taken: Kind | None) -> Offer:
    if taken is None:
        return Offer(seed.role, seed.called, seed.why, seed.lines)
    same = taken.template.name == SEEDS[seed.role].name
    name = seed.called if same else taken.template.name
    return Offer(seed.role, name, seed.why, lines(taken), taken.template)


def lines(one: Kind) -> tuple[tuple[str, int], ...]:
    version = one.planned or one.now
    return tuple((line.metric.name, line.weight) for line in version.lines.all()) if version else ()


def card_form(request: Any) -> CardForm:
    found, set_up = offers(request), SetUp.objects.first()
    alone = set_up is not None and set_up.is_alone
    standing = wanted(request)
    default = next((one.key for one in found if one.template == standing), "")
    # Who sells alone and was not asked yet is offered the founder's.
    main = ALONE if set_up is not None and alone and "card" not in set_up.steps else default
    also = [one.key for one in found if one.template is not None and one.key in SEEDS and one.key != default]
    return CardForm(sent(request), offers=found, alone=alone, initial={"main": main, "also": also})


def wanted(request: Any) -> CardTemplate:
    """The default that is planned, else the one that holds."""
    row = default_here(request)
    planned = row.planned.template if row.planned else None
    return planned or row.template


def default_here(request: Any) -> Standing:
    return standings([None], request.organization, request.now)[0]


def save_card(request: Any, form: Any) -> None:
    """The default from the next week on, or from the beginning in the first week; the others that are ticked are made
    ready, and those that are not are offered no more.
    """
    chosen, begins = form.cleaned_data, None
    with transaction.atomic():
        before, main = wanted(request), form.offers[chosen["main"]].take(request)
        for key in chosen.get("also", ()):
            form.offers[key].take(request)
        if main != before:
            begins = set_default_template(template=main, by=request.membership, now=request.now)
        leave(request, form.left)
    say_from_when(request, begins)


def leave(request: Any, left: list[CardTemplate]) -> None:
    """Refused at the boxes where somebody has one. What everybody has in the running week stays until it is over."""
    running = default_here(request).template
    for template in left:
        try:
            if template != running:
                retire_template(template=template, by=request.membership, now=request.now)
        except ValidationError as error:
            raise ValidationError({"also": error.messages}) from error


def say_from_when(request: Any, begins: date | None) -> None:
    if begins is not None and begins != BEGINNING:
        messages.success(
            request, _("The weekly card counts by it from %(day)s on.") % {"day": long_full_day(begins)}
        )
