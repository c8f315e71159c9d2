"""Texts that are translated where they are shown, typed as the strings they stand for.

Django's stubs give such a text a type of its own, which no field declared as ``str`` takes. A text from here is
shown, joined and filled like any string; what is written down for good (an event, a snapshot) takes ``str`` of it.
"""

from collections.abc import Callable
from typing import cast

from django.utils.translation import gettext_lazy as of_django
from django.utils.translation import pgettext_lazy as of_django_in_context

gettext_lazy = cast("Callable[[str], str]", of_django)
pgettext_lazy = cast("Callable[[str, str], str]", of_django_in_context)
