"""The gallery of every part of a page, with made-up people: /design/, for those who build the product."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from salesleader.templatetags.icons import ICONS

COLOURS = [
    ("ink", "ink"), ("ink-2", "ink 2"), ("ink-3", "ink 3"), ("accent", "accent"),
    ("good", "on track"), ("watch", "watch"), ("off", "behind"),
    ("paper", "paper"), ("surface", "surface"), ("sunken", "sunken"), ("accent-wash", "accent wash"),
    ("good-wash", "on track wash"), ("watch-wash", "watch wash"), ("off-wash", "behind wash"),
]  # fmt: skip
SIZES = [
    ("5xl", "76, the one figure"), ("4xl", "44, second figure"), ("3xl", "32, verdict"),
    ("2xl", "26, verdict on phone"),
    ("xl", "20, section figure"), ("lg", "17, list title"), ("md", "15, body"), ("sm", "13, hint and arithmetic"),
    ("xs", "12, table head"), ("2xs", "11, chart ticks only"),
]  # fmt: skip
SCORES: list[int | None] = [101, 98, 104, 97, 99, None, 103, 100, 96, 93, 91, 88, 78]


def state_of(score: int | None) -> str:
    if score is None:
        return "none"
    return "good" if score >= 95 else "watch" if score >= 80 else "off"


def thirteen(scores: list[int | None]) -> list[dict[str, Any]]:
    return [
        {"label": str(34 + at), "value": score, "state": state_of(score), "away": score is None}
        for at, score in enumerate(scores)
    ]


CARD = [
    # metric, actual, target, arithmetic, state, points, weight, weeks
    ("Attempts", 84, 80, "100 × 4 of 5 days", "good", "15.8", 15,
     [78, 82, 72, 76, 74, None, 80, 70, 78, 82, 76, 80, 84]),
    ("Conversations", 9, 16, "20 × 4 of 5 days", "off", "14.1", 25,
     [17, 15, 16, 16, 15, None, 17, 16, 14, 13, 12, 11, 9]),
    ("Meetings booked", 2, 4, "5 × 4 of 5 days", "off", "12.5", 25,
     [4, 4, 5, 3, 4, None, 4, 4, 3, 3, 3, 3, 2]),
    ("Meetings held", 4, 4, "5 × 4 of 5 days", "good", "25.0", 25,
     [4, 3, 4, 4, 4, None, 5, 4, 4, 4, 3, 4, 4]),
    ("New names", Decimal("14"), Decimal("5.6"), "7 × 4 of 5 days", "good", "12.0", 10,
     [5, 6, 5, 7, 6, None, 5, 8, 7, 6, 5, 6, 14]),
]  # fmt: skip
PEOPLE: list[tuple[str, list[tuple[int, str]], int, int, list[int | None]]] = [
    ("Hugo Laurent", [(0, "off"), (0, "off"), (0, "off")], 0, 60,
     [96, 97, 98, 92, 90, 93, 91, 89, 88, 86, 79, 72, 60]),
    ("Elin Sjöberg", [(21, "off"), (7, "watch"), (2, "good")], 4, 81,
     [101, 99, 102, 98, 97, 96, 99, 100, 96, 93, 90, 86, 81]),
    ("Anna Vesely", [(37, "watch"), (5, "off"), (2, "good")], 7, 78, SCORES),
    ("Chidi Okafor", [(44, "good"), (9, "good"), (3, "good")], 9, 102,
     [95, 97, 96, 99, 98, 101, 97, 96, 99, 98, 100, 103, 102]),
    ("Grace Kim", [(41, "good"), (12, "good"), (2, "good")], 6, 108,
     [99, 101, 98, 102, 103, 104, 99, 103, 105, 104, 101, 107, 108]),
]  # fmt: skip
MATTERS = [("none", "No answer"), ("voicemail", "Left voicemail"), ("later", "Talked, call back"),
           ("info", "Talked, send info"), ("booked", "Meeting booked"), ("refer", "Referred me")]  # fmt: skip
MATTER_ICONS = {"none": "phone-off", "voicemail": "voicemail", "later": "phone-back", "info": "send",
                "booked": "calendar", "refer": "refer"}  # fmt: skip


WRONG = {"wrong-promise": "More referrals", "wrong-name": "Anna Vesely", "wrong-team": "north"}


class Promise(forms.Form):
    """One of every control; the second copy on the page is wrong on purpose."""

    name = forms.CharField(label="Name", help_text="As people say it on the phone.")
    promise = forms.CharField(label="What do you promise?", widget=forms.Textarea(attrs={"rows": 2}))
    many = forms.DecimalField(label="How many a week", min_value=1, required=False)
    by = forms.DateField(label="By when")
    team = forms.ChoiceField(
        label="Team", choices=[("north", "North"), ("west", "North-West"), ("south", "South")]
    )
    told = forms.BooleanField(
        label="Tell Ruth when it is done", required=False, help_text="One mail, on the day."
    )

    def clean_promise(self) -> str:
        if not any(letter.isdigit() for letter in self.cleaned_data["promise"]):
            raise forms.ValidationError("Say how many, and by when. “More” cannot be kept or missed.")
        return self.cleaned_data["promise"]


class Call(forms.Form):
    outcome = forms.ChoiceField(
        label="What happened?", choices=MATTERS, widget=forms.RadioSelect, initial="later"
    )
    when = forms.ChoiceField(
        label="When do you call back?", widget=forms.RadioSelect, initial="mon",
        choices=[("thu", "Thu 19"), ("mon", "Mon 23"), ("wed", "Wed 25"), ("day", "Pick day")],
    )  # fmt: skip
    view = forms.ChoiceField(
        label="Whose numbers", widget=forms.RadioSelect, initial="own",
        choices=[("own", "Own"), ("team", "Team"), ("below", "Teams below")],
    )  # fmt: skip
    days = forms.MultipleChoiceField(
        label="Working days", widget=forms.CheckboxSelectMultiple, initial=["mon", "tue", "wed", "thu"],
        choices=[("mon", "Mon"), ("tue", "Tue"), ("wed", "Wed"), ("thu", "Thu"), ("fri", "Fri")],
        help_text="Targets are spread over these days only.",
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="Why was it lost?", widget=forms.RadioSelect, initial="time",
        choices=[("price", "Price, and nothing else"), ("time", "Bad timing, ask again next season"),
                 ("fit", "Does not fit what they need")],
    )  # fmt: skip


def gallery(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Saved: no answer, Tom Healy", extra_tags="undo:/design/")
    return render(request, "design/gallery.html", shown())


def shown() -> dict[str, Any]:
    return {
        **places(),
        "colours": COLOURS,
        "sizes": SIZES,
        "icons": sorted(ICONS),
        "weeks": thirteen(SCORES),
        "booked": [{"label": str(34 + at), "value": value, "target": 4, "away": value is None,
                    "state": state_of(value * 25 if value else None)} for at, value in enumerate(CARD[2][7])],
        "card": [dict(zip(("name", "actual", "target", "sum", "state", "points", "weight", "weeks"), line, strict=True))
                 for line in CARD],
        "people": [{"name": name, "cells": cells, "today": today, "score": score, "state": state_of(score),
                    "weeks": thirteen(scores)} for name, cells, today, score, scores in PEOPLE],
        "fresh": Promise(prefix="fresh"),
        "wrong": Promise(WRONG, prefix="wrong"),
        "call": Call(prefix="call"),
        "shown": Call(prefix="shown"),
        "matter_icons": MATTER_ICONS,
        "pages": Paginator(range(240), 50).page(2),
        "monday": date(2026, 11, 9),
        "closed_at": datetime(2026, 11, 16, 6, 0, tzinfo=ZoneInfo("UTC")),
    }  # fmt: skip


def places() -> dict[str, Any]:
    """What the context processor gives a member: the gallery shows the frame, whoever looks."""
    names = [("today", "Today", "today"), ("card", "My card", "card"), ("team", "Team", "users"),
             ("talks", "1:1s", "talk"),
             ("goals", "Goals", "goal"), ("customers", "Customers", "building"), ("playbook", "Playbook", "book"),
    ]  # fmt: skip
    nav = [
        {"key": key, "label": label, "icon": icon, "href": f"#{key}", "current": key == "card",
         "count": 3 if key == "team" else 0}
        for key, label, icon in names
    ]  # fmt: skip
    log = {"key": "log", "label": "Log", "icon": "plus", "href": "#log", "current": False, "count": 0}
    more = {"key": "more", "label": "More", "icon": "menu", "href": "#more", "current": False, "count": 0}
    return {
        "me": SimpleNamespace(id=1, name="Anna Vesely", is_admin=False, is_rep=True, leads_any=False),
        "organization": SimpleNamespace(name="North Bakery Supply", slug="north"),
        "nav": nav,
        "bottom_nav": [nav[0], nav[1], log, nav[2], more],
    }
