"""The one engine that counts. Pages, cards, mails, exports and the API ask it and nobody adds up besides.

For counts and sums the organization equals the sum of its teams (with the row of no team) and the sum of its
people, exactly. Distinct and ratio metrics are computed at each level from their parts (COUNTING §2).
"""

from .drill import rows
from .results import MetricFacts, Row, Tally
from .tallying import currency_in, tally

__all__ = ["MetricFacts", "Row", "Tally", "currency_in", "rows", "tally"]
