"""What translators are given: complete, and each text such that it can be translated."""

import re

from django.utils.translation import trans_real

# Two values without names can't change places, and nobody knows what they are.
NAMELESS = re.compile(r"(?<!%)(?:%%)*%[sdrif]|\{\d*\}")
PLACE = re.compile(r"%\((\w+)\)")
BROKEN = re.compile(r"(?<!%)(?:%%)*%\([^)]*\)(?![a-z])|(?<!%)(?:%%)*%\((?![a-z_0-9]+\))")


def test_the_source_holds_texts_in_every_room(texts):
    assert len(texts) > 3000
    assert ("Save",) in texts


def test_every_place_in_a_text_has_a_name(texts):
    wrong = {
        where: text
        for text, where in texts.items()
        for form in text
        if NAMELESS.search(form) or BROKEN.search(form)
    }
    assert not wrong


def test_one_and_many_speak_of_the_same_things(texts):
    """Each place of the one stands in the many too: a language may need it where English does not."""
    wrong = {
        where: text
        for text, where in texts.items()
        if len(text) > 1 and set(PLACE.findall(text[0])) - set(PLACE.findall(text[1]))
    }
    assert not wrong


def test_no_text_is_empty_or_begins_with_a_space(texts):
    """An empty one would be answered with the head of the catalogue."""
    wrong = {where: text for text, where in texts.items() for form in text if not form.strip()}
    assert not wrong


def test_every_text_that_is_kept_in_english_can_be_translated(texts):
    from organizations.kept_words import _kept

    assert not {kept for _, kept in _kept} - {text[0] for text in texts}


def theirs(message: str) -> bool:
    """Whether Django, allauth or the REST framework bring it, with its translations."""
    catalogue = trans_real.translation("de")._catalog
    return any(catalogue.get(key) is not None for key in (message, (message, 0)))  # alone, or one of many


def unknown(asked: set[str], texts) -> set[str]:
    given = {text[0].replace("\r\n", "\n") for text in texts}
    return {message for message in asked if message and message not in given and not theirs(message)}
