"""Choosing a photo, on a phone and on a desk: seen at once, undone, refused kindly, removed."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window

pytestmark = pytest.mark.browser


def face(colour: str) -> dict:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, "JPEG")
    return {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_person_chooses_a_photo_undoes_it_and_chooses_another(own_acme, enter_page, size):
    slug = own_acme.organization.slug
    page = enter_page(own_acme.rob, f"/o/{slug}/you/", size)
    page.get_by_role("link", name="Photo").click()
    field = page.get_by_label("Picture")
    assert "image/jpeg" in (field.get_attribute("accept") or "")
    field.set_input_files(face("teal"))
    page.get_by_role("button", name="Save photo").click()
    expect(page.get_by_text("This is how people see you from now on.")).to_be_visible()
    shown = page.locator(".me-link img")
    expect(shown).to_have_js_property("complete", True)
    expect(shown).to_have_js_property("naturalWidth", 96)
    assert page.complaints == []
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Your photo is removed.")).to_be_visible()
    expect(page.locator(".me-link img")).to_have_count(0)
    page.get_by_label("Picture").set_input_files(face("navy"))
    page.get_by_role("button", name="Save photo").click()
    page.get_by_role("link", name="Photo").click()
    expect(page.locator(".picture-now img")).to_have_js_property("naturalWidth", 320)
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.get_by_role("button", name="Remove photo").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It is back as it was.")).to_be_visible()
    assert page.complaints == []


def test_what_is_no_picture_is_said_at_the_field(own_acme, enter_page):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/you/photo/", PHONE)
    page.get_by_label("Picture").set_input_files(
        {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
    )
    page.get_by_role("button", name="Save photo").click()
    expect(page.locator(".field .error")).to_contain_text("a web page or a drawing in code")
    assert violations(page) == []
