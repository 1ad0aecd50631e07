"""The sweep page in a real browser: cells come as they are done, and each opens as the run it is."""

import re
from typing import TYPE_CHECKING

import pytest

from optim_core.racer import Racer
from tests.app.lab import Lab, number

if TYPE_CHECKING:
    from playwright.sync_api import Locator

QUICK = "epochs=10&batch_size=100&racer=gd;lr=0.3&racer=sgd;lr=0.01&sweep=racer=1;x=lr=0.01:2:log:9"
LONG = "epochs=100&racer=adam;lr=300&sweep=x=lr=1:1000:log:30;y=beta1=0:0.99:linear:30;seeds=100"


class Sweep(Lab):
    """The lab's tab on the Sweep page."""

    def enter(self, link: str) -> "Sweep":
        self.page.emulate_media(reduced_motion="reduce")
        self.page.goto(f"/sweep?{link}")
        self.panel().get_by_role("heading").wait_for()
        return self

    def panel(self) -> "Locator":
        return self.page.get_by_role("region", name="The setting at the cursor")

    def map(self) -> "Locator":
        return self.page.get_by_role("application")

    def title(self, text: str) -> None:
        self.page.get_by_role("heading", name=re.compile(text)).wait_for()

    def ends_with(self, rate: float) -> float:
        """The final gap of the one racer with that learning rate, once the race is open with it."""
        self.wait_for(lambda: any(abs(racer.hypers["lr"] / rate - 1) < 0.01 for racer in self.racing()))
        self.ready()
        result = self.result()
        [run] = [each for each in result.runs if abs(each.racer.hypers["lr"] / rate - 1) < 0.01]
        return float(run.gap[-1])

    def racing(self) -> tuple[Racer, ...]:
        """The racers that the link names; on the way from page to page it names none."""
        return self.experiment().racers if "racer=" in self.page.url else ()

    def shown(self) -> float:
        """The measured number of the setting at the cursor."""
        text = self.panel().get_by_text(re.compile("^Final gap: ")).inner_text()
        return number(text.partition(": ")[2])


@pytest.fixture
def sweep(page) -> Sweep:
    return Sweep(page)


def test_cells_come_while_it_runs_and_cancelling_ends_it_at_once(sweep: Sweep) -> None:
    sweep.enter(LONG)
    sweep.title(r"in [\d,]+ of")
    sweep.page.get_by_role("button", name="Cancel").click()
    sweep.page.get_by_role("button", name="Run it again").wait_for()
    sweep.page.get_by_text("Cancelled").wait_for()
    sweep.panel().get_by_text(re.compile("^Final gap: ")).wait_for()  # what is known stays
    sweep.page.get_by_role("button", name="Run it again").click()
    sweep.page.get_by_text(re.compile(r"^[\d,]+ of 90,000 runs, .* left$")).wait_for()


def test_a_clicked_cell_opens_as_the_run_it_is(sweep: Sweep) -> None:
    sweep.enter(f"{QUICK};y=batch_size=50:400:log:4")
    sweep.title("SGD comes within 1 % of the lowest loss in .* of 36 cells")
    box = sweep.map().bounding_box()
    assert box is not None
    sweep.page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    sweep.panel().get_by_role("heading", name=re.compile(r"^(Best: )?learning rate 0\.")).wait_for()
    heading = sweep.panel().get_by_role("heading").inner_text()
    found = re.search(r"learning rate ([\d.]+), batch size (\d+)", heading)
    assert found is not None
    shown = sweep.shown()
    sweep.panel().get_by_role("button", name="Open in the race").click()
    assert sweep.ends_with(float(found[1])) == pytest.approx(shown, rel=2e-6)
    assert len(sweep.racing()) == 2
    assert sweep.racing()[1].batch_size == int(found[2])


def test_arrow_keys_move_the_cursor_and_a_setting_joins_the_race(sweep: Sweep) -> None:
    sweep.enter(QUICK)
    sweep.title("of 9 settings")
    sweep.map().press("Home")
    for _ in range(3):
        sweep.map().press("ArrowRight")
    rate = 0.01 * 200 ** (3 / 8)
    sweep.panel().get_by_role("heading", name=f"learning rate {rate:.3g}").wait_for()
    shown = sweep.shown()
    sweep.panel().get_by_role("button", name="Add to the race").click()
    sweep.panel().get_by_text(re.compile(r"^Racer 3 of the race is now SGD")).wait_for()
    sweep.page.get_by_role("link", name="Race", exact=True).click()
    assert sweep.ends_with(rate) == pytest.approx(shown, rel=2e-6)
    assert len(sweep.racing()) == 3
    sweep.page.get_by_role("link", name="Sweep").click()
    sweep.map().press("End")
    sweep.panel().get_by_role("heading", name="learning rate 2").wait_for()
    sweep.panel().get_by_text("Diverged.", exact=True).wait_for()
    sweep.map().press("Enter")
    sweep.wait_for(lambda: [racer.hypers["lr"] for racer in sweep.racing()][1:2] == [2])
