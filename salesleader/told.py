"""What a page tells once at its top: a toast, kept in a cookie until it is shown."""

from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage


class ToldOnce(FallbackStorage):
    """A button tapped twice does its work once, so it is told once as well."""

    def add(self, level: int, message: Any, extra_tags: str | None = "") -> None:
        waiting = [*self._loaded_messages, *self._queued_messages]  # type: ignore[attr-defined]
        if not any(
            (one.level, str(one.message), one.extra_tags) == (level, str(message), extra_tags)
            for one in waiting
        ):
            super().add(level, message, extra_tags)
