"""How often Python looks for cycles of garbage, set once for whatever process runs us."""

import gc

# Rendering a thousand mails or one page of people makes hundreds of thousands of short-lived objects and no cycles
# worth looking for every 700 of them, which is what Python does unless told: a sixth of closing a week was that.
YOUNG, MIDDLE, OLD = 50_000, 20, 50


def settle() -> None:
    """Leave alone what was loaded at the start and lives as long as the process; look at the rest less often.

    What is frozen is also never written to by the collector, so processes that fork share it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
