"""Addresses that a person typed are fetched from public servers alone."""

import pytest

from organizations.outside import OutsideRefused, fetch, is_public


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/a.ics", "ftp://example.com/a", "file:///etc/passwd", "https://user:pass@example.com/",
        "https://", "x",
    ],
)  # fmt: skip
def test_only_plain_https_addresses_are_asked(address):
    with pytest.raises(OutsideRefused):
        fetch(address, longest=1000)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "2130706433",
    ],
)
def test_private_networks_are_not_entered(host):
    with pytest.raises(OutsideRefused):
        fetch(f"https://{host}/a.ics", longest=1000)


def test_what_counts_as_public():
    assert is_public("93.184.215.14")
    assert not is_public("100.64.0.1")
    assert not is_public("224.0.0.1")


def test_a_redirect_into_the_house_is_refused(server):
    server.leads_to = "http://127.0.0.1:1/secret"
    with pytest.raises(OutsideRefused):
        fetch(f"{server.address}/a.ics", longest=1000)
    assert len(server.asked) == 1


def test_redirects_without_end_end(server):
    server.leads_to = f"{server.address}/again"
    with pytest.raises(OutsideRefused, match="on and on"):
        fetch(f"{server.address}/a.ics", longest=1000)


def test_too_much_is_refused_before_it_is_all_read(server):
    server.body = b"x" * 5_000_000
    with pytest.raises(OutsideRefused, match="larger"):
        fetch(f"{server.address}/a.ics", longest=1_000_000)


def test_a_refusal_is_said_with_its_number(server):
    server.status = 403
    with pytest.raises(OutsideRefused, match="403"):
        fetch(f"{server.address}/a.ics", longest=1000)
