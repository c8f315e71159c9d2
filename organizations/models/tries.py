"""How often something was tried: what the limits on sign-in count."""

from django.db import models


class Tries(models.Model):
    """A count that ends. `bucket` is a digest: who was tried, and from where, can't be read from it."""

    bucket = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="tries_that_ended")]

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"
