"""The days of a request for time off, in words."""

from django import template

from organizations.models import TimeOff
from organizations.services.time_off import days_in_words

register = template.Library()


@register.filter
def off_days(off: TimeOff) -> str:
    """ "Thu 19 Nov, afternoon" or "Thu 19 Nov to Fri 20 Nov"."""
    return days_in_words(off)
