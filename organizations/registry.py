"""How a lower room hears of a higher one: suppliers of plain data, and slots on pages."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Supplier = Callable[..., list[Any]]
Slot = Callable[..., str]
suppliers: dict[str, list[Supplier]] = defaultdict(list)
slots: dict[str, list[Slot]] = defaultdict(list)


def supply(name: str, supplier: Supplier) -> None:
    """Register a supplier of frozen values for `name` ("commitments of a card"). Called in AppConfigs."""
    if supplier not in suppliers[name]:
        suppliers[name].append(supplier)


def ask(name: str, **question: Any) -> list[Any]:
    """Everything that the registered suppliers have for this question, in the order they registered."""
    return [item for supplier in suppliers[name] for item in supplier(**question)]


def fill_slot(name: str, fragment: Slot) -> None:
    """Register a fragment for a page's slot; it gets the request and the page's values, and returns safe HTML."""
    if fragment not in slots[name]:
        slots[name].append(fragment)


def slot(name: str, **values: Any) -> list[str]:
    """The fragments for a slot, rendered."""
    return [html for fragment in slots[name] if (html := fragment(**values))]
