"""Commitments: the rep's list, promising in a talk or alone, and deciding what became of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching import services
from coaching.agenda import agenda
from coaching.forms import CarryForm, CommitmentForm, DecideForm, DropForm, SettleForm
from coaching.models import Commitment, OneOnOne
from coaching.overview import open_promises
from coaching.permissions import can_decide_commitment
from coaching.promises import kept_lately, row
from coaching.views.one_on_ones import agenda_page, find, side, to_page
from organizations.links import link
from organizations.refusals import REFUSED, sent, show_refusal


@require_http_methods(["GET", "POST"])
def commitments(request: Any) -> HttpResponse:
    """What I promised, what was promised to me, and what became of it; promising something alone."""
    form = CommitmentForm(sent(request), prefix="mine")
    if request.method == "POST" and form.is_valid() and promised(request, form):
        return redirect(link(request.organization, "coaching:commitments"))
    return render(
        request, "coaching/commitments.html", listed(request, form), status=REFUSED if form.is_bound else 200
    )


def listed(request: Any, form: CommitmentForm) -> dict[str, Any]:
    me, today = request.membership, request.membership.today(request.now)
    to_me = list(Commitment.objects.filter(witness=me).unsettled().with_people().order_by("due_on", "pk"))
    request.looks_at("promises", *(commitment.member_id for commitment in to_me))
    decided = Commitment.objects.filter(member=me).exclude(state=Commitment.OPEN).with_people()
    return {
        "form": form,
        "mine": open_promises(me, now=request.now),
        "to_me": [row(commitment, me=me, today=today) for commitment in to_me],
        "decided": [row(one, me=me, today=today) for one in decided.order_by("-decided_at", "-pk")[:20]],
        "kept": kept_lately(me, request.now),
    }


def promised(request: Any, form: CommitmentForm, **where: Any) -> Commitment | None:
    """One promise of the form; None where it was refused, with the reason on the form."""
    try:
        member = where.pop("member", request.membership)
        return services.make_commitment(
            member=member, **form.cleaned_data, **where, by=request.membership, now=request.now
        )
    except ValidationError as error:
        show_refusal(form, error)
        return None


@require_POST
def commit(request: Any, pk: int) -> HttpResponse:
    """A promise made in a talk, by the leader or by the rep: whoever of them types it."""
    talk = find(request, pk)
    who = "leader" if request.POST.get("who") == "leader" else "rep"
    member, witness = (talk.leader, talk.rep) if who == "leader" else (talk.rep, talk.leader)
    form = CommitmentForm(request.POST, prefix=who)
    done = form.is_valid() and promised(request, form, member=member, witness=witness, one_on_one=talk)
    if request.htmx:
        return commit_fragment(request, talk, who, None if done else form)
    return to_page(request, talk) if done else agenda_page(request, talk, REFUSED, **{who: form})


def commit_fragment(request: Any, talk: OneOnOne, who: str, refused: CommitmentForm | None) -> HttpResponse:
    view = agenda(talk, me=request.membership, now=request.now)
    context = {"side": side(view, "path" if who == "leader" else "commit", refused)}
    return render(request, "coaching/_commit.html", context, status=REFUSED if refused else 200)


def find_to_decide(request: Any, pk: int) -> Commitment:
    visible = Commitment.objects.visible_to(request.membership).with_people().select_related("one_on_one")
    commitment = get_object_or_404(visible, pk=pk)
    if not can_decide_commitment(request.membership, commitment):
        raise PermissionDenied
    return commitment


@require_POST
def decide(request: Any, pk: int) -> HttpResponse:
    """Kept, missed, or open again."""
    commitment = find_to_decide(request, pk)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return answer(request, commitment, decide=form)
    who = {"commitment": commitment, "by": request.membership, "now": request.now}
    try:
        if form.cleaned_data["state"] == Commitment.OPEN:
            services.reopen_commitment(**who)
        else:
            services.decide_commitment(**who, kept=form.cleaned_data["state"] == Commitment.KEPT)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return answer(request, commitment)


@require_POST
def carry(request: Any, pk: int) -> HttpResponse:
    commitment = find_to_decide(request, pk)
    form = CarryForm(request.POST, prefix=f"c{pk}-carry")
    return change(
        request, commitment, form, services.carry_commitment, "carry", optional=commitment.carried > 0
    )


@require_POST
def drop(request: Any, pk: int) -> HttpResponse:
    form = DropForm(request.POST, prefix=f"c{pk}-drop")
    return change(request, find_to_decide(request, pk), form, services.drop_commitment, "drop")


@require_POST
def settle(request: Any, pk: int) -> HttpResponse:
    commitment = find_to_decide(request, pk)
    form = SettleForm(request.POST, prefix=f"c{pk}-settle", commitment=commitment)
    return change(request, commitment, form, services.settle_commitment, "settle")


def change(
    request: Any, commitment: Commitment, form: BaseForm, service: Any, name: str, optional: bool = False
) -> HttpResponse:
    """Validate, call, and answer with the row; refused: with the form as it was typed."""
    if optional:
        form.fields["due_on"].required = False
    if form.is_valid():
        try:
            service(commitment=commitment, **form.cleaned_data, by=request.membership, now=request.now)
            return answer(request, commitment)
        except ValidationError as error:
            show_refusal(form, error)
    return answer(request, commitment, **{name: form})


def answer(request: Any, commitment: Commitment, **refused: Any) -> HttpResponse:
    """The row for htmx; without it back to where the row stood, or the row's own page if refused."""
    back = place_of(request, commitment)
    today = request.membership.today(request.now)
    shown = row(commitment, me=request.membership, today=today, back=back, **refused)
    status = REFUSED if refused else 200
    if request.htmx:
        return render(request, "coaching/_commitment.html", {"row": shown}, status=status)
    if refused:
        return render(request, "coaching/commitment.html", {"row": shown}, status=status)
    return redirect(back_to(request, back))


def place_of(request: Any, commitment: Commitment) -> int:
    """The 1:1 on whose page the row stood, 0 for the list."""
    back = request.POST.get("back", "")
    return int(back) if back.isascii() and back.isdigit() and len(back) < 19 else 0


def back_to(request: Any, back: int) -> str:
    if back and OneOnOne.objects.visible_to(request.membership).filter(pk=back).exists():
        return link(request.organization, "coaching:one_on_one", pk=back)
    return link(request.organization, "coaching:commitments")


@require_GET
def commitment(request: Any, pk: int) -> HttpResponse:
    """One promise by itself, for links from cards and mails."""
    visible = Commitment.objects.visible_to(request.membership).with_people()
    found = get_object_or_404(visible, pk=pk)
    request.looks_at("promise", found.member_id, record=pk)
    shown = row(found, me=request.membership, today=request.membership.today(request.now), alone=True)
    return render(request, "coaching/commitment.html", {"row": shown})
