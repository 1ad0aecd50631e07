"""The race page in a browser, handled and read as a user would."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from optim_core import Experiment, run
from optim_core.link import from_link
from optim_core.run import Result
from ui.stage.clock import Clock

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LAST = max(one.steps for one in run(Experiment.preset("own_best")).runs)  # step of the race that opens first

# The marks on the charts have no names a user could read. Where they are in the page is written here only.
HEADS = ".stage-landscape .stage-head"
DOTS = ".stage-loss .stage-head"
CURSOR = ".stage-loss .stage-cursor"
LINES = ".stage-fits line"
CONTOURS = ".stage-landscape .contourlayer path"

# A chart's plot area on the page and what its axes show there; several plots may lie in one figure.
FRAME = """(figure) => {
  const plot = [...figure.querySelectorAll(".js-plotly-plot")].find((each) => each.layout.xaxis.title?.text);
  const { left, top, width, height } = plot.querySelector(".nsewdrag").getBoundingClientRect();
  const { xaxis, yaxis } = plot.layout;
  return { left, top, width, height, x: [...xaxis.range], y: [...yaxis.range], log: yaxis.type === "log" };
}"""
# Where each mark's own (x, y) lies on the page; null for a hidden mark.
PLACES = """(marks, points) => marks.map((mark) => {
  if (mark.style.display === "none") return null;
  const matrix = mark.getScreenCTM();
  return points.map(([x, y]) => {
    const at = new DOMPoint(Number(mark.getAttribute(x) ?? 0), Number(mark.getAttribute(y) ?? 0));
    const { x: left, y: top } = at.matrixTransform(matrix);
    return [left, top];
  });
})"""

# A moved learning rate may run twice, its slider and then all of the page: a pause between is no rest.
RESTED = """() => new Promise((resolve, reject) => {
  let [last, since] = [null, 0];
  const begin = performance.now();
  const look = () => {
    const app = document.querySelector("[data-testid=stApp]");
    const { top, height } = document.querySelector(".stage-root")?.getBoundingClientRect() ?? {};
    const seen = [app?.dataset.testScriptState, document.fonts.status, top, height].join();
    const now = performance.now();
    if (seen !== last) [last, since] = [seen, now];
    if (seen.startsWith("notRunning,loaded") && now - since > 250) resolve();
    else if (now - begin > 30000) reject(new Error(`the page never rests: ${seen}`));
    else setTimeout(look, 25);
  };
  look();
})"""

# What is written in each cell of a table, row by row.
CELLS = "(table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText))"

Point = tuple[float, float]


class Frame(NamedTuple):
    """A chart's plot area in pixels of the page, and the data at its edges."""

    left: float
    top: float
    width: float
    height: float
    x: Point
    y: Point

    def pixel(self, x: float, y: float) -> Point:
        (x0, x1), (y0, y1) = self.x, self.y
        return (
            self.left + (x - x0) / (x1 - x0) * self.width,
            self.top + (y1 - y) / (y1 - y0) * self.height,
        )

    def data(self, left: float, top: float) -> Point:
        (x0, x1), (y0, y1) = self.x, self.y
        return (
            x0 + (left - self.left) / self.width * (x1 - x0),
            y1 - (top - self.top) / self.height * (y1 - y0),
        )


class Lab:
    """A tab with the race page in it."""

    def __init__(self, page: "Page") -> None:
        self.page = page

    @property
    def stage(self) -> "Locator":
        return self.page.locator(".stage-root")

    def open(self, link: str = "", playing: bool = False) -> "Lab":
        """Open the page; unless told otherwise for someone who wants no motion, so that it is at its end."""
        if not playing:
            self.page.emulate_media(reduced_motion="reduce")
        self.page.goto(f"/?{link}" if link else "/")
        return self.ready()

    def ready(self) -> "Lab":
        """Wait until the server has answered and the stage shows a moment of the race."""
        self.page.get_by_text(re.compile(r"^step [\d,]+ ·")).wait_for()
        self.idle()
        return self

    def idle(self) -> None:
        """Wait until the server has answered, fonts are there, and nothing is moved by either any more."""
        self.page.evaluate(RESTED)

    # What the page says

    def experiment(self) -> Experiment:
        """What the address bar spells out."""
        query = parse_qs(urlsplit(self.page.url).query, keep_blank_values=True)
        query.pop("view", None)
        query.pop("at", None)
        query.pop("sweep", None)
        return from_link(query)

    def expect_link(self, part: str) -> None:
        """Wait until the address bar holds this."""
        from playwright.sync_api import expect

        expect(self.page).to_have_url(re.compile(re.escape(part)))

    def result(self) -> Result:
        return run(self.experiment())

    def label(self) -> "Locator":
        """The clock's label, "step 12 · epoch 0.1 · …"."""
        return self.stage.get_by_text(re.compile(r"^step [\d,]+ ·"))

    def tick(self) -> int:
        found = re.match(r"step ([\d,]+)", self.label().inner_text())
        assert found is not None
        return int(found[1].replace(",", ""))

    def expect_tick(self, tick: int) -> None:
        from playwright.sync_api import expect

        expect(self.label()).to_have_text(re.compile(rf"^step {tick:,} ·[^…]*$"))

    def readout(self) -> list[dict[str, str]]:
        """The numbers at the clock: a row a racer, by column."""
        return self._table("Numbers at the clock")

    def ended(self) -> list[dict[str, str]]:
        """Where everyone ended, likewise."""
        return self._table("Results")

    def _table(self, name: str) -> list[dict[str, str]]:
        head, *rows = self.page.get_by_role("region", name=name).get_by_role("table").evaluate(CELLS)
        return [dict(zip(head, row, strict=True)) for row in rows]

    def racers(self) -> list[str]:
        return [row["racer"] for row in self.readout()]

    # The clock

    def button(self, name: str) -> "Locator":
        """One of the stage's buttons; its name may go on with the key that does the same."""
        return self.stage.get_by_role("button", name=re.compile(f"^{name}"))

    def click_fast(self, name: str, times: int) -> None:
        """Click where this button is, without a look at what the last click did."""
        box = self.button(name).bounding_box()
        assert box is not None
        for _ in range(times):
            self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def scrubber(self) -> "Locator":
        return self.stage.get_by_role("slider", name="Time of the race")

    def scrub(self, share: float) -> None:
        """Drag the time slider to this share of its length."""
        box = self.scrubber().bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + share * box["width"], box["y"] + box["height"] / 2)

    # The charts

    def figure(self, place: int) -> "Locator":
        """Landscape, loss, fit."""
        return self.stage.get_by_role("figure").nth(place)

    def on_screen(self, place: "Locator") -> bool:
        """Does all of it lie within the window?"""
        box, size = place.bounding_box(), self.page.viewport_size
        assert box is not None
        assert size is not None
        across = box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
        return across and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]

    def frame(self, place: int = 0) -> Frame:
        found: Any = self.figure(place).evaluate(FRAME)
        x, y = found["x"], found["y"]
        return Frame(found["left"], found["top"], found["width"], found["height"], tuple(x), tuple(y))

    def places(self, marks: str, points: tuple[tuple[str, str], ...] = (("cx", "cy"),)) -> list[Any]:
        """Where these marks are on the page; None for hidden ones."""
        return self.stage.locator(marks).evaluate_all(PLACES, points)

    def heads(self) -> list[Point | None]:
        """Where the landscape shows the racers, as (m, b)."""
        frame = self.frame()
        return [place and frame.data(*place[0]) for place in self.places(HEADS)]

    def cursor(self) -> float:
        """Where on the loss chart's axis the cursor stands."""
        [place] = self.places(CURSOR, (("x1", "y1"),))
        return self.frame(1).data(*place[0])[0]

    def lines(self) -> list[tuple[Point, Point] | None]:
        """Both ends of each fitted line, as (x, y) in the data's own units."""
        frame = self.frame(2)
        ends = self.places(LINES, (("x1", "y1"), ("x2", "y2")))
        return [place and (frame.data(*place[0]), frame.data(*place[1])) for place in ends]

    # The controls

    def section(self, title: str) -> "Locator":
        """A part of the sidebar, opened."""
        sidebar = self.page.get_by_role("region", name="Sidebar")
        part = sidebar.get_by_role("group").filter(has_text=title).first
        if part.get_attribute("open") is None:
            self.idle()  # a page that still moves may take the summary away from under the pointer
            part.locator("summary").click()
            self.wait_for(lambda: part.get_attribute("open") is not None)
            part.locator("input").first.wait_for(state="attached")
            self.idle()
        return part

    def entry(self, label: str, nth: int = 0) -> "Locator":
        """The exact entry of a number."""
        return self.page.get_by_role("textbox", name=re.compile(f"^{label}")).nth(nth)

    def type(self, label: str, value: object) -> None:
        entry = self.entry(label)
        entry.fill(str(value))
        entry.press("Enter")

    def details(self, racer: int = 0) -> "Locator":
        """All settings of a racer, opened."""
        opened = self.page.get_by_test_id("stPopoverBody")
        if opened.count() == 0:
            self.page.get_by_role("button", name=re.compile("All settings of")).nth(racer).click()
        opened.get_by_role("textbox", name="Label").wait_for()
        self.idle()
        return opened

    def close_details(self) -> None:
        self.page.get_by_role("heading", name="Which optimizer").click()
        self.page.get_by_test_id("stPopoverBody").wait_for(state="detached")

    def learn_at(self, rate: float, racer: int = 0) -> None:
        """Give a racer exactly this learning rate."""
        self.details(racer)
        self.type("learning rate", rate)
        self.wait_for(lambda: self.experiment().racers[racer].hypers["lr"] == rate)
        self.idle()
        self.close_details()

    def choose(self, label: str, option: str, where: "Locator | None" = None) -> None:
        """An option of a list; a rerun that comes late may close the list again, and it is opened anew."""
        from playwright.sync_api import TimeoutError

        box = (where or self.page).get_by_role("combobox", name=re.compile(f"^{label}"))
        found = self.page.get_by_role("option", name=option, exact=True)

        def chosen() -> bool:
            self.idle()
            if box.get_attribute("aria-expanded") != "true":
                box.click()
            if not found.is_visible():
                return False
            try:
                found.click(timeout=2000)
            except TimeoutError:
                return False
            return True

        self.wait_for(chosen)

    def wait_for(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        """Ask again and again until it holds; for what the browser cannot be asked to wait for."""
        for _ in range(int(seconds / 0.05)):
            if condition():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("it did not come true")


def number(text: str) -> float:
    """A number as the page writes it.

    >>> number("−2,000.41"), number("1.5×10⁻⁷")
    (-2000.41, 1.5e-07)
    """
    digits = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
    return float(text.replace(",", "").replace("×10", "e").translate(digits))


def expected(result: Result, tick: int) -> list[int]:
    """The step of every racer at this tick."""
    import numpy as np

    return [int(Clock.of(result).steps_of(each, np.array([tick]))[0]) for each in result.runs]
