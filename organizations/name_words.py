"""A name or a word of state in the middle of a sentence."""

from django.utils.translation import pgettext


def in_sentence(name: object) -> str:
    """ "Meetings held" as a sentence goes on with it: "12 meetings held". A name that begins with a word such as "CRM"
    or "LinkedIn" stays as it is, and so does every name in a language that writes nouns large (docs/translating.md).
    """
    text = str(name)
    how = pgettext("pattern of a name inside a sentence: lower or same", "lower")
    first = text.split(" ", 1)[0]
    return text if how != "lower" or first[1:] != first[1:].lower() else text[:1].lower() + text[1:]
