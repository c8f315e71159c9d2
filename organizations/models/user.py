"""Someone who can sign in. Global: one person may be a member of several organizations."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from organizations.addresses import is_same, spelled
from organizations.lazy_words import gettext_lazy


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.strip(), **fields)
        user.set_password(password)
        user.save()
        return user

    def with_address(self, address: str) -> "User | None":
        """Whose address this is. The database finds more, for it folds letters beyond ASCII into those of others."""
        wanted = spelled(address)
        alike = self.annotate(lowered=Lower("email")).filter(Q(lowered=wanted) | Q(email=wanted))
        return next((user for user in alike if is_same(user.email, wanted)), None)

    def get_by_natural_key(self, username: str | None) -> "User":
        if (user := self.with_address(username or "")) is None:
            raise self.model.DoesNotExist
        return user


class User(AbstractBaseUser):
    """An e-mail address with a password. Names, roles and time zones are the membership's."""

    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_user_per_address",
                violation_error_message=gettext_lazy("This address is taken."),
            ),
        ]

    def __str__(self) -> str:
        return self.email
