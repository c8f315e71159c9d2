"""A person's own settings."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organizations import services
from organizations.hubs import YOU, sections
from organizations.languages import complete_languages, language_of
from organizations.refusals import sent

from .doors import form_page
from .forms import OwnLook, OwnName, OwnZone

A_YEAR = 31_536_000


@require_GET
def you(request: Any) -> HttpResponse:
    """What a person has set for themselves, a line for each, and where it is changed."""
    context = {
        "title": _("You"),
        "verdict": request.membership.name,
        "lede": request.user.email,
        "sections": sections(YOU, request),
    }
    return render(request, "settings/you.html", context)


@require_http_methods(["GET", "POST"])
def your_name(request: Any) -> HttpResponse:
    me = request.membership
    form = OwnName(sent(request), initial={"name": me.name})
    return form_page(
        request,
        form,
        lambda data: services.rename_member(membership=me, name=data["name"], by=me, now=request.now),
        back="you",
        done=_("Your name is changed."),
        title=_("Your name"),
        button=_("Save name"),
        effects=[
            _("This is how people of %(organization)s see you, from now on: on cards, in 1:1s and in mails.")
            % {"organization": request.organization.name},
            _(
                "Cards that are closed are shown with the new name too; mails that were sent keep the old one."
            ),
        ],
    )


@require_http_methods(["GET", "POST"])
def your_zone(request: Any) -> HttpResponse:
    me = request.membership
    form = OwnZone(sent(request), initial={"zone": me.zone})
    return form_page(
        request,
        form,
        lambda data: services.move_member_to_zone(membership=me, zone=data["zone"], by=me, now=request.now),
        back="you",
        done=_("Your time zone is changed."),
        title=_("Your time zone"),
        button=_("Save time zone"),
        effects=[
            _(
                "From now on, what you log belongs to the date on a clock there. What is logged keeps its day."
            ),
            _("Your week closes, and its mail comes, at the usual hour there."),
        ],
    )


@require_http_methods(["GET", "POST"])
def your_look(request: Any) -> HttpResponse:
    me = request.membership
    form = OwnLook(sent(request), initial={"theme": me.theme, "language": language_of(me)})
    answer = form_page(
        request,
        form,
        lambda data: services.choose_look(membership=me, by=me, now=request.now, **data),
        back="you",
        done=_("This is how you see it from now on."),
        template="settings/look.html",
        title=_("Language and look"),
        button=_("Save choice"),
        languages=complete_languages(),
        language=translation.get_language_info(language_of(me))["name_local"],
    )
    if answer.status_code == 302:
        keep_for_signed_out(answer, me.theme)
    return answer


def keep_for_signed_out(answer: HttpResponse, theme: str) -> None:
    """This device shows the sign-in page in the same light. A script may change it, so it must be readable."""
    answer.set_cookie("theme", theme, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS, httponly=False)
