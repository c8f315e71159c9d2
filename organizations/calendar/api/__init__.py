"""The API of the working calendar: a person's days with reasons, time off, schedules, ramps, holidays, own days."""

from organizations.api_errors import Problem

# How these calls are answered when they are refused.
SIGNED_OUT = {401: Problem}
REFUSED = {400: Problem, 401: Problem, 403: Problem}
MISSING = {401: Problem, 404: Problem}
REFUSED_OR_MISSING = {**REFUSED, 404: Problem}
