"""What can be logged, for admins: types and their outcomes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from activities.models import ActivityType, Outcome
from activities.permissions import can_change_types
from activities.services import types as services
from activities.type_forms import KindForm, OutcomeForm, TypeForm
from organizations.links import link
from organizations.refusals import REFUSED, sent, show_refusal

TYPES = ActivityType.objects


def let_in(request: Any) -> None:
    if not can_change_types(request.membership):
        raise PermissionDenied


@require_GET
def types(request: Any) -> HttpResponse:
    """All types in the order of the log page, those that are retired below."""
    let_in(request)
    return render(request, "activities/types.html", all_types(request))


def all_types(request: Any) -> dict[str, Any]:
    in_use = Count("outcomes", filter=Q(outcomes__retired_at__isnull=True))
    found = TYPES.annotate(endings=in_use).order_by("position", "name", "pk")
    lines = [type_line(request, one) for one in found]
    return ordered(lines, link(request.organization, "activities:order_types"))


def type_line(request: Any, one: Any) -> dict[str, Any]:
    outcomes = _("%(count)s outcomes") % {"count": one.endings}
    return {
        "kind": one, "href": link(request.organization, "activities:type", pk=one.pk),
        "why": f"{one.get_family_display()} · {outcomes}",
        "restore": link(request.organization, "activities:restore_type", pk=one.pk),
    }  # fmt: skip


def ordered(lines: list[dict[str, Any]], address: str) -> dict[str, Any]:
    """What the list that can be put in order needs."""
    in_use = [one for one in lines if one["kind"].retired_at is None]
    return {
        "lines": in_use,
        "seen": ",".join(str(one["kind"].pk) for one in in_use),
        "retired": [one for one in lines if one["kind"].retired_at is not None],
        "order_address": address,
        "told": "",
    }


@require_http_methods(["GET", "POST"])
def add_type(request: Any) -> HttpResponse:
    """A new type, which then gets its outcomes."""
    let_in(request)
    form = TypeForm(sent(request), initial={"icon": "flag"})
    if form.is_valid() and (made := saved(request, form, services.add_type)):
        messages.success(request, _("Added. Now say how it can end."))
        return redirect(link(request.organization, "activities:type", pk=made.pk))
    back = link(request.organization, "activities:types")
    return form_page(request, form, title=_("Add a type of activity"), button=_("Save type"), back=back)


@require_http_methods(["GET", "POST"])
def type(request: Any, pk: int) -> HttpResponse:
    """One type: what it is called, and how it can end."""
    let_in(request)
    found = get_object_or_404(TYPES, pk=pk)
    form = TypeForm(sent(request), record=found, used=services.is_used(found))
    if form.is_valid() and saved(request, form, services.change_type, type=found):
        messages.success(request, _("Saved."))
        return redirect(link(request.organization, "activities:type", pk=pk))
    context = {"type": found, "form": form, **all_outcomes(request, found)}
    return render(request, "activities/type.html", context, status=REFUSED if form.errors else 200)


def all_outcomes(request: Any, found: ActivityType) -> dict[str, Any]:
    outcomes = Outcome.objects.filter(type=found).order_by("position", "name", "pk")
    lines = [outcome_line(request, one) for one in outcomes]
    return ordered(lines, link(request.organization, "activities:order_outcomes", pk=found.pk))


def outcome_line(request: Any, one: Outcome) -> dict[str, Any]:
    return {
        "kind": one, "href": link(request.organization, "activities:outcome", pk=one.pk),
        "why": " · ".join(words_of(one)) or _("Counts as nothing"),
        "restore": link(request.organization, "activities:restore_outcome", pk=one.pk),
    }  # fmt: skip


def words_of(outcome: Outcome) -> list[str]:
    """What the flags of an outcome say."""
    said = {
        _("attempt"): outcome.is_attempt,
        _("conversation"): outcome.is_conversation,
        _("went well"): outcome.is_positive,
        _("asks for a date"): outcome.needs_date,
        _("ends the row of touches"): outcome.ends_cadence,
        _("strikes the number"): outcome.effect == Outcome.STRIKE,
        _("blocks every channel"): outcome.effect == Outcome.BLOCK,
    }
    return [word for word, is_so in said.items() if is_so]


@require_http_methods(["GET", "POST"])
def add_outcome(request: Any, pk: int) -> HttpResponse:
    """Another way in which a type can end."""
    let_in(request)
    found = get_object_or_404(TYPES, pk=pk)
    form = OutcomeForm(sent(request), initial={"icon": "check"})
    back = link(request.organization, "activities:type", pk=pk)
    if form.is_valid() and saved(request, form, services.add_outcome, type=found):
        messages.success(request, _("Added %(name)s.") % {"name": form.cleaned_data["name"]})
        return redirect(back)
    title = _("Add an outcome of %(type)s") % {"type": found.name}
    return form_page(request, form, title=title, button=_("Save outcome"), back=back)


@require_http_methods(["GET", "POST"])
def outcome(request: Any, pk: int) -> HttpResponse:
    """One outcome: what it is called, counts as, asks for and does."""
    let_in(request)
    found = get_object_or_404(Outcome.objects.select_related("type"), pk=pk)
    form = OutcomeForm(sent(request), record=found, used=services.is_used(found))
    back = link(request.organization, "activities:type", pk=found.type_id)
    if form.is_valid() and saved(request, form, services.change_outcome, outcome=found):
        messages.success(request, _("Saved."))
        return redirect(back)
    counts = ", ".join(words_of(found)) or _("nothing")
    title = _("%(type)s: %(outcome)s") % {"type": found.type.name, "outcome": found.name}
    return form_page(
        request, form, title=title, button=_("Save outcome"), back=back, kind=found, counts=counts,
        retire=link(request.organization, "activities:retire_outcome", pk=pk),
    )  # fmt: skip


def saved(request: Any, form: KindForm, service: Callable[..., Any], **more: Any) -> Any:
    """What the service made of the form, or None with its refusal at the fields."""
    try:
        return service(**form.cleaned_data, **more, by=request.membership, now=request.now)
    except ValidationError as error:
        show_refusal(form, error)
        return None


def form_page(request: Any, form: KindForm, **context: Any) -> HttpResponse:
    shown = {"form": form, "kind": None, "retire": "", "counts": "", **context}
    return render(request, "activities/kind_form.html", shown, status=REFUSED if form.errors else 200)


@require_POST
def retire_type(request: Any, pk: int) -> HttpResponse:
    """Offer it no more."""
    let_in(request)
    return done(request, services.retire_type, "activities:types", {}, type=get_object_or_404(TYPES, pk=pk))


@require_POST
def restore_type(request: Any, pk: int) -> HttpResponse:
    """Offer it again."""
    let_in(request)
    return done(request, services.restore_type, "activities:types", {}, type=get_object_or_404(TYPES, pk=pk))


@require_POST
def retire_outcome(request: Any, pk: int) -> HttpResponse:
    """Offer it no more."""
    let_in(request)
    found = get_object_or_404(Outcome, pk=pk)
    return done(request, services.retire_outcome, "activities:type", {"pk": found.type_id}, outcome=found)


@require_POST
def restore_outcome(request: Any, pk: int) -> HttpResponse:
    """Offer it again."""
    let_in(request)
    found = get_object_or_404(Outcome, pk=pk)
    return done(request, services.restore_outcome, "activities:type", {"pk": found.type_id}, outcome=found)


def done(
    request: Any, service: Callable[..., bool], route: str, where: dict[str, int], **what: Any
) -> HttpResponse:
    """Call it and go back to the list; what is refused is said there."""
    (kind,) = what.values()
    try:
        service(**what, by=request.membership, now=request.now)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        said = _("%(name)s is retired. What was logged stays.") if kind.retired_at else _("%(name)s is back.")
        messages.success(request, said % {"name": kind.name})
    return redirect(link(request.organization, route, **where))


@require_POST
def order_types(request: Any) -> HttpResponse:
    """Put types in another order."""
    let_in(request)
    told = put_in_order(request, services.order_types)
    return in_place(request, all_types(request), told, link(request.organization, "activities:types"))


@require_POST
def order_outcomes(request: Any, pk: int) -> HttpResponse:
    """Put the outcomes of a type in another order."""
    let_in(request)
    found = get_object_or_404(TYPES, pk=pk)
    told = put_in_order(request, services.order_outcomes, type=found)
    page = link(request.organization, "activities:type", pk=pk)
    return in_place(request, all_outcomes(request, found), told, page)


def put_in_order(request: Any, service: Callable[..., None], **what: Any) -> str:
    """What there is to say where the list was changed by somebody else since the page was shown."""
    seen = numbers(request.POST.get("seen", "").split(",")) if "seen" in request.POST else None
    try:
        service(pks=order_sent(request), seen=seen, by=request.membership, now=request.now, **what)
    except ValidationError as error:
        return error.messages[0]
    return ""


def in_place(request: Any, context: dict[str, Any], told: str, page: str) -> HttpResponse:
    if request.htmx:
        status = REFUSED if told else 200
        return render(request, "activities/_order.html", context | {"told": told}, status=status)
    if told:
        messages.warning(request, told)
    return redirect(page)


def numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isdecimal() and len(text) < 19]


def order_sent(request: Any) -> list[int]:
    """The rows as they stand on the page, one of them moved by its button."""
    pks = numbers(request.POST.getlist("order"))
    for name, step in (("up", -1), ("down", 1)):
        moved = request.POST.get(name, "")
        if moved.isdecimal() and int(moved) in pks:
            move(pks, pks.index(int(moved)), step)
    return pks


def move(pks: list[int], place: int, step: int) -> None:
    target = min(max(place + step, 0), len(pks) - 1)
    pks.insert(target, pks.pop(place))
