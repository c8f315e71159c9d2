"""`{% here "scorecards:card" pk=7 %}`: the path of a page inside the organization that is open."""

from typing import Any

from django import template

from organizations.links import link

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], name: str, **kwargs: Any) -> str:
    """The path of `name` in the organization of this page (or of this mail)."""
    return link(context["organization"], name, **kwargs)
