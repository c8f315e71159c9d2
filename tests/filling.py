"""Forms filled in as a person would: from the form that a refused answer shows, each field by its kind."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpResponse

DAY, TIME = "2026-11-23", "14:00"  # the Monday after TODAY


def forms_of(answer: HttpResponse) -> list[forms.BaseForm]:
    """The forms that were sent and refused, as the page's context holds them."""
    found: dict[int, forms.BaseForm] = {}
    for context in answer.context or []:
        for layer in getattr(context, "dicts", [context]):
            for value in values_of(layer):
                if isinstance(value, forms.BaseForm) and value.is_bound:
                    found[id(value)] = value
    return list(found.values())


def values_of(layer: Any) -> Iterator[Any]:
    for value in layer.values() if hasattr(layer, "values") else []:
        if isinstance(value, forms.BaseFormSet):
            yield value.management_form
            yield from value
        else:
            yield value


def filled_in(answer: HttpResponse) -> dict[str, Any]:
    return {
        form.add_prefix(name): value
        for form in forms_of(answer)
        for name, field in form.fields.items()
        if (value := value_for(form, name, field)) not in (None, "")
    }


def value_for(form: forms.BaseForm, name: str, field: forms.Field) -> Any:
    initial = form.get_initial_for_field(field, name)
    if isinstance(field.widget, forms.Select | forms.RadioSelect):
        return chosen(field, initial)
    if isinstance(field, forms.FileField):
        return None
    if isinstance(field, forms.BooleanField):
        return "on" if initial or field.required else None
    if initial not in (None, ""):
        return initial
    for kind, value in KINDS.items():
        if isinstance(field, kind):
            return value()
    return getattr(field, "min_value", None) or 1 if isinstance(field, forms.IntegerField) else "Words"


def chosen(field: forms.Field, initial: Any) -> Any:
    """What stands there, else the first that says something."""
    choices = [str(getattr(key, "value", key)) for key, _label in flat(field.widget.choices)]
    if str(initial) in choices and initial not in (None, ""):
        return initial
    found = next((key for key in choices if key not in ("", "0")), None) or next(iter(choices), None)
    return [found] if isinstance(field.widget, forms.SelectMultiple | forms.CheckboxSelectMultiple) else found


def flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


KINDS: dict[type[forms.Field], Any] = {
    forms.DateField: lambda: DAY,
    forms.TimeField: lambda: TIME,
    forms.UUIDField: lambda: str(uuid.uuid4()),
    forms.EmailField: lambda: "new@new.example",
    forms.DecimalField: lambda: "10",
}
