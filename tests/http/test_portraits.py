"""Pictures of people and logos over HTTP: put up, replaced, taken down, and initials in their place."""

from xml.etree import ElementTree as ET

import httpx
import pytest

from entrypoints.http.portraits import drawn
from p2p_core.contracts.files import a_png
from p2p_core.files.policy import MEGABYTE
from p2p_core.shared.actor import Role
from tests.http.site import API, Site

ME, MINE = f"{API}/users/me", f"{API}/organizations/me"
PNG = a_png(6, 4)
PLACES = [("PUT", f"{ME}/picture", ME, "picture"), ("POST", f"{MINE}/logo", MINE, "logo")]
EACH = pytest.mark.parametrize(("method", "place", "whole", "field"), PLACES)


def put(
    site: Site,
    content: bytes = PNG,
    name: str = "me.png",
    place: str = f"{ME}/picture",
    method: str = "PUT",
    etag: str = "*",
) -> httpx.Response:
    return site.request(method, place, files={"file": (name, content)}, headers={"if-match": etag})


@EACH
def test_a_picture_is_answered_with_whom_it_shows_and_served_in_fixed_sizes(
    site: Site, method: str, place: str, whole: str, field: str
) -> None:
    site.member()
    assert site.get(whole).json()[field] is None
    answer = put(site, place=place, method=method)
    assert answer.status_code == 200, answer.text
    shown = site.get(whole)
    assert (shown.json(), shown.headers["etag"]) == (answer.json(), answer.headers["etag"])
    assert list(shown.json()[field]) == ["small", "medium", "large"]
    for address in shown.json()[field].values():
        assert site.get(address).content == PNG
    gone = site.request("DELETE", place, headers={"if-match": shown.headers["etag"]})
    assert gone.status_code == 204
    assert site.get(whole).json()[field] is None
    assert site.get(answer.json()[field]["small"]).status_code == 404


@EACH
def test_what_is_no_picture_is_told_on_its_field_and_changes_nothing(
    site: Site, method: str, place: str, whole: str, field: str
) -> None:
    site.member()
    before = put(site, place=place, method=method).json()
    for content, name, code in (
        (PNG[:-4], "me.png", "damaged"),
        (PNG, "me.jpg", "type_mismatch"),
        (b"<svg/>", "me.svg", "unsupported_file_type"),
        (b"", "me.png", "empty_file"),
    ):
        answer = put(site, content, name, place, method)
        assert answer.status_code == 422, answer.text
        assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [("file", code)]
    assert put(site, b"\0" * (5 * MEGABYTE + 1), place=place, method=method).status_code == 413
    stale = put(site, a_png(9, 9), place=place, method=method, etag='"1"')
    assert (stale.status_code, stale.json()["code"]) == (412, "version_conflict")
    assert site.request("DELETE", place, headers={"if-match": '"1"'}).status_code == 412
    assert site.get(whole).json() == before, field


def test_only_an_admin_changes_the_logo(site: Site) -> None:
    admin = site.world.member()
    site.world.joined(admin, role=Role.MEMBER)
    site.log_in("omar@plastics.example")
    assert put(site, place=f"{MINE}/logo", method="POST").status_code == 403
    assert site.request("DELETE", f"{MINE}/logo").status_code == 403


def test_initials_stand_in_until_there_is_a_picture(site: Site) -> None:
    site.member()
    me = site.get(ME).json()
    person = f"{API}/users/{me['id']}/picture"
    organization = f"{API}/organizations/{me['organization']['id']}/logo"
    for address, letters in ((person, "S ح"), (organization, "م خ")):
        answer = site.get(f"{address}?size=large")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
        assert "sandbox" in answer.headers["content-security-policy"]
        drawing = ET.fromstring(answer.content)  # noqa: S314 - we drew it
        assert (drawing.get("width"), "".join(drawing.itertext())) == ("512", letters)
        again = site.get(f"{address}?size=large", headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    picture, logo = put(site).json()["picture"], put(site, place=f"{MINE}/logo", method="POST").json()["logo"]
    for address, shown in ((person, picture), (organization, logo)):
        answer = site.get(address)
        assert (answer.status_code, answer.headers["location"]) == (302, shown["medium"])
        assert site.get(f"{address}?size=small").headers["location"] == shown["small"]
    assert site.get(f"{person}?size=huge").status_code == 422
    assert site.get(f"{API}/users/nobody/picture").status_code == 404


def test_a_drawing_lets_no_name_out_of_its_place() -> None:
    drawing = ET.fromstring(drawn('<&"', "key", 64))  # noqa: S314 - we drew it
    assert "".join(drawing.itertext()) == '<&"'
    assert drawn("AB", "one", 64) == drawn("AB", "one", 64)
    assert len({drawn("AB", f"key {number}", 64) for number in range(50)}) > 4, "colours tell people apart"
