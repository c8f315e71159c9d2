"""The parts of every page as template tags, with explicit arguments. /design/ shows each of them."""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organizations.links import link
from organizations.models import Organization
from salesleader.templatetags import drawing, fields, weeks
from salesleader.templatetags.drawing import WORDS, as_week
from salesleader.templatetags.figures import Figure, exact
from salesleader.templatetags.icons import icon_svg, symbol_svg

register = template.Library()
TONES = {
    "good": "is-good",
    "watch": "is-watch",
    "off": "is-off",
    "none": "is-none",
    "away": "is-none",
    "you": "is-you",
}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """{% icon "phone" %} or {% icon "phone" "sm" %}: decoration only, the words stand beside it."""
    return icon_svg(name, size)


@register.simple_tag
def symbol(state: str) -> SafeString:
    """The symbol of a status without its word, for a cell whose legend carries the words."""
    return symbol_svg(state)


@register.simple_tag
def status(state: str, word: str = "") -> SafeString:
    """Symbol and word: {% status "off" %} says Behind, {% status "off" "Silent" %} says Silent."""
    return format_html(
        '<span class="status {}">{}<span>{}</span></span>',
        TONES[state],
        symbol_svg(state),
        word or WORDS[state],
    )


@register.simple_tag
def badge(word: str, state: str = "") -> SafeString:
    """A small label; with a status it also wears the symbol. "you" marks the reader."""
    mark = symbol_svg(state) if state in WORDS else ""
    tone = f" {TONES[state]}" if state else ""
    return format_html('<span class="badge{}">{}{}</span>', tone, mark, word)


@register.simple_tag(takes_context=True)
def avatar(context: Any, who: Any, size: str = "", you: bool = False, alone: bool = False) -> SafeString:
    """A face beside a name, or initials. `who` is a name, a person (name, photo) or an organization (name, logo).

    `alone` says the name itself, where it is not written beside it. The initials stay behind the picture, for when
    it does not come.
    """
    name, digest = (who, "") if isinstance(who, str) else (who.name, getattr(who, "photo", ""))
    logo = isinstance(who, Organization)
    digest = who.logo if logo else digest
    classes = "ava" + (f" ava-{size}" if size else "") + (" ava-you" if you else "")
    said = (
        format_html('role="img" aria-label="{}"', name) if alone else format_html('aria-hidden="{}"', "true")
    )
    house = who if logo else context.get("organization")
    face = face_of(house, digest, size) if digest and house else ""
    return format_html(
        '<span class="{}" {}>{}{}</span>', classes + (" ava-logo" if logo else ""), said, initials(name), face
    )


def face_of(house: Organization, digest: str, size: str) -> SafeString:
    """The picture itself. Its address never means another one, so browsers keep it."""
    href = link(house, "organizations:picture", digest=digest, size="large" if size == "lg" else "small")
    return format_html('<img src="{}" alt="" width="96" height="96" loading="lazy">', href)


def initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()] or [name or "?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.simple_tag
def figure(value: Any, href: str = "", label: str = "") -> SafeString:
    """A number that opens its rows. `label` says of what, to those who do not see the column it stands in."""
    said = format_html('<span class="vh"> {}</span>', label) if label else ""
    if not href:
        return format_html("<span>{}{}</span>", value, said)
    return format_html('<a class="fig" href="{}">{}{}</a>', href, value, said)


@register.simple_tag
def progress(
    actual: Figure = None, target: Figure = None, due: Figure = None, state: str = "live", label: str = ""
) -> SafeString:
    """Fill is actual, the mark is what is due by now (all of the target when `due` is left out)."""
    return drawing.bar(actual, target, due, state, label)


@register.simple_tag
def weeks_strip(weeks: list, name: str = "", line: Figure = None) -> SafeString:
    return drawing.strip(
        [as_week(week) for week in weeks], name or _("Score"), exact(line) if line is not None else None
    )


@register.simple_tag(name="weeks_chart")
def weeks_chart_tag(weeks_: list, name: str = "", line: Figure = None) -> SafeString:
    return weeks.weeks_chart(
        [as_week(week) for week in weeks_], name or _("Score"), exact(line) if line is not None else None
    )


@register.simple_tag
def sparkline(values: list, goal: Figure = None, label: str = "", state: str = "none") -> SafeString:
    return drawing.sparkline(values, goal, label, state)


@register.inclusion_tag("components/field.html")
def field(
    field: BoundField,
    style: str = "",
    unit: str = "",
    icons: dict | None = None,
    label: str = "",
    hint: str = "",
    hide_label: bool = False,
) -> dict[str, Any]:
    """Label above, hint and error below, tied to the control. Choices: style "chips", "outcomes", "segs", "list"."""
    return fields.context(field, style, unit, icons or {}, label, hint, hide_label)


@register.inclusion_tag("components/fields.html", name="fields")
def fields_of(form: BaseForm) -> dict[str, Any]:
    """The whole form: what is wrong, every visible field, the hidden ones."""
    return {"form": form}


@register.inclusion_tag("components/errors.html")
def errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form, in words, each line leading to its field. Nothing when nothing is wrong."""
    return {"lines": fields.error_lines(form) if form.is_bound else []}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Any, name: str = "page") -> dict[str, Any]:
    """Earlier and later pages of a paginated list; the rest of the address stays."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[name] = str(number)
        return "?" + query.urlencode()

    return {
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("components/crumbs.html")
def crumbs(*steps: str) -> dict[str, Any]:
    """The way back: {% crumbs "Customers" customers_url "Kestrel Foods" kestrel_url %}, nearest last."""
    return {"steps": list(zip(steps[::2], steps[1::2], strict=True))}


@register.inclusion_tag("components/toasts.html", takes_context=True)
def toasts(context: Context, oob: bool = False) -> dict[str, Any]:
    """Messages of the last act, with Undo where its extra_tags say "undo:<address>". `oob` for htmx answers."""
    said = [
        {"text": message, "undo": undo_of(message), "level": message.level_tag}
        for message in context.get("messages") or []
    ]
    return {"said": said, "oob": oob, "csrf_token": context.get("csrf_token", "")}


def undo_of(message: Any) -> str:
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:")), "")


@register.simple_tag(takes_context=True)
def theme(context: Context) -> SafeString:
    """The reader's choice of light or dark, as an attribute of html; nothing when the system decides."""
    request: HttpRequest | None = context.get("request")
    me = getattr(request, "membership", None)
    chosen = me.theme if me else request.COOKIES.get("theme") if request else None
    return format_html(' data-theme="{}"', chosen) if chosen in ("light", "dark") else SafeString("")


@register.filter
def by_key(places: list[dict[str, Any]], key: str) -> dict[str, Any] | None:
    """The place of that key, or None."""
    return next((place for place in places if place["key"] == key), None)
