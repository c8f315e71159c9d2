"""Oddities in the log: for who leads alone."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from activities import services
from activities.oddities import Oddity
from activities.oddities import oddities as odd
from activities.permissions import can_put_oddity_aside, can_see_oddities
from organizations.links import link
from organizations.models import Membership


@require_GET
def oddities(request: Any) -> HttpResponse:
    """What is odd in the last two weeks of the people one leads, by person. One's own stands with who leads oneself."""
    me = request.membership
    if not can_see_oddities(me):
        raise PermissionDenied
    people = list(
        Membership.objects.visible_to(me).present().reps().exclude(pk=me.pk).order_by("plain_name", "pk")
    )
    request.looks_at("oddities", *(person.pk for person in people))
    by_member: dict[int, list[Oddity]] = defaultdict(list)
    for one in odd(people, request.now):
        by_member[one.member_id].append(one)
    shown = [{"person": one, "odd": by_member[one.pk]} for one in people if one.pk in by_member]
    return render(request, "activities/oddities.html", {"people": shown})


def person_of(request: Any, pk: int) -> Membership:
    person = get_object_or_404(Membership.objects.visible_to(request.membership), pk=pk)
    if not can_put_oddity_aside(request.membership, person):
        raise PermissionDenied
    return person


def key_in(said: QueryDict) -> str:
    return said.get("key", "").replace("\0", "")[:60]


@require_POST
def put_aside(request: Any, pk: int) -> HttpResponse:
    """Seen, and fine."""
    person, key = person_of(request, pk), key_in(request.POST)
    if key:
        services.put_oddity_aside(member=person, key=key, by=request.membership, now=request.now)
        undo = link(request.organization, "activities:bring_oddity_back", pk=pk)
        messages.success(request, _("Put aside."), extra_tags=f"undo:{undo}?key={key}")
    return redirect(link(request.organization, "activities:oddities"))


@require_POST
def bring_back(request: Any, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    services.bring_oddity_back(member=person, key=key_in(request.GET), by=request.membership, now=request.now)
    return redirect(link(request.organization, "activities:oddities"))
