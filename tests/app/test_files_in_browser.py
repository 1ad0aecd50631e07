"""Files in a real browser: what is downloaded holds the race, what is uploaded becomes one."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import expect

from optim_core import Experiment
from optim_core.link import to_link
from tests.app.lab import Lab, expected, number

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def download(lab: Lab, name: str) -> Path:
    """Press this button under Download; the saved file."""
    with lab.page.expect_download() as waiting:
        lab.page.get_by_role("button", name=name).click()
    return Path(waiting.value.path())


def test_downloads_hold_the_race(lab: Lab, browser: "Browser", tmp_path: Path) -> None:
    link = to_link(Experiment.preset("three_batches")).replace("epochs=10&", "epochs=2&")
    lab.open(f"{link}&view=rows,linear,test,loss")
    result = lab.result()
    lab.page.get_by_role("button", name="Download").click()
    frame = pd.read_csv(download(lab, "CSV"))
    assert len(frame) == sum(each.steps + 1 for each in result.runs) == 16_001 + 501 + 3
    assert list(frame["racer"].unique()) == list(result.names)
    assert np.allclose(frame.loc[frame["racer"] == "batch 1", ["m", "b"]], result.runs[0].path, rtol=1e-12)
    saved = Experiment.from_json(download(lab, "JSON").read_bytes())
    assert saved == lab.experiment()
    stage = tmp_path / "descent.html"
    stage.write_bytes(download(lab, "HTML").read_bytes())
    context = browser.new_context(offline=True, color_scheme="dark")
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto(stage.as_uri())
    alone = Lab(page)
    alone.button("Pause").wait_for()
    alone.wait_for(lambda: alone.tick() > 0)
    alone.button("Pause").click()
    alone.scrub(0.6)
    tick = alone.tick()
    alone.button("One step forward").click()
    alone.expect_tick(tick + 1)
    for row, each, step in zip(alone.readout(), result.runs, expected(result, tick + 1), strict=True):
        assert number(row["step"]) == step
        assert number(row["m"]) == pytest.approx(each.path[step, 0], rel=1e-5)
    for name in ("rows", "linear", "test", "loss"):
        expect(alone.button(f"{name}$")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert page.title() == "Descent Lab: batch 1, batch 32, all rows"
    assert [url for url in asked if not url.startswith(("data:", "blob:", stage.as_uri()))] == []
    assert not complaints
    context.close()


def test_an_uploaded_experiment_replaces_what_is_there_and_a_broken_one_does_not(lab: Lab) -> None:
    lab.open()
    section = lab.section("Open a file")
    chooser = section.locator("input[type=file]")

    def upload(name: str, content: bytes) -> None:
        chooser.set_input_files({"name": name, "mimeType": "application/json", "buffer": content})

    article = Experiment.preset("article")
    upload("article.json", article.to_json().encode())
    lab.expect_link("epochs=100")
    assert lab.experiment() == article
    expect(lab.page.get_by_role("combobox", name="Scenario")).to_have_value("The tutorial's run")
    lab.wait_for(lambda: lab.racers() == ["SGD"])
    error = section.get_by_role("alert")
    broken = {
        "letters.json": b"epochs: 3",
        "large.json": b'{"racers": "' + b"a" * 2_000_000 + b'"}',
        "zero.json": json.dumps({"epochs": 0, "racers": [{"optimizer": "gd"}]}).encode(),
    }
    for name, content in broken.items():
        upload(name, content)
        expect(error).to_contain_text(name)
        assert lab.experiment() == article
        assert lab.racers() == ["SGD"]
    expect(error).to_contain_text("epochs")
    lab.learn_at(0.002)
    lab.expect_link("racer=sgd;lr=0.002")
    expect(error).to_have_count(0)
    upload("article.json", article.to_json().encode())
    lab.expect_link("racer=sgd;lr=0.01")
