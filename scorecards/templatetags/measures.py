"""How a figure of a card is written: in its unit, with the filters that every page uses."""

from django import template

from metrics.templatetags.spans import written

register = template.Library()
register.simple_tag(written, takes_context=True, name="measured")
