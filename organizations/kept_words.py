"""Words that are kept with a record in English, told in the reader's language when they are read.

A closed card never changes, and neither do the sentences in it. Each kind of sentence is declared with `keep`,
as a text for translators with named places (those that end in _words hold words of the same kind, all others hold
what people wrote, or figures); `reworded` finds the one that a kept text was made from, and says it
anew. What was never declared is told as it was kept. A place named day holds a day as English writes it ("Fri 13 Nov").
"""

import re
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language, gettext

from organizations.date_words import short_day

_kept: list[tuple[re.Pattern[str], str]] = []
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
PLACE = re.compile(r"%\((\w+)\)s")
# Where kept texts were put together from several sentences or lines of arithmetic.
SEAMS = (". ", " + ", "; ", ", and ", ", but ", ", ")


def keep(*texts: str) -> None:
    """Declare texts, marked with gettext_noop, that stand in records. More words are tried before fewer."""
    for text in texts:
        _kept.append((pattern_of(text), text))
    _kept.sort(key=lambda one: -len(PLACE.sub("", one[1])))
    _reworded.cache_clear()


def pattern_of(text: str) -> re.Pattern[str]:
    parts = PLACE.split(text)
    named = [
        f"(?P<{part}>.+?)" if at % 2 else re.escape(part.replace("%%", "%")) for at, part in enumerate(parts)
    ]
    return re.compile("".join(named), re.DOTALL)


def reworded(text: str) -> str:
    """A kept text in the language of the page or mail."""
    language = get_language()
    if not text or language in (None, settings.LANGUAGE_CODE):
        return text
    return _reworded(text, language)


@lru_cache(maxsize=4096)
def _reworded(text: str, language: str) -> str:
    for pattern, kept in _kept:
        found = pattern.fullmatch(text)
        if found and not swallows(found):
            told = {name: told_anew(name, value) for name, value in found.groupdict().items()}
            return gettext(kept) % told if told else gettext(kept).replace("%%", "%")
    return _apart(text)


def swallows(found: re.Match[str]) -> bool:
    """Whether a place for a figure took in the next sentence as well: then they are told one by one."""
    return any(". " in value for name, value in found.groupdict().items() if not name.endswith("_words"))


def told_anew(place: str, value: str) -> str:
    if place == "day":
        return day_anew(value)
    return reworded(value) if place.endswith("_words") else value


def day_anew(kept: str) -> str:
    """ "Fri 13 Nov" in the reader's words. Any year in which that day was a Friday says the same."""
    for year in range(2024, 2052):
        try:
            found = datetime.strptime(f"{kept} {year}", "%a %d %b %Y").date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        if kept_day(found) == kept:
            return short_day(found)
    return kept


def kept_day(day: date) -> str:
    """How a day is written into what is kept."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def _apart(text: str) -> str:
    """Sentence by sentence, where the whole was put together from several."""
    for seam in SEAMS:
        if seam in text:
            first, rest = text.split(seam, 1)
            end = "." if seam == ". " else ""
            return reworded(first + end) + seam[len(end) :] + reworded(rest)
    return text
