"""Pages inside: who gets whose card, naming somebody, asking again, and ending it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organizations.links import link
from organizations.models import Membership
from organizations.refusals import REFUSED, sent, show_refusal
from scorecards.models import Watch

from . import naming
from .forms import ObserverForm

A_PAGE = 50


@require_http_methods(["GET", "POST"])
def observers(request: Any) -> HttpResponse:
    """Who gets the cards of the people one sees, one's own first; and a form to name somebody."""
    me = request.membership
    form = ObserverForm(
        sent(request), people=people_of(me), initial={"member": first_choice(request)},
        find=link(request.organization, "organizations:find_people"),
    )  # fmt: skip
    if form.is_bound and form.is_valid() and named(request, form):
        return redirect(link(request.organization, "scorecards:observers"))
    seen = Watch.objects.visible_to(me).with_everyone()
    running = seen.running().order_by("member__plain_name", "member", "pk")
    context = {
        "form": form,
        "own": list(running.filter(member=me)),
        "page": Paginator(running.exclude(member=me), A_PAGE).get_page(request.GET.get("page")),
        "over": list(seen.exclude(state__in=Watch.RUNNING).order_by("-over_at", "-pk")[:A_PAGE]),
        "may_name": people_of(me).exists(),
        "only_self": not (me.is_admin or me.leads_any),
    }
    request.looks_at("observers", *(watch.member_id for watch in [*context["page"], *context["over"]]))
    return render(request, "scorecards/observers.html", context, status=REFUSED if form.is_bound else 200)


def people_of(me: Membership) -> Any:
    """Whose observers one may name: one's own, those of the people one leads, and all for admins."""
    people = Membership.objects.present().reps().visible_to(me).select_related("user")
    return people.order_by("plain_name", "pk")


def first_choice(request: Any) -> int | None:
    asked = request.GET.get("of", "")
    if asked.isdecimal() and len(asked) < 19:
        return int(asked)
    return request.membership.pk if request.membership.is_rep else None


def named(request: Any, form: ObserverForm) -> bool:
    try:
        watch = naming.name_observer(**form.cleaned_data, by=request.membership, now=request.now)
    except ValidationError as error:
        show_refusal(form, error)
        return False
    messages.success(request, _("%(name)s is asked by mail.") % {"name": watch.observer.name})
    return True


@require_POST
def end(request: Any, pk: int) -> HttpResponse:
    """No more cards, from now on; an undo takes it back."""
    watch = find(request, pk)
    if naming.end_watch(watch=watch, by=request.membership, now=request.now):
        undo = link(request.organization, "scorecards:restore_watch", pk=pk)
        said = _("%(observer)s gets the card of %(member)s no more.") % naming.both(
            watch.observer, watch.member
        )
        messages.success(request, said, extra_tags=f"undo:{undo}")
    return redirect(link(request.organization, "scorecards:observers"))


@require_POST
def restore(request: Any, pk: int) -> HttpResponse:
    return told(request, pk, naming.take_back_ending, _("It goes on as it was."))


@require_POST
def ask_again(request: Any, pk: int) -> HttpResponse:
    return told(request, pk, naming.ask_again, _("They are asked once more."))


def told(request: Any, pk: int, act: Any, done: str) -> HttpResponse:
    try:
        act(watch=find(request, pk), by=request.membership, now=request.now)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(link(request.organization, "scorecards:observers"))


def find(request: Any, pk: int) -> Watch:
    return get_object_or_404(Watch.objects.visible_to(request.membership).with_everyone(), pk=pk)
