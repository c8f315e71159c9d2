"""Every route of the URLconf that lies inside an organization."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

SLUG = "organization_slug"


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str

    @property
    def is_api(self) -> bool:
        return self.pattern.startswith("api/")

    def path(self, slug: str, /, **kwargs) -> str:
        return reverse(self.name, kwargs={SLUG: slug, **kwargs})


def routes_inside() -> list[Route]:
    return [route for route in walk(get_resolver()) if SLUG in route.pattern]


def walk(resolver: URLResolver, prefix: str = "", namespaces: tuple[str, ...] = ()) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(":".join([*namespaces, entry.name or "unnamed"]), pattern)
        else:
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from walk(entry, pattern, inner)
