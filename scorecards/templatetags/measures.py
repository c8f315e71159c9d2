"""How a figure of a card is written: in its unit, with the filters that every page uses.

Tags and no blocks of template: a page of people and a weekly mail hold a hundred of them, and a thousand mails are
written at once.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.templatetags.spans import everywhere, written
from organizations.name_words import in_sentence

register = template.Library()
register.simple_tag(written, takes_context=True, name="measured")
STANDINGS = {
    "good": gettext_lazy("On track, %(due)s due"), "watch": gettext_lazy("Watch, %(due)s due"),
    "off": gettext_lazy("Behind, %(due)s due"), "none": gettext_lazy("Not scored, %(due)s due"),
}  # fmt: skip
# The colours of a status in a mail, where there is no style sheet to trust.
INKS = {"good": "#2b672a", "watch": "#855000", "off": "#ae231b"}


@register.filter
def ink(status: str) -> str:
    return INKS.get(status, "#6b665b")


@register.simple_tag(takes_context=True)
def standing(context: Context, progress: Any, currency: str) -> str:
    """Status and what is due by now, for those who do not see the symbol."""
    return STANDINGS[progress.status] % {
        "due": written(context, progress.due, progress.metric.unit, currency)
    }


@register.simple_tag(takes_context=True)
def of_due(context: Context, line: Any, currency: str) -> str:
    """ "of 40" """
    return _("of %(due)s") % figures(context, line, currency)


@register.simple_tag(takes_context=True)
def done_of_due(context: Context, line: Any, currency: str) -> str:
    """ "34 of 40" """
    return _("%(done)s of %(due)s") % figures(context, line, currency)


@register.simple_tag(takes_context=True)
def done_of_due_name(context: Context, line: Any, currency: str) -> str:
    """ "34 of 40 conversations" """
    return _("%(done)s of %(due)s %(name)s") % {
        **figures(context, line, currency),
        "name": in_sentence(line.name),
    }


@register.simple_tag(takes_context=True)
def amount_of(context: Context, amount: Any, line: Any, currency: str) -> str:
    """ "40 conversations" """
    words = {"amount": written(context, amount, line.unit, currency), "name": in_sentence(line.name)}
    return _("%(amount)s %(name)s") % words


@register.simple_tag(takes_context=True)
def scored(context: Context, card: Any) -> str:
    """ "91, on track" """
    count = everywhere(context.template.engine, "count")  # type: ignore[union-attr]
    return _("%(score)s, %(word)s") % {"score": count(card.score), "word": in_sentence(card.word)}


@register.simple_tag(takes_context=True)
def name_done_of_due(context: Context, line: Any, currency: str) -> str:
    """ "Conversations 34 of 40"; without a target "Conversations 34"."""
    words = {**figures(context, line, currency), "name": line.name}
    return _("%(name)s %(done)s of %(due)s") % words if line.target else f"{line.name} {words['done']}"


def figures(context: Context, line: Any, currency: str) -> dict[str, str]:
    """What was done and what was due, as they are written in this mail."""
    return {
        "done": written(context, line.actual, line.unit, currency),
        "due": written(context, line.target, line.unit, currency),
    }


@register.simple_tag(takes_context=True)
def week_by_week(context: Context, weeks: Sequence[Any], strong: bool = False) -> str:
    """The scores of these weeks, such as "84, away, none, 91"; the last one in bold where `strong`."""
    count = everywhere(context.template.engine, "count")  # type: ignore[union-attr]
    said = [_("away") if one.away else _("none") if one.value is None else count(one.value) for one in weeks]
    if strong and weeks and not weeks[-1].away and weeks[-1].value is not None:
        return format_html("{}{}<b>{}</b>", ", ".join(said[:-1]), ", " if said[1:] else "", said[-1])
    return ", ".join(said)
