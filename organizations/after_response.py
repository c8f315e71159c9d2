"""What is done once the answer is on its way, so that nobody waits for it or can tell by the time what was done."""

from collections.abc import Callable

import structlog
from django.http import HttpResponseBase

log = structlog.get_logger(__name__)


def after_response(response: HttpResponseBase, act: Callable[[], object]) -> None:
    """Call `act` when the answer has been sent. Django would swallow what goes wrong there: the log has it."""

    def safely() -> None:
        try:
            act()
        except Exception:
            log.exception("failed_after_response")

    response._resource_closers.append(safely)  # type: ignore[attr-defined]
