"""How a target of a week came about and why nothing is scored, for translators (goals/targets.py, pace.py)."""

from django.utils.translation import gettext_noop as _

from organizations.kept_words import keep


def register() -> None:
    keep(*ARITHMETIC, *REASONS, *SPLIT)


ARITHMETIC = (
    _("%(factors_words)s × %(own)s of %(base)s days"),
    _("%(factors_words)s, not scaled"),
    _("%(value)s, a share, so not scaled"),
    _("%(value)s × %(share)s ramp"),
)
REASONS = (
    _("no target"),
    _("no goal yet"),
    _("no working days in this period"),
    _("no own working days"),
    _("only %(own)s of %(base)s days"),
    _("target is 0"),
    _("too early"),
    _("nothing to measure yet"),
)
SPLIT = (
    _("effort"),
    _("list or timing"),
    _("skill"),
    _("deal size"),
    _("not enough to tell yet"),
)
