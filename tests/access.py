"""Who may do what: one row for every route inside an organization, HTML and API.

A row names, for each method that the route has, who is let in and how everybody else is answered. Methods
that a row does not name are answered with 405. `tests/test_access.py` tries every row with every member of
Acme, with nobody signed in, with a member of the rival organization, and with the rival's ids; it fails for
a route without a row and for a row without a route.

To add a route: add a row to RULES. `pk="account"` takes the id from the world (tests/world.py), where every
record belongs to Rob of North; `kwargs=` takes a function of the world for anything else.

    "crm:account": Rule("account", get=Can(NORTH), post=Can(NORTH, ok=422)),

People: ada is admin; lea leads North and sells; rob and rita sell in North, what is tried is Rob's;
sam leads South; sol sells in South.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

EVERYONE = "ada lea rob rita sam sol"
ADMIN = "ada"
LEADERS = "ada lea sam"
NORTH = "ada lea rob"  # those who see what is Rob's
REPS = "lea rob rita sol"


@dataclass(frozen=True)
class Can:
    """Who is answered with `ok`; everybody else in the organization with `no`. `data` is what is sent."""

    who: str
    ok: int = 200
    no: int = 404
    data: Any = None
    but: tuple[str, int] = ("", 0)  # those who are answered otherwise: they see it and may not do it

    def expected(self, name: str) -> int:
        if name in self.but[0].split():
            return self.but[1]
        return self.ok if name in self.who.split() else self.no


@dataclass(frozen=True)
class Rule:
    """One route. `pk` names a record of the world; `query` is added to the address."""

    pk: str = ""
    get: Can | None = None
    post: Can | None = None
    put: Can | None = None
    patch: Can | None = None
    delete: Can | None = None
    kwargs: Callable[[Any], dict] | None = None
    query: str = ""

    def arguments(self, world: Any) -> dict:
        if self.kwargs is not None:
            return self.kwargs(world)
        return {"pk": getattr(world, self.pk).pk} if self.pk else {}


RULES: dict[str, Rule] = {
    "home": Rule(get=Can(EVERYONE, ok=302)),
    "more": Rule(get=Can(EVERYONE)),
    # Customers, and what was imported
    "crm:accounts": Rule(get=Can(EVERYONE)),
    "crm:add_account": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "crm:account": Rule("account", get=Can(NORTH)),
    "crm:edit_account": Rule("account", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "crm:add_contact": Rule("account", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "crm:add_opportunity": Rule("account", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "crm:contact": Rule("contact", get=Can(NORTH)),
    "crm:edit_contact": Rule("contact", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "crm:opportunity": Rule("opportunity", get=Can(NORTH)),
    "crm:edit_opportunity": Rule("opportunity", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "crm:move_opportunity": Rule("opportunity", post=Can(NORTH, ok=422)),
    "crm:share_credit": Rule("opportunity", post=Can("ada lea", ok=422, but=("rob", 403))),
    "crm_api:accounts": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "crm_api:account": Rule("account", get=Can(NORTH)),
    "crm_api:contacts": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "crm_api:contact": Rule("contact", get=Can(NORTH)),
    "crm_api:opportunities": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "crm_api:opportunity": Rule("opportunity", get=Can(NORTH)),
    "imports:batches": Rule(get=Can(ADMIN, no=403)),
    "imports:batch": Rule("batch", get=Can(ADMIN, no=403)),
}
