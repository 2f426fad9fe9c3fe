"""Every page of every desk is in a picture, and the README shows each picture. No pixel is compared."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from tests.readme.console import REPOSITORY, text_of
from tests.readme.pictures import DESKS, HEIGHT, PICTURES, WIDTH, pages_shown

MOST_BYTES = 250_000


def paths(desk: str) -> list[str]:
    return [page.path for page in DESKS[desk].PAGES]


def test_every_desk_of_the_dashboard_has_a_picture() -> None:
    assert sorted(DESKS) == sorted(file.parent.name for file in (REPOSITORY / "dashboard").glob("*/pages.py"))


@pytest.mark.parametrize("desk", DESKS)
def test_a_picture_of_a_desk_shows_all_of_its_pages_in_their_order(desk: str) -> None:
    # where this fails a page came, went or moved: `make pictures`
    assert pages_shown(PICTURES / f"{desk}.png") == paths(desk)


@pytest.mark.parametrize("desk", DESKS)
def test_a_picture_of_a_desk_is_as_large_as_its_pages(desk: str) -> None:
    with Image.open(PICTURES / f"{desk}.png") as picture:
        assert picture.width * picture.height >= WIDTH * HEIGHT * len(paths(desk))


def test_pictures_are_few_and_small_and_each_is_shown_in_the_readme() -> None:
    pictures = sorted(PICTURES.glob("*"))
    assert [picture.name for picture in pictures] == sorted(f"{name}.png" for name in [*DESKS, "request"])
    assert [picture.name for picture in pictures if picture.stat().st_size > MOST_BYTES] == []
    shown = re.findall(r"!\[[^]]+\]\(pictures/([\w.]+)\)", text_of("README.md"))
    assert sorted(shown) == [picture.name for picture in pictures]
    assert pages_shown(PICTURES / "request.png") == ["request"]
