"""Settings of the organization, for its admins."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organizations import services
from organizations.hubs import SETTINGS, sections
from organizations.refusals import sent

from .doors import admins_only, form_page
from .forms import MostReports, OrganizationName, SecondFactor


@require_GET
def settings(request: Any) -> HttpResponse:
    """What is set for the whole organization, a line for each, and where it is changed."""
    admins_only(request)
    context = {
        "title": _("Settings"),
        "verdict": _("What holds for everyone here."),
        "lede": _("Each page says what a change does, and from when."),
        "sections": sections(SETTINGS, request),
    }
    return render(request, "settings/hub.html", context)


@require_http_methods(["GET", "POST"])
def name(request: Any) -> HttpResponse:
    admins_only(request)
    organization = request.organization
    form = OrganizationName(sent(request), initial={"name": organization.name})
    return form_page(
        request,
        form,
        lambda data: services.rename_organization(
            organization=organization, name=data["name"], by=request.membership, now=request.now
        ),
        back="settings",
        done=_("The name is changed."),
        title=_("Name"),
        button=_("Save name"),
        effects=[
            _(
                "It stands on every page and in every mail, from now on. Mails that were sent keep the old one."
            ),
            _("The address /o/%(slug)s/ stays, so that no link breaks.") % {"slug": organization.slug},
        ],
    )


@require_http_methods(["GET", "POST"])
def second_factor(request: Any) -> HttpResponse:
    admins_only(request)
    organization = request.organization
    form = SecondFactor(sent(request), initial={"required": organization.second_factor_required})
    return form_page(
        request,
        form,
        lambda data: services.require_second_factor(
            organization=organization, required=data["required"], by=request.membership, now=request.now
        ),
        back="settings",
        done=_("The rule is saved."),
        title=_("Second factor"),
        button=_("Save rule"),
        effects=[
            _("It holds from everybody’s next page on: who has none is led through setting one up, you too."),
            _("Tokens of the API are not asked for one."),
        ],
    )


@require_http_methods(["GET", "POST"])
def most_reports(request: Any) -> HttpResponse:
    admins_only(request)
    organization = request.organization
    form = MostReports(sent(request), initial={"most_reports": organization.most_reports})
    return form_page(
        request,
        form,
        lambda data: services.set_most_reports(
            organization=organization, most=data["most_reports"], by=request.membership, now=request.now
        ),
        back="settings",
        done=_("The number is saved."),
        title=_("People for each leader"),
        button=_("Save number"),
        effects=[
            _("A leader with more people is said on your home and on theirs, from now on. Nobody is moved."),
            _("Counted are the people in the teams of a leader, and who leads the teams right below."),
        ],
    )
