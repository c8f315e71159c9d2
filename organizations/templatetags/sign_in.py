"""What the pages about accounts need beside the parts of every page."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

from organizations.sign_in.second_factor import BACK_TO

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """A value as JSON for an attribute; the template escapes it as it escapes all attributes."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag(takes_context=True)
def page_wanted(context: Any) -> str:
    """The page that somebody was on their way to when an organization asked for a second factor; else empty."""
    return context["request"].session.get(BACK_TO, "")
