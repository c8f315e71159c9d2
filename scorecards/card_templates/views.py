"""Pages of card templates: which there are, what each scores, and changing that."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from metrics.models import Metric
from organizations.date_words import long_full_day
from organizations.links import link
from organizations.models import Invitation
from organizations.models.organization import BEGINNING
from organizations.refusals import REFUSED, sent, show_refusal
from scorecards import services
from scorecards.models import CardTemplate
from scorecards.permissions import can_edit_templates
from scorecards.seeds import SEEDS
from scorecards.services.templates import changes_from
from scorecards.services.undoing import last_change

from .forms import TemplateForm, start_of
from .reading import Kind, kind_of, kinds, standings, weeks_at
from .seeds import previews

A_FEW = 50


@require_GET
def templates(request: Any) -> HttpResponse:
    """What is scored here: the templates in use with what they count, those to choose from, and retired ones."""
    me, organization = request.membership, request.organization
    found = kinds(me, organization, request.now)
    there = {one.template.role for one in found if one.template.retired_at is None}
    default = standings([None], organization, request.now)[0]
    context = {
        "used": [one for one in found if one.template.retired_at is None],
        "retired": [one for one in found if one.template.retired_at is not None],
        "library": previews([role for role in SEEDS if role not in there]) if can_edit_templates(me) else [],
        "default": default, "may_edit": can_edit_templates(me),
        "mine": standings([me], organization, request.now)[0] if me.is_rep else None,
        "only_self": not (me.is_admin or me.leads_any),
    }  # fmt: skip
    return render(request, "scorecards/templates/templates.html", context)


@require_GET
def template(request: Any, pk: int) -> HttpResponse:
    """One template: what it scores, what is planned, who has it, and what it was."""
    me, organization = request.membership, request.organization
    one, holders = kind_of(find(request, pk), me, organization, request.now)
    request.looks_at("card_template", *(who.pk for who in holders[:A_FEW]))
    versions = list(one.template.versions.with_lines().order_by("-from_on"))
    promised = Invitation.objects.visible_to(me).open().filter(card_template=pk).count()
    context = {
        "kind": one, "holders": holders[:A_FEW], "more": max(len(holders) - A_FEW, 0), "versions": versions,
        "may_edit": can_edit_templates(me),
        "promised": promised, "default": standings([None], organization, request.now)[0] if promised else None,
    }  # fmt: skip
    return render(request, "scorecards/templates/template.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """A template of one's own."""
    editors_only(request)
    form = TemplateForm(sent(request), metrics=Metric.objects.in_use())
    if form.is_bound and form.is_valid():
        try:
            made = services.make_template(**form.wish, by=request.membership, now=request.now)
        except ValidationError as error:
            show_refusal(form, error, {"lines": form.last_weight})
        else:
            said = _("“%(name)s” is ready. Give it to somebody.") % {"name": made.name}
            return told(request, made, said)
    context = {
        "form": form, "title": _("A card of your own"), "button": _("Save template"),
        "back": link(request.organization, "scorecards:templates"),
        "effects": [
            _("Nothing changes for anybody until somebody has it: you choose who, and from which week on."),
            _("Targets are no part of it. Each person has their own, on the page of goals."),
        ],
    }  # fmt: skip
    return render(
        request, "scorecards/templates/form.html", context, status=REFUSED if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
def edit(request: Any, pk: int) -> HttpResponse:
    """Another name at once, other lines from the next week on."""
    editors_only(request)
    one, holders = kind_of(find(request, pk), request.membership, request.organization, request.now)
    form = form_of(one, sent(request))
    if form.is_bound and form.is_valid():
        try:
            begins = services.change_template(
                template=one.template,
                by=request.membership,
                now=request.now,
                seen=seen_version(request),
                **form.wish,
            )
        except ValidationError as error:
            show_refusal(form, error, {"lines": form.last_weight})
        else:
            return told(request, one.template, said_of_change(begins))
    request.looks_at("card_template", *(who.pk for who in holders[:A_FEW]))
    context = {
        "form": form, "kind": one, "title": _("Change “%(name)s”") % {"name": one.template.name},
        "button": _("Save changes"), "back": page_of(request, one.template),
        "effects": effects(request, one), "newest": one.planned or one.now,
    }  # fmt: skip
    return render(
        request, "scorecards/templates/form.html", context, status=REFUSED if form.is_bound else 200
    )


def seen_version(request: Any) -> int | None:
    """The version that stood in the form before it was changed."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 19 else None


def form_of(one: Kind, data: Any) -> TemplateForm:
    """With what is planned, else with what holds; a metric that is retired stays choosable until it is taken out."""
    version = one.planned or one.now
    if version is None:
        raise Http404
    kept = [line.metric_id for line in version.lines.all()]
    metrics = Metric.objects.in_use() | Metric.objects.filter(pk__in=kept)
    return TemplateForm(data, metrics=metrics.distinct(), initial=start_of(version, one.template.name))


def effects(request: Any, one: Kind) -> list[str]:
    """What a change changes, and from when."""
    edge = changes_from(one.template, request.now)
    running = weeks_at(request.organization, request.now).running
    when = _("No week has gone by it yet, so a change holds from the beginning.")
    if edge != BEGINNING:
        said = _(
            "Other metrics, weights or limits hold from %(day)s on. The week that runs until %(last)s keeps its own."
        )
        when = said % {"day": long_full_day(edge), "last": long_full_day(running.last)}
    return [
        when,
        _("It is the card of everybody who was given none.") if one.is_default else "",
        has_it(one.people),
        _("Cards that are closed never change. A new name holds at once."),
        _("Targets are no part of it. Each person has their own, on the page of goals."),
    ]


def has_it(people: int) -> str:
    if not people:
        return _("Nobody has it now.")
    said = ngettext("%(people)s person has it now.", "%(people)s people have it now.", people)
    return said % {"people": people}


def said_of_change(begins: date | None) -> str:
    if begins is None:
        return _("Saved. It scores what it scores now.")
    if begins == BEGINNING:
        return _("Saved. It holds from the beginning.")
    return _("Planned. It holds from %(day)s on.") % {"day": long_full_day(begins)}


@require_POST
def adopt(request: Any, role: str) -> HttpResponse:
    """Take a card for a role from the library."""
    editors_only(request)
    if role not in SEEDS:
        raise Http404
    try:
        made = services.adopt_template(role=role, by=request.membership, now=request.now)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(link(request.organization, "scorecards:templates"))
    return told(request, made, _("“%(name)s” is ready. Give it to somebody.") % {"name": made.name})


@require_POST
def keep(request: Any, pk: int) -> HttpResponse:
    """What was planned does not happen."""
    return done(request, pk, services.take_back_version, _("It stays as it is."))


@require_POST
def retire(request: Any, pk: int) -> HttpResponse:
    return done(request, pk, services.retire_template, _("It is offered no more. Its past stays."))


@require_POST
def restore(request: Any, pk: int) -> HttpResponse:
    return done(request, pk, services.restore_template, _("It is back."))


def done(request: Any, pk: int, act: Callable[..., object], said: str) -> HttpResponse:
    editors_only(request)
    one = find(request, pk)
    try:
        act(template=one, by=request.membership, now=request.now)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(page_of(request, one))
    return told(request, one, said)


def told(request: Any, one: CardTemplate, said: str) -> HttpResponse:
    """Say what was done, with the way back."""
    event = last_change(one)
    undo = f"undo:{link(request.organization, 'scorecards:undo_template', pk=event.pk)}" if event else ""
    messages.success(request, said, extra_tags=undo)
    return redirect(page_of(request, one))


def page_of(request: Any, one: CardTemplate) -> str:
    return link(request.organization, "scorecards:template", pk=one.pk)


def find(request: Any, pk: int) -> CardTemplate:
    return get_object_or_404(CardTemplate.objects.visible_to(request.membership), pk=pk)


def editors_only(request: Any) -> None:
    if not can_edit_templates(request.membership):
        raise PermissionDenied
