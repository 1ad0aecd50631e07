"""How the page looks and how it is reached: narrow and wide, light and dark, by keyboard."""

import re
from io import BytesIO
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING, Literal

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from optim_core import Experiment
from optim_core.link import to_link
from tests.app.lab import CELLS, CONTOURS, LAST, Lab
from tests.ui.test_palette import THEMES, contrast

if TYPE_CHECKING:
    from playwright.sync_api import Locator

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Texts with their colour and the first opaque ground behind them, as hexadecimal numbers; but for the
# value over a slider's thumb, which is inside the thumb in the document and above it on the screen.
TEXTS = """() => {
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const hex = ([r, g, b]) => "#" + [r, g, b].map((c) => Math.round(c).toString(16).padStart(2, "0")).join("");
  const width = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return range.getBoundingClientRect().width;
  };
  const ground = (text) => {
    for (let node = text.parentElement; node; node = node.parentElement) {
      const [r, g, b, a = 1] = rgb(getComputedStyle(node).backgroundColor);
      if (a === 1 && node.clientWidth >= width(text)) return hex([r, g, b]); // else it hangs over
    }
    return "#ffffff";
  };
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    const text = walk.currentNode.textContent.trim();
    const shown = node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const apart = "svg, [disabled], script, style, option, [data-testid=stSliderThumbValue]";
    if (!text || !shown || node.closest(apart)) continue;
    const { color, fontSize } = getComputedStyle(node);
    const parts = rgb(color);
    if (color.startsWith("rgb") && (parts[3] ?? 1) === 1)
      found.push([text, hex(parts), ground(walk.currentNode), parseFloat(fontSize)]);
  }
  return found;
}"""
# Everything in the stage that can be operated, and a mark on what Tab has reached.
REACHED = """(stage) => stage.addEventListener("focusin", ({ target }) => { target.dataset.reached = ""; })"""
OPERABLE = "button, input, select, summary, [tabindex='0']"

# Leaves lines and fills of the map, and gives points on the lines with a step along each, in its pixels.
BARE_CONTOURS = """(under) => {
  const room = under.getBoundingClientRect();
  const points = [];
  for (const line of under.querySelectorAll(".contourlines path")) {
    const at = (length) => {
      const { x, y } = line.getPointAtLength(length).matrixTransform(line.getScreenCTM());
      return [x - room.left, y - room.top];
    };
    for (let length = 5; length < line.getTotalLength() - 5; length += 11) {
      const [[x, y], [nextX, nextY]] = [at(length), at(length + 1)];
      const inside = Math.min(x, y, room.width - x, room.height - y) > 8;
      if (inside) points.push([x, y, nextX - x, nextY - y]);
    }
  }
  const bare = document.createElement("style");
  bare.textContent = ".stage-landscape * { visibility: hidden !important }" +
    ".stage-under, .stage-under :not(.contourlabels *) { visibility: visible !important }";
  document.head.append(bare);
  return points;
}"""

# The sizes that each chart has had since the page was opened.
SIZES = """(() => {
  window.sizes = {};
  new MutationObserver(() => {
    for (const plot of document.querySelectorAll(".stage-chart .main-svg:first-child")) {
      const name = plot.closest(".stage-under, figure").className; // contours lie under the landscape's axes
      const size = [plot.getAttribute("width"), plot.getAttribute("height")];
      (window.sizes[name] ??= new Set()).add(String(size));
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["height"] });
})()"""


def top(place: "Locator") -> float:
    box = place.bounding_box()
    assert box is not None
    return box["y"]


def test_the_page_is_as_wide_as_the_window(lab: Lab) -> None:
    lab.open()
    for width, height in ((1920, 1080), (768, 1024), (390, 844)):
        lab.page.set_viewport_size({"width": width, "height": height})
        lab.wait_for(lambda width=width: lab.frame().left + lab.frame().width <= width)
        for selector in ("html", "[data-testid=stMain]"):
            sizes = lab.page.locator(selector).evaluate("(node) => [node.scrollWidth, node.clientWidth]")
            assert sizes[0] <= sizes[1], f"{selector} at {width}"


def test_a_chart_has_its_size_from_the_first(lab: Lab) -> None:
    lab.page.add_init_script(SIZES)
    lab.open()
    sizes = lab.page.evaluate("Object.entries(sizes).map(([name, all]) => [name, ...all])")
    assert len(sizes) == 4
    assert all(len(each) == 2 for each in sizes), sizes


def test_a_phone_gets_one_column_in_the_order_of_reading(lab: Lab) -> None:
    lab.page.set_viewport_size({"width": 390, "height": 844})
    lab.open()
    page = lab.page
    order = [
        page.get_by_role("combobox", name="Scenario"),
        lab.figure(0),
        lab.button("Play"),
        page.get_by_role("heading", name="What happened"),
        lab.figure(1),
        page.get_by_role("heading", name="Results"),
    ]
    tops = [top(place) for place in order]
    assert tops == sorted(tops)
    for i in range(3):
        frame = lab.frame(i)
        assert frame.left >= 0
        assert frame.left + frame.width <= 390
        assert min(frame.width, frame.height) > 150
    play = lab.button("Play")
    assert lab.on_screen(play), "the race can be started without scrolling"
    play.click(trial=True)  # nothing lies over it


def test_on_a_phone_the_sliders_and_the_picture_are_on_the_screen_together(lab: Lab) -> None:
    lab.page.set_viewport_size({"width": 390, "height": 844})
    lab.open()
    sliders = lab.page.get_by_role("slider", name="learning rate")
    assert lab.on_screen(lab.figure(0))
    assert lab.on_screen(lab.page.get_by_text("learning rate, racer 1"))
    path = lab.stage.locator(".stage-trails path").nth(1)
    before = path.get_attribute("d")
    sliders.nth(1).press("ArrowRight")
    lab.wait_for(lambda: path.get_attribute("d") != before)
    sliders.nth(4).focus()
    lab.wait_for(lambda: lab.on_screen(lab.page.get_by_text("learning rate, racer 5")))
    details = lab.details()
    box = details.bounding_box()
    assert box is not None
    assert box["height"] > 400
    assert box["y"] + box["height"] <= 844


def test_a_whole_race_fits_on_a_screen_and_every_control_has_a_name_of_its_own(lab: Lab) -> None:
    lab.open()
    for place in (lab.button("Play"), lab.figure(1), lab.figure(2)):
        box = place.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800
    slider = lab.page.get_by_role("slider", name="learning rate").first
    assert slider.get_attribute("aria-valuetext") == "0.52"
    assert (lab.scrubber().get_attribute("aria-valuetext") or "").startswith(f"step {LAST}, epoch 20")
    names = re.findall(r'slider "(.*?)"', lab.page.get_by_role("main").aria_snapshot())
    assert len(names) == 6
    assert len(set(names)) == 6
    lab.section("Data")
    lab.section("When to stop")
    lab.section("Open a file")
    assert nameless(lab.page.locator("body")) == []
    assert lab.page.get_by_role("button", name="icon").count() == 0, "named after its icon"


def test_light_and_dark_can_both_be_read_and_the_charts_follow(lab: Lab) -> None:
    lab.open()
    head = "(stage) => getComputedStyle(stage.querySelector('.stage-head')).fill"
    seen = {}
    for scheme in SCHEMES:
        lab.page.emulate_media(color_scheme=scheme)
        page = THEMES[scheme]["backgroundColor"]
        lab.wait_for(lambda page=page: page in [ground for _, _, ground, _ in lab.page.evaluate(TEXTS)])
        lab.wait_for(lambda: lab.stage.evaluate(head) not in seen.values())
        seen[scheme] = lab.stage.evaluate(head)
        texts = lab.page.evaluate(TEXTS)
        assert len(texts) > 80
        assert [each for each in texts if contrast(each[1], each[2]) < 4.5] == []
        assert [each for each in texts if each[3] < 12] == []


def seen_contrast(contours: "Locator") -> list[float]:
    """What the lines have against the fills beside them, in pixels as they are seen."""
    points = contours.evaluate(BARE_CONTOURS)
    pixels = np.asarray(Image.open(BytesIO(contours.screenshot())).convert("RGB"))
    found = []
    for x, y, *step in points:
        right, down = step / np.hypot(*step)
        line_and_fill = [pixels[int(y + away * right), int(x - away * down)] for away in (-0.8, 0, 0.8, 4)]
        *line, fill = ["#" + bytes(pixel).hex() for pixel in line_and_fill]
        found.append(max(contrast(each, fill) for each in line))
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
def test_contour_lines_are_thick_enough_to_stand_out(lab: Lab, scheme: Literal["light", "dark"]) -> None:
    lab.page.emulate_media(color_scheme=scheme)
    lab.open()
    lab.page.locator(CONTOURS).first.wait_for(state="attached")
    seen = seen_contrast(lab.stage.locator(".stage-landscape .stage-under"))
    assert len(seen) > 100
    assert median(seen) >= 3


def test_everything_on_the_stage_is_reached_by_tab_and_has_a_name(lab: Lab) -> None:
    lab.open()
    operable = lab.stage.locator(OPERABLE).filter(visible=True)
    wanted = operable.count()
    assert wanted > 20
    lab.stage.evaluate(REACHED)
    lab.page.get_by_role("combobox", name="Scenario").focus()
    for _ in range(150):
        lab.page.keyboard.press("Tab")
    missed = lab.stage.locator(OPERABLE).and_(lab.page.locator(":not([data-reached])")).filter(visible=True)
    assert missed.evaluate_all("(nodes) => nodes.map((node) => node.outerHTML.slice(0, 80))") == []
    assert nameless(lab.stage) == []


def test_the_tables_hold_all_that_the_charts_draw(lab: Lab) -> None:
    lab.open()
    tables = {}
    for chart in ("landscape", "loss curves", "fit"):
        lab.stage.locator("summary", has_text=f"Data behind the {chart}").click()
        region = lab.page.get_by_role("region", name=f"Data behind the {chart}")
        region.get_by_role("table").first.wait_for()
        tables[chart] = [table.evaluate(CELLS) for table in region.get_by_role("table").all()]
    paths, places, lines = tables["landscape"]
    (m, b), best = lab.result().surface.minima[0][:2], places[1]
    assert best == ["least squares", f"{m:,.2f}", f"{b:,.2f}".replace("-", "−"), "0"]
    assert len(paths) == 62
    assert ["10⁷"] in lines
    [losses] = tables["loss curves"]
    assert len(losses) == 62
    _, rows = tables["fit"]
    assert rows[0] == ["carat", "price (dollars)"]
    assert len(rows) == 301


def test_what_a_key_unfolds_is_entered_and_left_for_its_button(lab: Lab) -> None:
    lab.open()
    keys, focused = lab.page.keyboard, lab.page.locator(":focus")
    button = lab.page.get_by_role("button", name="All settings of racer 1")
    button.focus()
    keys.press("Enter")
    expect(focused).to_have_attribute("aria-label", "Optimizer")
    keys.press("Shift+Tab")
    expect(button).to_be_focused()
    keys.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "false")
    lab.idle()
    keys.press("Enter")
    expect(focused).to_have_attribute("aria-label", "Optimizer")
    keys.press("Tab")
    keys.press("Tab")
    expect(focused).to_have_text("Remove")
    keys.press("Enter")
    expect(button).to_be_focused()  # that of who is the first racer now
    lab.wait_for(lambda: len(lab.experiment().racers) == 4)


def nameless(part: "Locator") -> list[str]:
    """The roles of operable elements that a screen reader has no name for."""
    lines = [line.strip().removeprefix("- ") for line in part.aria_snapshot().splitlines()]
    roles = ("button", "slider", "spinbutton", "combobox", "textbox", "checkbox", "switch", "link")
    return [line for line in lines if line.split(":")[0].split(" [")[0] in roles]


def test_the_vertical_title_keeps_clear_of_its_labels_however_long_they_are(lab: Lab) -> None:
    lab.open()
    labels = lab.page.locator(".stage-landscape .ytick text")
    title = lab.page.locator(".stage-landscape .ytitle")
    for _ in range(6):
        left = min(box["x"] for label in labels.all() if (box := label.bounding_box()))
        box = title.bounding_box()
        assert box
        assert box["x"] + box["width"] <= left + 1
        lab.button("Zoom in").first.click()
        lab.idle()


def test_the_lowest_point_is_drawn_over_the_heads_that_end_there(lab: Lab) -> None:
    lab.open()
    later = """(star) => [...document.querySelectorAll(".stage-landscape .stage-head")].every(
      (head) => head.compareDocumentPosition(star) & Node.DOCUMENT_POSITION_FOLLOWING)"""
    assert lab.page.locator(".stage-landscape .stage-best").first.evaluate(later)


@pytest.mark.parametrize("width", [390, 1280])
def test_every_racer_is_named_on_the_map_at_rest(lab: Lab, width: int) -> None:
    lab.page.set_viewport_size({"width": width, "height": 844})
    lab.open()
    names = lab.page.locator(".stage-landscape .stage-labels text:visible")
    shown = {name.text_content() or "": name for name in names.all()}
    assert {"GD", "SGD", "Momentum", "RMSProp", "Adam"} <= set(shown)
    boxes = [name.bounding_box() for name in shown.values()]
    for a, b in combinations(boxes, 2):
        assert a
        assert b
        beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
        assert beside or abs(a["y"] - b["y"]) > 13  # the height of letters; the boxes are higher


def test_who_diverges_is_named_on_the_map_in_the_title_and_with_an_arrow_at_the_curves(lab: Lab) -> None:
    lab.open(to_link(Experiment.preset("too_fast")))
    lab.page.locator(".stage-loss .stage-names text", has_text="GD at 0.6 ↑").wait_for()
    lab.page.locator(".stage-landscape .stage-labels text:visible", has_text="GD at 0.6").wait_for()
    lab.stage.get_by_role("heading", name="GD at 0.6 diverged; GD at 0.3 ends lowest").wait_for()


def test_a_longer_title_moves_no_picture(lab: Lab) -> None:
    lab.open()
    pictures = lab.page.locator(".stage-picture:visible")
    before = [picture.bounding_box() for picture in pictures.all()]
    lab.open("racer=gd;lr=1e-3&racer=momentum;lr=1e-4")  # nobody arrives, and less is to be said
    lab.wait_for(lambda: [picture.bounding_box() for picture in pictures.all()] == before)
