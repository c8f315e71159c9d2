"""How these calls are answered when they are refused."""

from organizations.api_errors import Problem

SIGNED_OUT = {401: Problem}
REFUSED = {400: Problem, 401: Problem, 403: Problem}
MISSING = {401: Problem, 404: Problem}
REFUSED_OR_MISSING = {**REFUSED, 404: Problem}
