"""Which address an account has, and whether it is known to be theirs."""

from allauth.account.models import EmailAddress

from organizations.models import User


def verify_address(user: User) -> None:
    """The account's address is theirs: they typed a code, or followed a link, that was mailed to it.

    An account has one address at a time, so there is nothing to choose.
    """
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )


def keep_address(user: User) -> None:
    """The account's address, not known to be theirs yet: the first code or link they use from their mail shows it."""
    EmailAddress.objects.get_or_create(user=user, email=user.email.lower(), defaults={"primary": True})


def is_verified(user: User) -> bool:
    return EmailAddress.objects.filter(user=user, verified=True).exists()
