"""What a typed number means, and how it is dialled."""

import pytest

from crm.phones import dialled


@pytest.mark.parametrize(
    ("typed", "country", "expected"),
    [
        ("020 7946 0018", "GB", "+442079460018"),
        ("+44 20 7946 0018", "DE", "+442079460018"),
        ("(030) 1234-567", "DE", "+49301234567"),
        ("0664 123 45 67", "AT", "+436641234567"),
        ("020 7946 0018", "", "02079460018"),
        ("020 7946 0018 x12", "GB", "+442079460018;ext=12"),
        ("ext. 114", "GB", "114"),
        ("ask at the desk", "GB", ""),
        ("", "GB", ""),
    ],
)
def test_a_number_is_dialled_as_it_is_meant_where_the_organization_is(typed, country, expected):
    assert dialled(typed, country) == expected
