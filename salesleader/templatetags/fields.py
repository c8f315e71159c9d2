"""Django form fields made ready for components/field.html: type, classes, and what ties hint and error to them."""

from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def context(
    field: BoundField, style: str, unit: str, icons: dict[Any, str], label: str, hint: str, hide_label: bool
) -> dict[str, Any]:
    widget = field.field.widget
    kind = kind_of(widget)
    wrong = error_texts(field, kind)
    hint = hint or str(field.help_text)
    said = described_by(field, bool(hint), bool(wrong))
    return {
        "field": field,
        "kind": kind,
        "style": style or "chips",
        "unit": unit,
        "label": label or field.label,
        "hide_label": hide_label,
        "optional": not field.field.required and kind != "check",
        "hint": hint,
        "errors": wrong,
        "described_by": said,
        "control": control(field, kind, said, bool(wrong)),
        "choices": [choice(item, icons) for item in field.subwidgets] if kind == "choices" else [],
        "many": isinstance(widget, forms.CheckboxSelectMultiple),
    }


def kind_of(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, CHOICES):
        return "choices"
    return "check" if isinstance(widget, forms.CheckboxInput) else "line"


def described_by(field: BoundField, hint: bool, wrong: bool) -> str:
    ids = [
        f"{field.id_for_label or field.auto_id}-{part}"
        for part, there in (("hint", hint), ("error", wrong))
        if there
    ]
    return " ".join(ids)


def control(field: BoundField, kind: str, said: str, wrong: bool) -> SafeString | str:
    """The input itself with our attributes; what the form set by hand stays."""
    if kind == "choices":
        return ""
    widget = field.field.widget
    browser_type(field.field)
    drop_repeated_label(field)
    attrs: dict[str, str | bool] = {
        "class": " ".join(
            ["check-box" if kind == "check" else "input", widget.attrs.get("class", "")]
        ).strip()
    }
    if said:
        attrs["aria-describedby"] = said
    if wrong:
        attrs["aria-invalid"] = "true"
    keyboard = keyboard_for(field.field)
    if keyboard and "inputmode" not in widget.attrs:
        attrs["inputmode"] = keyboard
    return field.as_widget(attrs=attrs)


def browser_type(field: forms.Field) -> None:
    """A day and a time get the browser's own picker: Django's default is a bare text field."""
    for kind, name in ((forms.DateInput, "date"), (forms.TimeInput, "time")):
        if type(field.widget) is kind:
            field.widget.input_type = name


def drop_repeated_label(field: BoundField) -> None:
    """A placeholder that repeats the label goes: it vanishes when it is needed."""
    placeholder = field.field.widget.attrs.get("placeholder", "")
    if placeholder and placeholder.lower().startswith(str(field.label).lower()):
        del field.field.widget.attrs["placeholder"]


def keyboard_for(field: forms.Field) -> str:
    if isinstance(field, forms.DecimalField | forms.FloatField):
        return "decimal"
    return "numeric" if isinstance(field, forms.IntegerField) else ""


def choice(item: Any, icons: dict[Any, str]) -> dict[str, Any]:
    data = item.data
    value = data["value"]
    return {
        "type": data["type"],
        "name": data["name"],
        "value": value,
        "label": data["label"],
        "id": data["attrs"]["id"],
        "checked": bool(data["selected"]),
        "required": bool(data["attrs"].get("required")),
        "icon": icons.get(value) or icons.get(str(value), ""),
    }


def error_texts(field: BoundField, kind: str) -> list[str]:
    """What is wrong, in words. Django's "This field is required." does not say what to do, so ours does."""
    default = str(forms.Field.default_error_messages["required"])
    return [missing(field, kind) if text == default else str(text) for text in field.errors]


def missing(field: BoundField, kind: str) -> str:
    widget = field.field.widget
    if kind == "check":
        return _("Tick this to go on.")
    if isinstance(widget, forms.DateInput):
        return _("Choose a day.")
    return _("Choose one.") if kind == "choices" or isinstance(widget, forms.Select) else _("Fill this in.")


def line(field: BoundField) -> dict[str, str]:
    """One line of the summary: the label, what is wrong, and the way to the field."""
    label = str(field.label)
    gap = " " if label.endswith(("?", ".", ":")) else ": "
    text = label + gap + error_texts(field, kind_of(field.field.widget))[0]
    return {"text": text, "href": f"#{field.id_for_label or field.auto_id}"}


def error_lines(form: BaseForm) -> list[dict[str, str]]:
    """Errors of the whole form first, then those of its fields, when there is more than one to look for."""
    whole = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    wrong = [field for field in form if field.errors and not field.is_hidden]
    hidden = [{"text": str(text), "href": ""} for field in form.hidden_fields() for text in field.errors]
    named = [line(field) for field in wrong]
    return whole + hidden + (named if len(named) > 1 or whole else [])
