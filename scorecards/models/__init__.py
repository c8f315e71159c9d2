"""Weekly accountability cards: templates of what is scored, closed cards as snapshots, amendments, observers."""

from .cards import Amendment, Card, CardTemplate, TeamCard, TemplateLine
from .observers import Observer, ObserverKey, Watch

__all__ = [
    "Amendment",
    "Card",
    "CardTemplate",
    "Observer",
    "ObserverKey",
    "TeamCard",
    "TemplateLine",
    "Watch",
]
