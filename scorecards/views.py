"""Pages of weekly cards."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from organizations import registry
from organizations.links import link
from organizations.models import Membership
from scorecards import services
from scorecards.forms import ReflectionForm
from scorecards.matrix import matrix_of
from scorecards.models import Card, TeamCard
from scorecards.pages import amendments_of, neighbours, rows_of, split_of
from scorecards.permissions import can_acknowledge_card
from scorecards.reading import CardView
from scorecards.team_reading import TeamView

A_QUARTER = 13


@require_GET
def mine(request: Any) -> HttpResponse:
    """The running week as the card would say it now, and the closed ones."""
    return cards_of(request, request.membership)


@require_GET
def person(request: Any, pk: int) -> HttpResponse:
    """The same of somebody whose cards one sees."""
    people = Membership.objects.visible_to(request.membership).reps()
    return cards_of(request, get_object_or_404(people, pk=pk))


def cards_of(request: Any, member: Membership) -> HttpResponse:
    organization = request.organization
    request.looks_at("cards", member.pk)
    today = member.today(request.now)
    week = organization.week_of(today)
    running = None
    if member.is_rep and member.deactivated_at is None:
        facts = services.running_card(member=member, week=week, today=today, organization=organization)
        running = CardView(facts)
    closed = Card.objects.visible_to(request.membership).closed().filter(member=member).order_by("-week_on")
    page = Paginator(closed, A_QUARTER).get_page(request.GET.get("page"))
    context = {
        "member": member, "own": member.pk == request.membership.pk, "week": week, "running": running,
        "rows": rows_of(running, organization, member.pk) if running else [],
        "page": page, "closed": [(card, CardView(card.snapshot)) for card in page],
    }  # fmt: skip
    return render(request, "scorecards/mine.html", context)


@require_GET
def card(request: Any, pk: int) -> HttpResponse:
    found = find(request, pk)
    request.looks_at("card", found.member_id, record=pk)
    return render(request, "scorecards/card.html", card_context(request, found, None))


def card_context(request: Any, found: Card, form: ReflectionForm | None) -> dict[str, Any]:
    view = CardView(found.snapshot)
    before, after = neighbours(found, request.membership)
    split = split_of(view)
    late = found.amendments.select_related("actor").order_by("at", "pk")
    may = can_acknowledge_card(request.membership, found)
    return {
        "card": found, "view": view, "currency": request.organization.currency_on(found.week_on),
        "rows": rows_of(view, request.organization, found.member_id),
        "split": split, "short": sum(part.points for part in split),
        "amendments": amendments_of(found, late), "before": before, "after": after,
        "may_acknowledge": may, "form": form or ReflectionForm(initial={"reflection": found.reflection}),
        "beside": registry.slot("beside a card", request=request, card=found),
    }  # fmt: skip


@require_POST
def acknowledge(request: Any, pk: int) -> HttpResponse:
    """The person has read their card; what they write, their leader reads before the next 1:1."""
    found = find(request, pk)
    if not can_acknowledge_card(request.membership, found):
        raise PermissionDenied
    form = ReflectionForm(request.POST)
    if form.is_valid():
        try:
            services.acknowledge_card(
                card=found, reflection=form.cleaned_data["reflection"], by=request.membership, now=request.now
            )
        except ValidationError as error:
            form.add_error("reflection", error.message_dict["reflection"])
        else:
            messages.success(request, _("Acknowledged. Your leader sees what you wrote."))
            return redirect(link(request.organization, "scorecards:card", pk=pk))
    return render(request, "scorecards/card.html", card_context(request, found, form), status=422)


@require_GET
def team_card(request: Any, pk: int) -> HttpResponse:
    """A team's closed week: exceptions first, then everybody, by name."""
    found = get_object_or_404(TeamCard.objects.visible_to(request.membership).select_related("team"), pk=pk)
    members = [one["member"] for one in found.snapshot["people"]]
    request.looks_at("team_card", *members, record=pk)
    people = Membership.objects.filter(pk__in=members).only("pk", "name", "photo")
    names, photos = ({one.pk: getattr(one, what) for one in people} for what in ("name", "photo"))
    own = TeamCard.objects.filter(team=found.team_id).only("pk", "week_on", "team")
    view = TeamView(found.snapshot, found.team.name, names, reader=request.membership.pk, photos=photos)
    context = {
        "card": found, "view": view, "matrix": matrix_of(view),
        "currency": request.organization.currency_on(found.week_on),
        "before": own.filter(week_on__lt=found.week_on).order_by("-week_on").first(),
        "after": own.filter(week_on__gt=found.week_on).order_by("week_on").first(),
    }  # fmt: skip
    return render(request, "scorecards/team_card.html", context)


def find(request: Any, pk: int) -> Card:
    cards = Card.objects.visible_to(request.membership).closed().select_related("member")
    return get_object_or_404(cards, pk=pk)
