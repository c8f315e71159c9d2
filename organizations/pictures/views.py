"""Choosing one's photo and the organization's logo, and the pictures themselves."""

from collections.abc import Callable
from typing import Any, BinaryIO

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations import services
from organizations.links import link
from organizations.models import Membership, Picture
from organizations.refusals import REFUSED
from organizations.settings.doors import admins_only

from .reading import ACCEPT, CONTENT_TYPE, Drawn, draw_logo, draw_photo

# By itself a picture may do nothing at all, whatever a browser takes it for.
PICTURE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
# The address holds the digest of what is behind it: it never changes, and only its reader's browser keeps it.
KEEP = "private, max-age=31536000, immutable"


class PictureForm(forms.Form):
    """One file. What is wrong with it stands at the field."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "required": gettext_lazy("Choose a picture first."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def __init__(self, *args: Any, draw: Callable[[BinaryIO], Drawn], hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draw = draw
        self.fields["picture"].help_text = hint

    def clean_picture(self) -> Drawn:
        return self.draw(self.cleaned_data["picture"].file)


@require_http_methods(["GET", "POST"])
def your_photo(request: Any) -> HttpResponse:
    me = request.membership
    return picture_page(
        request, of=me, draw=draw_photo, current=me.photo, hub="you", back="photo_back", remove="remove_your_photo",
        hint=_("Take one with your phone, or choose a file: JPEG, PNG or WebP, up to 15 MB."),
        title=_("Your photo"), button=_("Save photo"), done=_("This is how people see you from now on."),
        effects=[
            _("It stands beside your name, from now on, for everybody in %(organization)s and nobody else.")
            % {"organization": request.organization.name},
            _("We cut it square, and keep nothing else of the file: not where it was taken, nor with what."),
            _("Mails have no pictures. What you remove can be put back for a day, then it is deleted."),
        ],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def logo(request: Any) -> HttpResponse:
    admins_only(request)
    return picture_page(
        request, of=None, draw=draw_logo, current=request.organization.logo, hub="settings", back="logo_back",
        remove="remove_logo",
        hint=_("JPEG, PNG or WebP, up to 15 MB. Square ones look best."),
        title=_("Logo"), button=_("Save logo"), done=_("The logo stands on every page from now on."),
        effects=[
            _("It stands beside the name of the organization on every page, from now on, on a white ground."),
            _("Mails have no pictures: mail programs hold them back, and asking for them tells who reads when."),
            _("What you remove can be put back for a day, then it is deleted."),
        ],
    )  # fmt: skip


def picture_page(
    request: Any, *, of: Membership | None, draw: Callable, hint: str, current: str, hub: str, back: str, remove: str,
    done: str, **context: Any,
) -> HttpResponse:  # fmt: skip
    """The picture that there is, and a form for another one; a saved one can be undone."""
    sent = request.method == "POST"
    form = PictureForm(
        request.POST or {} if sent else None, request.FILES if sent else None, draw=draw, hint=hint
    )
    if sent and form.is_valid():
        services.set_picture(
            of=of, drawn=form.cleaned_data["picture"], by=request.membership, now=request.now
        )
        undo = link(request.organization, f"organizations:{back}", digest=current) if current else (
            link(request.organization, f"organizations:{remove}")
        )  # fmt: skip
        messages.success(request, done, extra_tags=f"undo:{undo}")
        return redirect(link(request.organization, f"organizations:{hub}"))
    context |= {
        "form": form, "hub": hub, "back": link(request.organization, f"organizations:{hub}"), "of": of,
        "current": current, "remove": link(request.organization, f"organizations:{remove}"),
    }  # fmt: skip
    return render(request, "settings/picture.html", context, status=REFUSED if sent else 200)


@require_POST
def remove_your_photo(request: Any) -> HttpResponse:
    me = request.membership
    return removed(request, me, me.photo, "your_photo", "photo_back", _("Your photo is removed."))


@require_POST
def remove_logo(request: Any) -> HttpResponse:
    admins_only(request)
    return removed(request, None, request.organization.logo, "logo", "logo_back", _("The logo is removed."))


def removed(
    request: Any, of: Membership | None, digest: str, page: str, back: str, done: str
) -> HttpResponse:
    services.remove_picture(of=of, by=request.membership, now=request.now)
    undo = f"undo:{link(request.organization, f'organizations:{back}', digest=digest)}" if digest else ""
    messages.success(request, done, extra_tags=undo)
    return redirect(link(request.organization, f"organizations:{page}"))


@require_POST
def remove_photo_of(request: Any, pk: int) -> HttpResponse:
    """An admin takes away a photo that should not stand there. It can be put back for a day."""
    member = somebody(request, pk)
    digest = member.photo
    services.remove_picture(of=member, by=request.membership, now=request.now)
    back = link(request.organization, "organizations:photo_of_back", pk=pk, digest=digest) if digest else ""
    messages.success(
        request,
        _("The photo of %(name)s is removed.") % {"name": member.name},
        extra_tags=back and f"undo:{back}",
    )
    return redirect(link(request.organization, "organizations:person", pk=pk))


@require_POST
def photo_of_back(request: Any, pk: int, digest: str) -> HttpResponse:
    return put_back(request, somebody(request, pk), digest, "person", pk=pk)


def somebody(request: Any, pk: int) -> Membership:
    member = get_object_or_404(Membership.objects.visible_to(request.membership), pk=pk)
    admins_only(request)
    return member


@require_POST
def photo_back(request: Any, digest: str) -> HttpResponse:
    return put_back(request, request.membership, digest, "your_photo")


@require_POST
def logo_back(request: Any, digest: str) -> HttpResponse:
    admins_only(request)
    return put_back(request, None, digest, "logo")


def put_back(request: Any, of: Membership | None, digest: str, page: str, **where: int) -> HttpResponse:
    try:
        services.put_picture_back(of=of, digest=digest, by=request.membership, now=request.now)
    except Picture.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("It is back as it was."))
    return redirect(link(request.organization, f"organizations:{page}", **where))


@require_safe
def picture(request: Any, digest: str, size: str) -> HttpResponse:
    """One picture, for any member. A browser that has it already is told so."""
    found = Picture.objects.visible_to(request.membership).filter(digest=digest).values_list(size, flat=True)
    data = found.first()
    if data is None:
        raise Http404
    etag = quote_etag(f"{digest}-{size}")
    answer = HttpResponse(bytes(data), content_type=CONTENT_TYPE)
    unchanged = get_conditional_response(request, etag=etag, response=answer)
    if isinstance(unchanged, HttpResponseNotModified):
        answer = unchanged
    answer["ETag"] = etag
    answer["Cache-Control"] = KEEP
    answer["Content-Disposition"] = f'inline; filename="{size}.webp"'
    answer["Content-Security-Policy"] = PICTURE_POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
