"""Weekly accountability cards: templates of what is scored, closed cards as snapshots, amendments, observers."""

from .cards import Amendment, Card, TeamCard
from .observers import Observer, ObserverKey, Watch
from .templates import CardTemplate, TemplateAssignment, TemplateLine, TemplateVersion

__all__ = [
    "Amendment",
    "Card",
    "CardTemplate",
    "Observer",
    "ObserverKey",
    "TeamCard",
    "TemplateAssignment",
    "TemplateLine",
    "TemplateVersion",
    "Watch",
]
