"""Notes of a 1:1: writing one on its page, changing one's own."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from coaching import services
from coaching.forms import NoteForm
from coaching.models import Note
from coaching.permissions import can_edit_note
from coaching.views.one_on_ones import agenda_page, find, to_page
from organizations.refusals import REFUSED, sent, show_refusal


@require_POST
def add(request: Any, pk: int) -> HttpResponse:
    talk = find(request, pk)
    form = NoteForm(request.POST, prefix="note")
    if form.is_valid():
        try:
            services.add_note(
                one_on_one=talk, body=form.cleaned_data["body"], is_shared=form.cleaned_data["is_shared"],
                by=request.membership, now=request.now,
            )  # fmt: skip
            return to_page(request, talk)
        except ValidationError as error:
            show_refusal(form, error)
    return agenda_page(request, talk, REFUSED, note=form)


@require_http_methods(["GET", "POST"])
def edit(request: Any, pk: int) -> HttpResponse:
    notes = Note.objects.visible_to(request.membership).select_related(
        "one_on_one__leader", "one_on_one__rep"
    )
    note = get_object_or_404(notes, pk=pk)
    if not can_edit_note(request.membership, note):
        raise PermissionDenied
    form = NoteForm(sent(request), initial={"body": note.body, "is_shared": note.is_shared})
    if request.method == "POST" and form.is_valid() and edited(request, note, form):
        return to_page(request, note.one_on_one)
    status = REFUSED if form.is_bound else 200
    return render(request, "coaching/note.html", {"form": form, "note": note}, status=status)


def edited(request: Any, note: Note, form: NoteForm) -> bool:
    try:
        services.edit_note(
            note=note, body=form.cleaned_data["body"], is_shared=form.cleaned_data["is_shared"],
            by=request.membership, now=request.now,
        )  # fmt: skip
    except ValidationError as error:
        show_refusal(form, error)
        return False
    return True
