"""Addresses: what is read, and what never is. Nothing here goes out to a network."""

import io

import pytest
from price_lists import EC2, imported

from tco.errors import UserError
from tco.prices import address


@pytest.mark.parametrize(
    "place",
    [
        "http://prices.example/list.json", "ftp://prices.example/list.json", "file:///etc/passwd",
        "https://user:word@prices.example/list.json", "https://prices.example:8443/list.json", "https:///list",
        "https://127.0.0.1/list.json", "https://10.0.0.8/list.json", "https://192.168.1.1/x", "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data", "https://[::ffff:10.0.0.1]/x", "https://0.0.0.0/x",
        "https://224.0.0.1/x", "https://prices.example:port/x",
    ],
)  # fmt: skip
def test_such_an_address_is_not_read(place):
    with pytest.raises(UserError):
        imported("aws", place)


def test_a_name_that_stands_for_a_private_machine_is_not_read(monkeypatch):
    def resolved(host, port, **_):
        return [(2, 1, 6, "", ("10.1.2.3", port))]

    monkeypatch.setattr(address.socket, "getaddrinfo", resolved)
    with pytest.raises(UserError, match=r"private network \(10\.1\.2\.3\)"):
        imported("aws", "https://prices.example/list.json")


def test_without_a_network_the_message_says_what_to_do(monkeypatch):
    def unknown(*_, **__):
        raise address.socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(address.socket, "getaddrinfo", unknown)
    with pytest.raises(UserError, match="cannot be reached .*download the list in a browser"):
        imported("aws", "https://prices.example/list.json")


@pytest.mark.parametrize("target", ["http://prices.example/x", "https://10.0.0.1/x", "file:///etc/passwd"])
def test_a_redirect_leads_nowhere_else(target):
    request = address.urllib.request.Request("https://prices.example/list.json")
    with pytest.raises(UserError):
        address.Redirects().redirect_request(request, io.BytesIO(), 302, "Found", {}, target)


def test_a_redirect_to_another_public_address_is_followed():
    request = address.urllib.request.Request("https://prices.example/list.json")
    following = address.Redirects().redirect_request(
        request, io.BytesIO(), 302, "Found", {}, "https://other.example/list.json"
    )
    assert following.full_url == "https://other.example/list.json"


def test_no_more_than_the_limit_is_taken():
    target = io.BytesIO()
    address.save(io.BytesIO(b"12345"), target, "https://prices.example", largest=5)
    assert target.getvalue() == b"12345"
    with pytest.raises(UserError, match="larger than"):
        address.save(io.BytesIO(b"123456"), io.BytesIO(), "https://prices.example", largest=5)


def test_what_an_address_holds_is_imported_with_the_address_as_its_source(monkeypatch):
    def download(place, target):
        address.check(place)
        with open(EC2, "rb") as source:
            address.save(source, target, place)

    monkeypatch.setattr(address, "_download", download)
    place = "https://prices.example/ec2/index.json"
    book = imported("aws", f"{place}?key=secret").book
    assert book.sources[book.assumptions["processor_price"].source].url == place
