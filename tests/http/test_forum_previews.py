"""How a text will look, asked for before it is published."""

from tests.http.site import API, Site

PREVIEW = f"{API}/forums/preview"
BODY = "temp < 40 & <b onclick=x>**hot**</b>\n\n| a |\n| --- |\n| `1` |\n\n@Sara Al-Harbi"


def test_a_preview_is_what_the_published_words_look_like(site: Site) -> None:
    site.member()
    reply = site.request("POST", f"{API}/forums/topics/{site.topic()['id']}/posts", json={"body": BODY})

    answer = site.request("POST", PREVIEW, json={"body": BODY})

    assert answer.status_code == 200
    assert answer.json() == {"body_html": reply.json()["body_html"]}
    assert answer.headers["cache-control"] == "no-store"


def test_a_preview_keeps_nothing_and_is_for_members(site: Site) -> None:
    assert site.request("POST", PREVIEW, json={"body": "x"}).status_code == 401
    site.member()
    assert site.request("POST", PREVIEW, json={"body": ""}).json()["errors"][0]["field"] == "body"
    assert site.request("POST", PREVIEW, json={"body": "x"}).status_code == 200
    assert site.get(f"{API}/forums/topics").json()["items"] == []
