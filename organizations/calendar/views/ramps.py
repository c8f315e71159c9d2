"""A person's ramp from a template, and the organization's own templates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organizations import services
from organizations.calendar.forms.days import RampStepsForm, RampTemplateForm, steps_in
from organizations.calendar.lookups import day_asked, member_managed, member_seen, rules_only
from organizations.calendar.lookups import ramp_templates as ramp_templates_here
from organizations.calendar.permissions import can_manage_days
from organizations.links import link
from organizations.models import Membership, RampStep, RampTemplate
from organizations.ramps import TEMPLATES, Template, as_template, steps_of
from organizations.refusals import REFUSED, sent, show_refusal


@dataclass(frozen=True)
class Preview:
    """A template laid out from a day on, before it is saved."""

    template: Template
    start: date
    steps: list[tuple[date, Decimal]]


@require_http_methods(["GET", "POST"])
def ramp(request: Any, pk: int) -> HttpResponse:
    """The steps as they are; a template laid out for a look; the steps, changed by hand where wanted."""
    if request.method == "GET":
        return ramp_page(request, member_seen(request, pk))
    member = member_managed(request, pk)
    form = RampStepsForm(request.POST)
    if not form.is_valid():
        return ramp_page(request, member, form)
    steps = steps_in(form)
    services.set_ramp(membership=member, steps=steps, by=request.membership, now=request.now)
    messages.success(request, _("The ramp is set.") if steps else _("The ramp is over: full targets."))
    return redirect(link(request.organization, "organizations:ramp", pk=member.pk))


def ramp_page(request: Any, member: Membership, refused: Any = None) -> HttpResponse:
    templates = ramp_templates_here()
    steps = [
        (one.from_on, one.share) for one in RampStep.objects.filter(membership=member).order_by("from_on")
    ]
    preview = None if refused else preview_of(request, templates)
    shown = preview.steps if preview else steps
    initial = [{"from_on": day, "percent": int(share * 100)} for day, share in shown]
    today = member.today(request.now)
    context = {
        "member": member,
        "is_own": member == request.membership,
        "may_manage": can_manage_days(request.membership, member),
        "steps": steps,
        "now": next((share for day, share in reversed(steps) if day <= today), None),
        "templates": templates,
        "preview": preview,
        "start": preview.start if preview else member.started_on or today,
        "form": refused or RampStepsForm(initial=initial),
    }
    return render(request, "calendar/ramp.html", context, status=REFUSED if refused else 200)


def preview_of(request: Any, templates: list[Template]) -> Preview | None:
    """What ?template=…&start=… lays out; nothing for a template or a day that is not there."""
    chosen = next((one for one in templates if one.key == request.GET.get("template")), None)
    start = day_asked(request.GET.get("start"))
    if chosen is None or start is None:
        return None
    return Preview(chosen, start, list(steps_of(chosen, start).items()))


@require_http_methods(["GET", "POST"])
def ramp_templates(request: Any) -> HttpResponse:
    """The shipped templates, and those of the organization."""
    rules_only(request)
    form = RampTemplateForm(sent(request))
    if form.is_bound and form.is_valid() and saved(request, form):
        messages.success(request, _("The ramp is among the templates."))
        return redirect(link(request.organization, "organizations:ramp_templates"))
    return templates_page(request, form)


@require_http_methods(["GET", "POST"])
def ramp_template(request: Any, pk: int) -> HttpResponse:
    """Change one of the organization's own."""
    rules_only(request)
    template = get_object_or_404(RampTemplate, pk=pk)
    form = RampTemplateForm(sent(request), initial=typed(template))
    if form.is_bound and form.is_valid() and saved(request, form, template):
        messages.success(request, _("Saved. Ramps that were set with it before stay as they are."))
        return redirect(link(request.organization, "organizations:ramp_templates"))
    return templates_page(request, form, template)


@require_POST
def remove_ramp_template(request: Any, pk: int) -> HttpResponse:
    rules_only(request)
    template = get_object_or_404(RampTemplate, pk=pk)
    services.remove_ramp_template(template=template, by=request.membership, now=request.now)
    undo = (
        f"{link(request.organization, 'organizations:bring_back_ramp_template')}?{urlencode(typed(template))}"
    )
    messages.success(
        request,
        _("“%(name)s” is gone. Ramps that were set with it stay.") % {"name": template.name},
        extra_tags=f"undo:{undo}",
    )
    return redirect(link(request.organization, "organizations:ramp_templates"))


@require_POST
def bring_back_ramp_template(request: Any) -> HttpResponse:
    """Undo of removing one: it is added again, as the address of the undo says it was."""
    rules_only(request)
    form = RampTemplateForm(request.GET)
    if form.is_valid() and saved(request, form):
        messages.success(request, _("“%(name)s” is back.") % {"name": form.cleaned_data["name"]})
        return redirect(link(request.organization, "organizations:ramp_templates"))
    return templates_page(request, form)


def typed(template: RampTemplate) -> dict[str, Any]:
    """A template as it is typed into the form."""
    return {
        "name": template.name, "every": template.every, "unit": template.unit,
        "shares": ", ".join(str(share) for share in template.shares),
    }  # fmt: skip


def saved(request: Any, form: RampTemplateForm, template: RampTemplate | None = None) -> bool:
    try:
        services.save_ramp_template(
            template=template, by=request.membership, now=request.now, **form.cleaned_data
        )
    except ValidationError as error:
        show_refusal(form, error)
        return False
    return True


def templates_page(request: Any, form: RampTemplateForm, changed: RampTemplate | None = None) -> HttpResponse:
    context = {
        "form": form,
        "changed": changed,
        "shipped": TEMPLATES,
        "own": [(one, as_template(one)) for one in RampTemplate.objects.all()],
    }
    return render(request, "calendar/ramp_templates.html", context, status=REFUSED if form.is_bound else 200)
