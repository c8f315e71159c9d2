"""A number that is called with one tap, and asked about when the person comes back to the page."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from crm.phones import dialled
from organizations.links import link

register = template.Library()


@register.simple_tag(takes_context=True)
def tel(context: dict[str, Any], number: str, log: str = "", **whom: Any) -> SafeString:
    """The attributes of a link that calls: `<a class="btn" {% tel contact.phone contact=contact.pk %}>`.

    `data-call` is where the call is logged: the address `log`, where it is known, else the log page with `whom`.
    """
    organization = context["organization"]
    there = log or f"{link(organization, 'activities:log')}?type=call&{urlencode(whom)}"
    return format_html('href="tel:{}" data-call="{}"', dialled(number, organization.country), there)
