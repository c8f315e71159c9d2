"""Pages of the playbook: the plays, one play, its versions, what changed, writing and publishing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organizations.links import link
from organizations.refusals import REFUSED, sent, show_refusal
from playbooks import services
from playbooks.changes import changes as changes_between
from playbooks.forms import EditForm, PlayForm
from playbooks.markdown import count_words, safe_html, version_html
from playbooks.models import Play, PlayVersion
from playbooks.permissions import can_publish_plays, can_write_plays

FEW_WORDS = 250


def find(request: Any, slug: str) -> Play:
    visible = Play.objects.visible_to(request.membership).with_newest()
    return get_object_or_404(visible, slug=slug)


def find_version(request: Any, play: Play, number: int) -> PlayVersion:
    return get_object_or_404(versions_of(request, play), number=number)


def versions_of(request: Any, play: Play) -> QuerySet[PlayVersion]:
    visible = PlayVersion.objects.visible_to(request.membership).filter(play=play)
    return visible.select_related("author", "play")


def must_write(request: Any) -> None:
    if not can_write_plays(request.membership):
        raise PermissionDenied


def to_play(request: Any, play: Play) -> HttpResponse:
    return redirect(link(request.organization, "playbooks:play", slug=play.slug))


@require_GET
def plays(request: Any) -> HttpResponse:
    """The published plays by title; for those who write also the drafts and what is archived."""
    words = request.GET.get("q", "").strip()[:100]
    found = Play.objects.visible_to(request.membership).with_newest().about(words)
    writes = can_write_plays(request.membership)
    context = {
        "words": words,
        "published": list(found.published()),
        "drafts": list(found.drafts()),
        "archived": list(found.archived()) if writes else [],
        "may_write": writes,
    }
    return render(request, "playbooks/plays.html", context)


@require_GET
def play(request: Any, slug: str) -> HttpResponse:
    """What readers see, and for those who write the versions behind it."""
    found = find(request, slug)
    versions = list(versions_of(request, found))
    shown = found.live or versions[0]
    context = {
        "play": found,
        "version": shown,
        "html": version_html(shown.pk, shown.body),
        "versions": with_previous(versions),
        "newest": versions[0] if versions else shown,
        "may_write": can_write_plays(request.membership),
        "may_publish": can_publish_plays(request.membership),
    }
    return render(request, "playbooks/play.html", context)


def with_previous(versions: list[PlayVersion]) -> list[tuple[PlayVersion, int]]:
    """Each with the number of the version before it, 0 for the first that the reader may see."""
    before = [version.number for version in versions[1:]] + [0]
    return list(zip(versions, before, strict=True))


@require_GET
def version(request: Any, slug: str, number: int) -> HttpResponse:
    """One version as it was saved."""
    found = find(request, slug)
    shown = find_version(request, found, number)
    context = {
        "play": found,
        "version": shown,
        "html": version_html(shown.pk, shown.body),
        "may_publish": can_publish_plays(request.membership) and found.archived_at is None,
        "is_live": found.live_id == shown.pk,
    }
    return render(request, "playbooks/version.html", context)


@require_GET
def changes(request: Any, slug: str, older: int, newer: int) -> HttpResponse:
    """What one version has that another has not."""
    found = find(request, slug)
    before, after = find_version(request, found, older), find_version(request, found, newer)
    context = {
        "play": found,
        "before": before,
        "after": after,
        "lines": changes_between(before.body, after.body),
    }
    return render(request, "playbooks/changes.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    must_write(request)
    form = PlayForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            written = services.write_play(**form.cleaned_data, by=request.membership, now=request.now)
            messages.success(request, _("Saved as a draft. Publish it when it is ready."))
            return to_play(request, written)
        except ValidationError as error:
            show_refusal(form, error)
    return write_page(request, form, None, None)


@require_http_methods(["GET", "POST"])
def edit(request: Any, slug: str) -> HttpResponse:
    """Write the next version. If somebody saved one meanwhile, theirs stands beside what was typed."""
    found = find(request, slug)
    must_write(request)
    newest = versions_of(request, found)[0]
    form = EditForm(sent(request), initial=as_written(found, newest))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_version(
                play=found, **form.cleaned_data, by=request.membership, now=request.now
            )
            messages.success(
                request,
                _("Version %(number)s is saved. Readers see it once it is published.")
                % {"number": saved.number},
            )
            return to_play(request, found)
        except ValidationError as error:
            show_refusal(form, error)
            theirs = versions_of(request, found)[0] if form.has_error("body", services.NEWER) else None
    return write_page(request, form, found, theirs)


def as_written(play: Play, newest: PlayVersion) -> dict[str, Any]:
    return {"title": play.title, "situation": play.situation, "body": newest.body, "based_on": newest.number}


def write_page(request: Any, form: PlayForm, play: Play | None, theirs: PlayVersion | None) -> HttpResponse:
    """The form with its preview. Beside a newer version of somebody else, saving builds on that one."""
    if theirs is not None:
        form.data = {**dict(form.data.items()), "based_on": str(theirs.number)}
    text = form["body"].value() or ""
    context = {"form": form, "play": play, "theirs": theirs, **previewed(text)}
    if theirs is not None:
        context["lines"] = changes_between(theirs.body, text)
    return render(request, "playbooks/write.html", context, status=REFUSED if form.is_bound else 200)


def previewed(text: str) -> dict[str, Any]:
    """What `_preview.html` shows."""
    words = count_words(text)
    return {
        "preview": safe_html(text[: services.BODY_LENGTH]),
        "count_of_words": words,
        "long": words > FEW_WORDS,
    }


@require_POST
def preview(request: Any) -> HttpResponse:
    """The text as it will look, while it is written."""
    must_write(request)
    return render(request, "playbooks/_preview.html", previewed(request.POST.get("body", "")))


@require_POST
def publish(request: Any, slug: str) -> HttpResponse:
    found = find(request, slug)
    if not can_publish_plays(request.membership):
        raise PermissionDenied
    number = request.POST.get("number", "")
    chosen = find_version(request, found, int(number) if number.isascii() and number.isdigit() else 0)
    try:
        services.publish(play=found, version=chosen, by=request.membership, now=request.now)
        messages.success(request, _("Readers see version %(number)s now.") % {"number": chosen.number})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return to_play(request, found)


@require_POST
def archive(request: Any, slug: str) -> HttpResponse:
    found = find(request, slug)
    must_write(request)
    services.archive(play=found, by=request.membership, now=request.now)
    undo = link(request.organization, "playbooks:bring_back", slug=found.slug)
    messages.success(
        request, _("“%(title)s” is archived.") % {"title": found.title}, extra_tags=f"undo:{undo}"
    )
    return redirect(link(request.organization, "playbooks:plays"))


@require_POST
def bring_back(request: Any, slug: str) -> HttpResponse:
    found = find(request, slug)
    must_write(request)
    services.bring_back(play=found, by=request.membership, now=request.now)
    return to_play(request, found)
