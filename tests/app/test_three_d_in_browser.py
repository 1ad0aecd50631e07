"""The landscape in 3-D: there on request, at the numbers of the readout, and gone without a trace."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.app.lab import LAST, Lab, number
from tests.ui.stage.reading import decode
from ui.addresses import PLOTLY, PLOTLY_3D
from ui.stage.curvature import lines
from ui.stage.ground import home_window
from ui.stage.scene import View, scene

if TYPE_CHECKING:
    from playwright.sync_api import Locator

PIXEL = 1.5
HEADS = ".stage-relief .stage-head"
CANVAS = ".stage-landscape canvas"
# What Plotly was told, and what of it has moved since; the surface is too much to send each time.
SCENE = """() => {
  const plots = [...document.querySelectorAll(".stage-landscape .js-plotly-plot")];
  const { layout } = plots.find((plot) => plot.layout.scene);
  const { camera, aspectratio, xaxis, yaxis, zaxis } = layout.scene;
  const axes = [xaxis, yaxis, zaxis].map(({ range }) => [...range]);
  return { width: layout.width, height: layout.height, camera, aspectratio, axes, ticks: zaxis };
}"""
SURFACE = """() => {
  const plots = [...document.querySelectorAll(".stage-landscape .js-plotly-plot")];
  const { x, y, z } = plots.find((plot) => plot.layout.scene).data[0];
  return { x: [...x], y: [...y], z };
}"""
NARROW = 1 / np.tan(np.pi / 8)  # Plotly's camera opens 45° from top to bottom


def open_relief(lab: Lab) -> None:
    lab.button("3-D").click()
    lab.stage.locator(f"{HEADS}[transform]").first.wait_for(state="attached")


def pixel(seen: dict[str, Any], place: np.ndarray) -> np.ndarray:
    """Where a camera as Plotly describes it shows a place (3,), in pixels from the upper left."""
    low, high = np.array(seen["axes"]).T
    sides = np.array([seen["aspectratio"][axis] for axis in "xyz"])
    eye, center, up = (
        np.array([seen["camera"][name][axis] for axis in "xyz"]) for name in ("eye", "center", "up")
    )
    ahead = (center - eye) / np.linalg.norm(center - eye)
    right = np.cross(ahead, up) / np.linalg.norm(np.cross(ahead, up))
    away = (place - (low + high) / 2) / (high - low) * sides - eye
    across, above = right @ away, np.cross(right, ahead) @ away
    half = np.array([seen["width"], seen["height"]]) / 2
    return half + half[1] * NARROW * np.array([across, -above]) / (ahead @ away)


def level(lab: Lab, gap: float | np.ndarray) -> np.ndarray:
    """The height of a gap on the 3-D view's scale: 0 on the first contour level, 1 on the second."""
    header, _ = decode(scene(lab.result(), View(), "1", {}))
    levels = header["surface"]["levels"]
    return np.maximum(np.log10(np.maximum(gap, 1e-300)) - levels[0], 0) / (levels[1] - levels[0])


def heads(lab: Lab) -> list[np.ndarray | None]:
    """The heads' places on the 3-D picture."""
    box = lab.stage.locator(".stage-relief").bounding_box()
    assert box is not None
    corner = (box["x"], box["y"])
    return [place and np.subtract(place[0], corner) for place in lab.places(HEADS)]


def test_the_switch_builds_it_and_the_way_back_leaves_no_canvas(lab: Lab) -> None:
    lab.open()
    expect(lab.stage.locator(CANVAS)).to_have_count(0)
    before = lab.frame()
    for _ in range(2):
        open_relief(lab)
        expect(lab.stage.locator(CANVAS)).to_have_count(1)
        expect(lab.button("3-D")).to_have_attribute("aria-pressed", "true")
        expect(lab.stage.get_by_role("img", name="In 3-D. Contour map")).to_be_visible()
        lab.button("map").click()
        expect(lab.stage.locator(CANVAS)).to_have_count(0)
        expect(lab.button("map")).to_have_attribute("aria-pressed", "true")
        assert lab.frame() == before
        assert any(lab.heads())


def test_the_heads_stand_on_the_surface_of_the_loss_where_the_numbers_say(lab: Lab) -> None:
    lab.open()
    open_relief(lab)
    assert_surface(lab)
    for tick in (LAST, 0, 1, 2, 40):
        if tick == 0:
            lab.button("To the start").click()
        while lab.tick() < tick:
            lab.page.keyboard.press("ArrowRight")
        lab.expect_tick(tick)
        seen = lab.page.evaluate(SCENE)
        shown = heads(lab)
        assert any(head is not None for head in shown)
        for head, row in zip(shown, lab.readout(), strict=True):
            m, b = number(row["m"]), number(row["b"])
            inside = all(low <= at <= high for at, (low, high) in zip((m, b), seen["axes"], strict=False))
            assert (head is not None) == inside
            if head is not None:
                height = float(level(lab, number(row["above the best"])))
                assert np.allclose(head, pixel(seen, np.array([m, b, height])), atol=PIXEL), row["racer"]


def assert_surface(lab: Lab) -> None:
    """The surface is the loss above the lowest, and its axis says so."""
    drawn, result = lab.page.evaluate(SURFACE), lab.result()
    at = np.stack(np.meshgrid(drawn["x"], drawn["y"]), axis=-1)
    gaps = result.surface.gaps(at)[..., 0]
    clear = gaps > 1e-4 * gaps.max()  # near the lowest point the grid's own places are too coarse as float32
    assert np.allclose(np.array(drawn["z"])[clear], level(lab, gaps)[clear], atol=0.02)
    assert np.min(drawn["z"]) == 0
    ticks = lab.page.evaluate(SCENE)["ticks"]
    floor, *names = ticks["ticktext"]
    assert floor.startswith("≤ ")
    for at_level, name in zip(ticks["tickvals"][1:], names, strict=True):
        power = number("1×" + name)
        assert at_level == pytest.approx(float(level(lab, power)))


def test_the_camera_outlives_a_change_which_is_on_the_map_too(lab: Lab) -> None:
    lab.open()
    open_relief(lab)
    first = lab.page.evaluate(SCENE)["camera"]
    [before, *_] = heads(lab)
    assert before is not None
    lab.button("Turn to the left").click()
    lab.button("Closer").click()
    lab.wait_for(lambda: lab.page.evaluate(SCENE)["camera"] != first)
    turned = lab.page.evaluate(SCENE)["camera"]
    lab.wait_for(lambda: str(heads(lab)[0]) != str(before))
    lab.learn_at(0.3)
    lab.wait_for(lambda: number(lab.readout()[0]["m"]) == pytest.approx(lab.result().runs[0].path[-1, 0]))
    assert lab.page.evaluate(SCENE)["camera"] == turned
    lab.button("map").click()
    m, b = lab.result().runs[0].path[-1]

    def there() -> bool:
        frame, [head, *_] = lab.frame(), lab.heads()
        return head is not None and np.allclose(frame.pixel(*head), frame.pixel(m, b), atol=PIXEL)

    lab.wait_for(there)
    lab.button("To the start").click()
    open_relief(lab)
    again = lab.page.evaluate(SCENE)["camera"]
    assert all(again["eye"][axis] == pytest.approx(turned["eye"][axis]) for axis in "xyz")
    lab.button("Reset the camera").click()
    lab.wait_for(lambda: lab.page.evaluate(SCENE)["camera"]["eye"] == pytest.approx(first["eye"]))


def test_the_switch_and_the_clock_work_by_keyboard(lab: Lab) -> None:
    lab.open()
    lab.button("map").focus()
    lab.page.keyboard.press("Tab")
    expect(lab.button("3-D")).to_be_focused()
    lab.page.keyboard.press("Enter")
    lab.stage.locator(f"{HEADS}[transform]").first.wait_for(state="attached")
    lab.stage.get_by_role("img", name="In 3-D").focus()
    for key, tick in (("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", LAST)):
        lab.page.keyboard.press(key)
        lab.expect_tick(tick)


def test_without_webgl_a_sentence_says_so(lab: Lab) -> None:
    lab.page.add_init_script("""
      const real = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
        return kind.startsWith("webgl") ? null : real.call(this, kind, ...more);
      };
    """)
    lab.open()
    lab.button("3-D").click()
    note = lab.stage.get_by_text("This browser does not offer WebGL")
    expect(note).to_be_visible()
    lab.button("To the start").click()
    lab.expect_tick(0)
    lab.button("map").click()
    expect(note).to_have_count(0)
    assert any(lab.heads())


def test_what_draws_it_is_fetched_when_first_asked_for(lab: Lab) -> None:
    asked: list[str] = []
    lab.page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    lab.open()
    assert PLOTLY in asked
    assert PLOTLY_3D not in asked
    lab.page.route(f"**/{PLOTLY_3D}", lambda route: route.abort())
    lab.button("3-D").click()
    expect(lab.stage.get_by_text("could not be loaded")).to_be_visible()
    lab.button("map").click()
    lab.page.unroute(f"**/{PLOTLY_3D}")
    open_relief(lab)  # the next time it is there
    expect(lab.stage.locator(CANVAS)).to_have_count(1)
    assert asked.count(PLOTLY) == 1


def curvature_lines(lab: Lab) -> list[Any]:
    """Both ends of each line, as (m, b); None for hidden ones."""
    frame = lab.frame()
    if not lab.stage.locator(".stage-curvature").is_visible():
        return []
    return [
        [frame.data(*end) for end in line]
        for line in lab.places(".stage-curvature line", (("x1", "y1"), ("x2", "y2")))
    ]


def test_the_directions_of_curvature_are_shown_on_request_and_the_choice_is_kept(lab: Lab) -> None:
    lab.open()
    button: Locator = lab.button("curvature")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert curvature_lines(lab) == []
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    result = lab.result()
    wanted = lines(result, home_window(result.surface, result.runs[0].path[0]))
    assert wanted is not None
    frame = lab.frame()
    for shown, (x0, y0, x1, y1, _) in zip(curvature_lines(lab), wanted, strict=True):
        assert np.allclose(frame.pixel(*shown[0]), frame.pixel(x0, y0), atol=PIXEL)
        assert np.allclose(frame.pixel(*shown[1]), frame.pixel(x1, y1), atol=PIXEL)
    expect(lab.stage.get_by_text(wanted[0][4])).to_be_visible()
    lab.expect_link("map,curvature")
    lab.page.reload()
    lab.ready()
    expect(lab.button("curvature")).to_have_attribute("aria-pressed", "true")
    lab.button("curvature").click()
    assert curvature_lines(lab) == []
    expect(lab.stage.get_by_text(wanted[0][4])).to_be_hidden()


def test_the_view_of_the_landscape_is_in_the_link(lab: Lab) -> None:
    lab.open()
    lab.button("curvature").click()
    lab.expect_link("&view=epochs,log,train,gap,map,curvature")
    open_relief(lab)
    lab.expect_link("&view=epochs,log,train,gap,relief,curvature")
    lab.button("linear").click()
    lab.expect_link("&view=epochs,linear,train,gap,relief,curvature")
    lab.page.reload()
    lab.stage.locator(CANVAS).wait_for()
    lab.expect_tick(LAST)  # it has played in 3-D
    expect(lab.button("3-D")).to_have_attribute("aria-pressed", "true")
    lab.button("map").click()
    expect(lab.button("curvature")).to_have_attribute("aria-pressed", "true")
    lab.wait_for(lambda: all(lab.heads()))
    assert len(curvature_lines(lab)) == 2
    lab.expect_link("&view=epochs,linear,train,gap,map,curvature")
