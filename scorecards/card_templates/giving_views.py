"""Pages of who has which card template, and giving one from a week on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from organizations.links import link
from organizations.models import Event, Membership
from organizations.models.people import MembershipQuerySet
from organizations.refusals import REFUSED, sent, show_refusal
from scorecards import services
from scorecards.models import CardTemplate
from scorecards.permissions import can_edit_templates, can_give_template
from scorecards.services.undoing import GIVING, TEMPLATE, last_giving

from .forms import GiveForm, GiveManyForm, week_words
from .holders import Asked, HoldersForm
from .reading import kinds, next_weeks, people_with_cards, standings, weeks_at, who_have

A_PAGE = 50


@require_http_methods(["GET", "POST"])
def who(request: Any) -> HttpResponse:
    """Everybody one sees who has a card, with the template they have; several are given another one at once."""
    me, organization = request.membership, request.organization
    search = HoldersForm(request.GET, templates=CardTemplate.objects.visible_to(me).in_use())
    asked = search.asks
    page = Paginator(found(request, asked), A_PAGE).get_page(request.GET.get("page"))
    rows = standings(list(page), organization, request.now)
    given = {row.member.pk: row.member for row in rows if row.member and can_give_template(me, row.member)}
    form = None
    if given:
        form = GiveManyForm(sent(request), people=list(given), **choices(request))
        if (
            form.is_bound
            and form.is_valid()
            and gave(request, form, [given[pk] for pk in form.cleaned_data["members"]])
        ):
            return redirect(request.get_full_path())
    elif request.method == "POST":
        raise PermissionDenied
    request.looks_at("card_template", *(member.pk for member in page))
    context = {
        "rows": rows, "page": page, "form": form, "search": search, "asked": asked, "may_give": set(given),
        "ticked": {int(pk) for pk in request.POST.getlist("members") if pk.isdecimal()},
        "default": standings([None], organization, request.now)[0], "may_edit": can_edit_templates(me),
    }  # fmt: skip
    return render(
        request, "scorecards/templates/who.html", context, status=REFUSED if form and form.is_bound else 200
    )


def found(request: Any, asked: Asked) -> MembershipQuerySet:
    """Those who fit what was asked."""
    people = people_with_cards(request.membership).called(asked.words)
    return who_have(people, asked.template, request.organization, request.now) if asked.template else people


@require_http_methods(["GET", "POST"])
def of(request: Any, pk: int) -> HttpResponse:
    """One person's template: what they have, since when, what is planned, and another one from a week on."""
    member = person(request, pk)
    may_give = can_give_template(request.membership, member)
    if request.method == "POST" and not may_give:
        raise PermissionDenied
    request.looks_at("card_template", member.pk)
    row = standings([member], request.organization, request.now)[0]
    wanted = row.planned or row.own
    form = GiveForm(
        sent(request), initial={"template": (wanted and wanted.template_id) or 0}, **choices(request)
    )
    if form.is_bound and form.is_valid() and gave(request, form, [member]):
        return redirect(link(request.organization, "scorecards:template_of", pk=pk))
    context = {"row": row, "member": member, "form": form if may_give else None, **edges(request)}
    return render(request, "scorecards/templates/of.html", context, status=REFUSED if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def default(request: Any) -> HttpResponse:
    """The template of everybody who was given none, from a week on."""
    if not can_edit_templates(request.membership):
        raise PermissionDenied
    row = standings([None], request.organization, request.now)[0]
    wanted = row.planned or row.own
    form = GiveForm(
        sent(request), initial={"template": wanted and wanted.template_id}, **choices(request, own=False)
    )
    if form.is_bound and form.is_valid() and gave(request, form, None):
        return redirect(link(request.organization, "scorecards:templates"))
    context = {"row": row, "member": None, "form": form, **edges(request)}
    return render(request, "scorecards/templates/of.html", context, status=REFUSED if form.is_bound else 200)


def edges(request: Any) -> dict[str, Any]:
    """From when a change can hold."""
    weeks = weeks_at(request.organization, request.now)
    return {"edge": weeks.edge, "first_week": weeks.is_first, "running": weeks.running}


def choices(request: Any, *, own: bool = True) -> dict[str, Any]:
    """What the forms offer: templates in use with what they count, the default for people, and weeks."""
    found = kinds(request.membership, request.organization, request.now)
    used = [one for one in found if one.template.retired_at is None and one.shown]
    now = next((one.template.name for one in found if one.is_default), "") if own else ""
    weeks = next_weeks(request.organization, request.now)
    return {"templates": [(one.template, one.shown) for one in used], "default": now, "weeks": weeks}


def gave(request: Any, form: GiveForm, members: list[Membership] | None) -> bool:
    """None is the default."""
    who = {"by": request.membership, "now": request.now, "from_on": form.cleaned_data["from_on"]}
    try:
        if members is not None:
            begins = services.give_template(template=form.chosen, members=members, **who)
        else:
            assert form.chosen is not None  # the form has no other choice
            begins = services.set_default_template(template=form.chosen, **who)
    except ValidationError as error:
        show_refusal(form, error)
        return False
    said = ngettext(
        "Saved for one person: %(day)s.", "Saved for %(people)s people: %(day)s.", len(members or [0])
    )
    if members is None:
        said = _("Saved for everybody who was given none: %(day)s.")
    tell(request, said % {"people": len(members or []), "day": starts(begins)})
    return True


def starts(begins: Any) -> str:
    words = week_words(begins)
    return _("from %(day)s on") % {"day": words} if begins.year > 1970 else words.lower()


@require_POST
def keep(request: Any, pk: int) -> HttpResponse:
    """What was planned for somebody does not happen."""
    member = person(request, pk)
    if not can_give_template(request.membership, member):
        raise PermissionDenied
    kept(request, member)
    return redirect(link(request.organization, "scorecards:template_of", pk=pk))


@require_POST
def keep_default(request: Any) -> HttpResponse:
    if not can_edit_templates(request.membership):
        raise PermissionDenied
    kept(request, None)
    return redirect(link(request.organization, "scorecards:templates"))


def kept(request: Any, member: Membership | None) -> None:
    if services.take_back_template(member=member, by=request.membership, now=request.now):
        tell(request, _("It stays as it is."))
    else:
        messages.warning(request, _("Nothing is planned here any more."))


def tell(request: Any, said: str) -> None:
    """With the way back."""
    event = last_giving()
    undo = f"undo:{link(request.organization, 'scorecards:undo_template', pk=event.pk)}" if event else ""
    messages.success(request, said, extra_tags=undo)


@require_POST
def undo(request: Any, pk: int) -> HttpResponse:
    """Put back what one did last about a template; admins also what others did."""
    event = (
        Event.objects.visible_to(request.membership).filter(pk=pk, verb__startswith="card_template_").first()
    )
    if event is None or not may_undo(request.membership, event):
        raise Http404
    try:
        services.undo_template_event(event=event, by=request.membership, now=request.now)
        messages.success(request, _("It is as it was before."))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    if event.subject_type == TEMPLATE and not event.data.get("members"):
        there = CardTemplate.objects.filter(pk=event.subject_id or 0).exists()
        if there:
            return redirect(link(request.organization, "scorecards:template", pk=event.subject_id))
    return redirect(link(request.organization, "scorecards:template_holders"))


def may_undo(me: Membership, event: Event) -> bool:
    """Whoever may still do it may undo it."""
    if me.is_admin:
        return True
    if event.verb not in GIVING or event.data.get("is_default"):
        return False
    asked = set(event.data.get("members", [event.subject_id]))
    people = [one for one in people_with_cards(me).filter(pk__in=asked) if can_give_template(me, one)]
    return {one.pk for one in people} == asked


def person(request: Any, pk: int) -> Membership:
    return get_object_or_404(people_with_cards(request.membership), pk=pk)
