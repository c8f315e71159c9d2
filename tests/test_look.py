"""What a page is made of: figures and dates in words, parts with a text alternative, colours that can be read."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template, engines

from salesleader.templatetags import drawing, figures
from salesleader.templatetags.look import by_key, initials, undo_of

ROOT = Path(__file__).resolve().parent.parent
TOKENS = (ROOT / "frontend/css/tokens.css").read_text()
NBSP = "\u00a0"


def draw(source: str, **context) -> str:
    return engines["django"].from_string(source).render(context).strip()


# --- Figures


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (2480, "2,480"),
        (Decimal("2.5"), "3"),
        (Decimal("3.5"), "4"),
        (-20000, "−20,000"),
        (None, "no data"),
    ],
)
def test_a_count_is_whole_and_rounded_half_up(value, text):
    assert figures.count(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("5.60"), "5.6"),
        (Decimal(100), "100"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("20.5"), "20.5"),
        (Decimal("-0.0"), "0"),
        (Fraction(28, 5), "5.6"),
        (Fraction(400, 7), "57.14"),
        (0.1, "0.1"),
        (Decimal("-1234.25"), "−1,234.25"),
        (None, "no data"),
    ],
)
def test_a_number_is_exact_and_has_no_zeros_at_its_end(value, text):
    assert figures.number(value) == text


def test_a_number_can_be_held_to_so_many_decimals():
    assert figures.number(Decimal("2.345"), 2) == "2.35"
    assert figures.number(Decimal("2.999"), 1) == "3"


@pytest.mark.parametrize(
    ("ratio", "text"),
    [(Decimal("0.874"), "87%"), (Decimal("0.875"), "88%"), (Fraction(9, 4), "225%"), (0, "0%")],
)
def test_a_share_is_a_whole_percent(ratio, text):
    assert figures.percent(ratio) == text


def test_points_keep_one_decimal():
    assert figures.points(25) == "25.0"
    assert figures.points(Decimal("14.0625")) == "14.1"


def test_a_difference_shows_its_sign_and_nothing_has_none():
    assert [figures.signed(value) for value in (Decimal("3.5"), -45, 0)] == ["+3.5", "−45", "0"]


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (12500, "EUR", "€12,500"),
        (Decimal("99.5"), "USD", "$99.50"),
        (-20000, "EUR", "−€20,000"),
        (Decimal("1234.5"), "JPY", "¥1,235"),
        (Decimal("99.5"), "CHF", f"CHF{NBSP}99.50"),
        (Decimal("0.125"), "EUR", "€0.13"),
        (Decimal("-0.001"), "EUR", "€0"),
        (None, "EUR", "no data"),
    ],
)
def test_money_wears_its_currency_and_cents_only_where_there_are_any(amount, currency, text):
    assert figures.money(amount, currency) == text


def test_a_count_can_carry_its_noun():
    assert figures.many(1, "call,calls") == f"1{NBSP}call"
    assert figures.many(2480, "call,calls") == f"2,480{NBSP}calls"
    assert [figures.times(n) for n in (0, 1, 2, 3)] == ["never", "once", "twice", f"3{NBSP}times"]


# --- Days


def test_days_are_written_with_their_weekday():
    assert figures.day(date(2026, 11, 16)) == "Mon 16 Nov"
    assert figures.day_long(date(2026, 11, 6)) == "Friday 6 November"
    assert figures.day_year(date(2026, 11, 6)) == "6 November 2026"


def test_instants_are_written_in_the_zone_of_the_reader(settings):
    from django.utils import timezone

    with timezone.override("Australia/Sydney"):
        assert figures.moment(datetime(2026, 11, 15, 19, 0, tzinfo=UTC)) == "Mon 16 Nov, 06:00"
        assert figures.day(datetime(2026, 11, 15, 19, 0, tzinfo=UTC)) == "Mon 16 Nov"


@pytest.mark.parametrize(
    ("monday", "text"),
    [
        (date(2026, 11, 9), "9 to 15 November"),
        (date(2026, 11, 30), "30 November to 6 December"),
        (date(2026, 12, 28), "28 December 2026 to 3 January 2027"),
    ],
)
def test_a_week_is_written_by_its_dates(monday, text):
    assert figures.week_range(monday) == text


def test_a_week_of_a_period_ends_on_its_last_included_day():
    period = SimpleNamespace(start=date(2026, 11, 9), end=date(2026, 11, 16))
    assert figures.week(period) == "Week 46, 9 to 15 November"


@pytest.mark.parametrize(
    "name", ["day", "day_long", "day_year", "clock", "moment", "points", "percent", "signed"]
)
def test_no_data_is_a_word(name):
    assert getattr(figures, name)(None) == "no data"


# --- Parts


def test_a_status_has_a_symbol_and_a_word():
    assert "<svg" in draw('{% status "off" %}')
    assert "Behind" in draw('{% status "off" %}')
    assert "Silent" in draw('{% status "off" "Silent" %}')


def test_a_bar_says_what_it_shows():
    bar = draw('{% progress actual=37 target=100 due=40 state="watch" label="Attempts" %}')
    assert 'aria-label="Attempts: 37 of 100, 37%, 40 due by now, watch"' in bar
    assert 'width="37.00%"' in bar


def test_a_bar_over_its_target_continues_past_the_mark():
    bar = draw('{% progress actual=14 target=4 due=4 state="good" %}')
    assert 'width="100.00%"' in bar
    assert 'x1="28.57%"' in bar


def test_bars_of_closed_weeks_share_a_scale():
    marks = [re.search(r'x1="(.+?)"', draw("{% progress actual=a target=t due=t %}", a=a, t=t))[1]
             for a, t in ((9, 16), (84, 80), (0, 4))]  # fmt: skip
    assert set(marks) == {"83.33%"}


@pytest.mark.parametrize(
    "given", ["", "actual=5", "actual=0 target=0", "actual=3 target=0 due=0", "target=4", "due=2"]
)
def test_a_bar_can_be_drawn_from_little(given):
    assert 'class="bar"' in draw("{% progress " + given + " %}")


WEEKS = [{"label": str(40 + at), "value": value, "state": "off", "away": value is None}
         for at, value in enumerate([103, None, 96, 93, 78])]  # fmt: skip


def test_a_chart_says_its_finding():
    said = drawing.finding([drawing.as_week(week) for week in WEEKS], "Score")
    assert (
        said
        == "Score, 5 weeks: from 103 in week 40 to 78 in week 44; lower 3 weeks in a row; away in week 41"
    )


def test_a_week_away_is_hatched_and_never_a_zero():
    for tag in ("weeks_strip", "weeks_chart"):
        drawn = draw("{% " + tag + " weeks line=80 %}", weeks=WEEKS)
        assert drawn.count("url(#hatch)") == 1
    assert drawn.count('class="f-off"') == 4


def test_a_strip_has_one_bar_a_week_and_one_path_a_paint():
    drawn = draw("{% weeks_strip weeks line=80 %}", weeks=WEEKS)
    paths = {
        paint: path.count("M")
        for paint, path in re.findall(r'<path (class|fill)="[^"]+" d="([^"]+z)"', drawn)
    }
    assert paths == {"class": 4, "fill": 1}


@pytest.mark.parametrize("weeks", [[], [{"label": "46", "value": None, "state": "none", "away": False}]])
def test_weeks_without_figures_can_be_drawn(weeks):
    for tag in ("weeks_strip", "weeks_chart"):
        assert "nothing scored yet" in draw("{% " + tag + " weeks %}", weeks=weeks)


def test_a_week_may_be_an_object():
    week = SimpleNamespace(label="46", value=Decimal(78), state="off", away=False, target=Decimal(100))
    assert 'class="bar-pace"' in draw("{% weeks_chart weeks %}", weeks=[week])


def test_a_sparkline_lifts_the_pen_where_nothing_was_measured():
    line = draw('{% sparkline values 4 "Held" "off" %}', values=[4, None, 3, 2])
    assert re.search(r'class="spark-line" d="([^"]+)"', line)[1].count("M") == 2
    assert 'aria-label="Held, 4 weeks: 4 to 2, target 4"' in line
    assert "nothing measured yet" in draw('{% sparkline values label="Held" %}', values=[None, None])


def test_a_figure_opens_its_rows():
    assert draw('{% figure "84" "/rows/" "attempts" %}') == (
        '<a class="fig" href="/rows/">84<span class="vh"> attempts</span></a>'
    )


@pytest.mark.parametrize(
    ("name", "letters"), [("Anna Vesely", "AV"), ("Piet de Vries", "PV"), ("Cher", "C"), ("", "?")]
)
def test_an_avatar_has_initials(name, letters):
    assert initials(name) == letters


def test_names_are_never_read_as_html():
    assert "<script>" not in draw('{% avatar name "" False True %}{% badge name %}', name="<script>")


def test_a_toast_finds_its_undo_among_the_tags_of_a_message():
    assert undo_of(SimpleNamespace(extra_tags="calm undo:/o/acme/calls/7/undo/")) == "/o/acme/calls/7/undo/"
    assert undo_of(SimpleNamespace(extra_tags=None)) == ""


def test_a_place_is_found_by_its_key():
    assert by_key([{"key": "log"}], "log") == {"key": "log"}
    assert by_key([], "log") is None


# --- Fields


class Promise(forms.Form):
    what = forms.CharField(label="What do you promise?", help_text="How many, and by when.")
    by = forms.DateField(label="By when")
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "Calls"), ("b", "Visits")], widget=forms.RadioSelect
    )
    many = forms.DecimalField(label="How many", required=False)


def test_hint_and_error_are_tied_to_their_field():
    html = draw("{% field form.what %}", form=Promise({}))
    assert 'aria-describedby="id_what-hint id_what-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_what-error"' in html
    assert 'id="id_what-hint"' in html
    assert "Fill this in." in html


def test_choices_are_real_radios_in_a_named_group():
    html = draw('{% field form.kind style="outcomes" %}', form=Promise())
    assert html.count('type="radio"') == 2
    assert "<legend" in html


def test_a_day_gets_the_picker_of_the_browser_and_a_number_its_keyboard():
    html = draw("{% field form.by %}{% field form.many %}", form=Promise({"by": "2026-11-16", "many": "x"}))
    assert 'type="date"' in html
    assert 'value="2026-11-16"' in html
    assert 'inputmode="decimal"' in html
    assert "optional" in html


def test_the_summary_leads_to_each_field_that_is_wrong():
    html = draw("{% errors form %}", form=Promise({}))
    assert 'href="#id_what">What do you promise? Fill this in.' in html
    assert 'href="#id_by">By when: Choose a day.' in html
    assert draw("{% errors form %}", form=Promise()) == ""


# --- Pages


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_an_error_page_needs_nothing_from_its_context(name):
    html = engines["django"].get_template(f"{name}.html").render()
    assert html.count("<h1>") == 1
    assert 'class="btn btn-main" href="/' in html


def member_page(rf, **more) -> dict:
    log = {"key": "log", "label": "Log", "icon": "plus", "href": "/log/", "current": False, "count": 0}
    team = {"key": "team", "label": "Team", "icon": "users", "href": "/team/", "current": True, "count": 3}
    more_ = {"key": "more", "label": "More", "icon": "menu", "href": "/more/", "current": False, "count": 0}
    return {
        "request": rf.get("/"),
        "me": SimpleNamespace(name="Ruth Adeyemi", id=1),
        "organization": SimpleNamespace(name="Acme", slug="acme"),
        "nav": [team],
        "bottom_nav": [team, team, log, team, more_],
        "csrf_token": "token",
        **more,
    }


def test_the_frame_leads_to_every_place_and_marks_the_one_that_is_open(rf):
    html = engines["django"].engine.get_template("base.html").render(Context(member_page(rf)))
    assert html.count('href="/team/" aria-current="page"') == 4
    assert 'data-key="l"' in html
    assert "<title>SalesLeader · Acme</title>" in html
    assert "3<span" in html


def test_the_choice_of_light_or_dark_is_drawn_by_the_server_and_nothing_else_is(rf):
    for cookie, start in (("dark", '<html lang="en" data-theme="dark">'), ('"><b', '<html lang="en">')):
        rf.cookies["theme"] = cookie
        page = (
            engines["django"]
            .engine.get_template("base.html")
            .render(Context(member_page(rf, request=rf.get("/"))))
        )
        assert start in page


def test_undo_in_a_toast_is_a_form_with_its_token(rf):
    said = SimpleNamespace(extra_tags="undo:/undo/", level_tag="success", __str__=lambda self: "Saved")
    html = Template("{% toasts %}").render(Context(member_page(rf, messages=[said])))
    assert '<form method="post" action="/undo/">' in html
    assert "csrfmiddlewaretoken" in html


# --- Colours


def tokens(scheme: int) -> dict[str, str]:
    """Every colour token of a scheme: 0 is light, 1 is dark."""
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", TOKENS)
    return {name: (light, dark)[scheme] for name, light, dark in pairs}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ["paper", "surface", "sunken"]
TEXTS = [
    *product(["ink", "ink-2", "ink-3", "accent", "accent-strong", "good", "watch", "off"], GROUNDS),
    *product(["ink", "ink-2"], ["accent-wash", "good-wash", "watch-wash", "off-wash"]),
    ("accent", "accent-wash"), ("good", "good-wash"), ("watch", "watch-wash"), ("off", "off-wash"),
    ("on-accent", "accent"), ("on-accent", "accent-strong"), ("paper", "ink"),
]  # fmt: skip
MARKS = [
    *product(["good-mark", "watch-mark", "off-mark", "accent", "line-strong", "focus"], ["paper", "surface"]),
    ("off-mark", "off-wash"), ("watch-mark", "watch-wash"), ("line-strong", "sunken"), ("accent", "accent-wash"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read_on_its_ground(text, ground, scheme):
    colours = tokens(scheme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_and_borders_stand_out_from_their_ground(mark, ground, scheme):
    colours = tokens(scheme)
    assert contrast(colours[mark], colours[ground]) >= 3


# --- The policy of content


@pytest.mark.parametrize(
    "pattern",
    [r"\sstyle=", r"\son\w+=", r"<script(?![^>]*\bsrc=)", r"<style", r"hx-on", r"https?://(?!www\.w3)"],
)
def test_no_template_carries_inline_code_or_a_foreign_address(pattern):
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "mail" not in path.parts]
    assert pages
    written = {path.name: re.sub(r"{[%{#].*?[%}#]}", "", path.read_text()) for path in pages}
    assert [name for name, html in written.items() if re.search(pattern, html)] == []
