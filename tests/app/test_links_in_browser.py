"""Links in a real browser: reloaded, copied, gone back from, broken, and open twice."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from optim_core import Experiment
from optim_core.link import to_link
from tests.app.lab import Lab

ODD = "<i> & ; = % + # é **A** [b](https://c.d) $x$"
SPECIAL = {
    "epochs": 3,
    "start": (1.5, -2),
    "threshold": 0.5,
    "racers": [{"optimizer": "adam", "hypers": {"lr": 9}, "label": ODD}, {"optimizer": "gd"}],
}


def test_a_reload_gives_the_same_page(lab: Lab) -> None:
    lab.open()
    lab.learn_at(0.31)
    lab.expect_link("racer=gd;lr=0.31")
    for name in ("steps", "linear", "test", "loss"):
        lab.button(f"{name}$").click()
    lab.expect_link("view=steps,linear,test,loss")
    expect(lab.stage.locator(".stage-loss .stage-title")).to_contain_text("on the test rows")
    lab.idle()
    link, readout, loss = lab.page.url, lab.readout(), lab.frame(1)
    lab.page.reload()
    lab.ready()
    expect(lab.button("linear$")).to_have_attribute("aria-pressed", "true")
    lab.wait_for(lambda: lab.readout() == readout)
    assert lab.page.url == link
    assert lab.frame(1)[4:] == loss[4:]
    lab.details()
    expect(lab.entry("learning rate")).to_have_value("0.31")


def test_a_reload_in_the_middle_of_playing_starts_over(lab: Lab) -> None:
    lab.open(to_link(Experiment.preset("round_bowl")), playing=True)
    for _ in range(2):
        lab.wait_for(lambda: lab.tick() > 0)
        lab.page.reload()
        lab.ready()
    lab.button("Pause").click()
    lab.button("To the end").click()
    lab.expect_tick(320)


def test_back_leaves_the_page_instead_of_undoing_settings(lab: Lab) -> None:
    lab.page.goto("about:blank")
    lab.open()
    for rate in (0.3, 0.2, 0.1):
        lab.learn_at(rate)
        lab.expect_link(f"racer=gd;lr={rate}")
    lab.button("linear$").click()
    lab.expect_link("view=epochs,linear")
    lab.page.go_back()
    assert lab.page.url == "about:blank"
    lab.page.go_forward()
    lab.ready()
    assert lab.experiment().racers[0].hypers["lr"] == 0.1


def test_the_copied_link_holds_what_was_typed_just_now(lab: Lab) -> None:
    lab.open()
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab.section("Batches and epochs")
    lab.entry("epochs").fill("7")  # without Enter
    lab.page.get_by_role("button", name="Copy link").click()
    expect(lab.page.get_by_role("button", name="Copied")).to_be_visible()
    assert "&epochs=7&" in lab.page.evaluate("navigator.clipboard.readText()")


def test_the_copied_link_opens_the_same_experiment_and_its_names_are_text_everywhere(lab: Lab) -> None:
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab.open(to_link(Experiment.model_validate(SPECIAL)))
    lab.page.get_by_role("button", name="Copy link").click()
    expect(lab.page.get_by_role("button", name="Copied")).to_be_visible()
    link = lab.page.evaluate("navigator.clipboard.readText()")
    here, racers = lab.experiment(), lab.racers()
    assert here == Experiment.model_validate(SPECIAL)
    assert racers == [ODD, "Gradient descent"]
    assert lab.page.locator("a[href*='c.d'], .katex").count() == 0
    assert lab.page.locator("i").filter(has_text="&").count() == 0
    expect(lab.page.get_by_role("strong").filter(has_text=ODD)).to_be_visible()
    lab.details()
    lab.page.goto("about:blank")
    lab.page.goto(link)
    lab.ready()
    assert lab.experiment() == here
    assert lab.racers() == racers
    expect(lab.page.get_by_role("button", name="Copy link")).to_be_visible()


def test_a_bad_link_is_mended_with_a_note(lab: Lab) -> None:
    lab.open("epochs=0&seed=x&colour=red&start=1,2,3&view=upside,down&racer=magic&racer=adam;lr=-1")
    note = lab.page.get_by_role("alert")
    for culprit in ("epochs", "seed", "colour", "start", "view", "magic", "lr"):
        expect(note).to_contain_text(culprit)
    assert lab.racers() == ["Adam"]
    assert lab.page.get_by_test_id("stException").count() == 0
    assert "Traceback" not in lab.page.locator("body").inner_text()
    lab.learn_at(0.01)
    lab.expect_link("lr=0.01")
    expect(note).to_have_count(0)


@pytest.mark.parametrize("text", ["[p](http://e.fr) $x$ **b** `c` <b>", "![](http://e.fr/x.png) :red[r] _i_"])
def test_what_a_bad_link_says_is_shown_as_it_is_written(lab: Lab, text: str) -> None:
    given = quote(text, safe="")
    lab.open(f"v={given}&epochs={given}&view={given}&x={given}&{given}=1")
    note = lab.page.get_by_role("alert")
    assert note.inner_text().count(text) == 5
    assert note.locator("a, img, b, em, strong, .katex, [class*=color]").count() == 0


def test_two_tabs_do_not_disturb_each_other(lab: Lab) -> None:
    lab.open()
    other = Lab(lab.page.context.new_page()).open(to_link(Experiment.preset("article")))
    other.learn_at(0.002)
    other.expect_link("racer=sgd;lr=0.002")
    lab.learn_at(0.4)
    lab.expect_link("racer=gd;lr=0.4")
    other.button("linear$").click()
    other.expect_link("view=epochs,linear")
    assert lab.racers()[0] == "Gradient descent"
    assert other.racers() == ["SGD"]
    assert other.experiment().racers[0].hypers["lr"] == 0.002
    expect(lab.button("log$")).to_have_attribute("aria-pressed", "true")
    lab.page.reload()
    lab.ready()
    assert lab.experiment().racers[0].hypers["lr"] == 0.4
