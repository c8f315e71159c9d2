"""Sign-in: allauth does the work; these modules say who may sign up, what counts, and what is written down."""

from .memberships import organizations_of
from .sign_up import sign_up_is_open

__all__ = ["organizations_of", "sign_up_is_open"]
