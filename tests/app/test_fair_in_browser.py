"""The fair race in a browser: begun, watched, cancelled, begun again, and there after a reload."""

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route, WebSocketRoute

LONG = "batch_size=1&epochs=10&racer=sgd;lr=0.01&fair=budget=1000;tuning_seeds=5;race_seeds=6"


def test_begin_cancel_begin_again_reload(page: "Page") -> None:
    page.goto(f"/fair?{LONG}")
    begin = page.get_by_role("button", name="Tune everyone and race")
    bar = page.get_by_role("progressbar")
    result = page.get_by_role("heading", name=re.compile("^Tuned alike, SGD"))

    begin.click()
    expect(bar).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Tuning SGD, \d+ (s|min) left$"))).to_be_visible()
    expect(begin).to_be_hidden()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled")).to_be_visible()

    budget = page.get_by_role("textbox", name="budget")
    budget.fill("4")
    budget.press("Enter")
    expect(page.get_by_text("4 settings", exact=True)).to_be_visible()
    begin.click()
    expect(result).to_be_visible()
    expect(page.get_by_role("figure", name=re.compile("median and band of 6 seeds"))).to_have_count(2)
    expect(page).to_have_url(re.compile("fair=budget=4;.*;go$"))

    page.reload()
    expect(result).to_be_visible()
    expect(begin).to_be_hidden()


def test_work_that_ends_while_another_page_is_on_its_way_does_not_call_this_one_back(page: "Page") -> None:
    answers: list[Route] = []
    messages: list[str | bytes] = []
    lines: list[WebSocketRoute] = []
    on_the_way = False

    def slow(line: "WebSocketRoute") -> None:
        lines.append(line)
        line.connect_to_server().on_message(lambda m: messages.append(m) if on_the_way else line.send(m))

    def hold(question: "Route") -> None:
        answers.append(question)

    page.route_web_socket(re.compile("_stcore/stream"), slow)
    page.goto(f"/fair?{LONG}")
    page.get_by_role("button", name="Tune everyone and race").click()
    expect(page.get_by_role("progressbar")).to_be_visible()

    page.route(re.compile(r"/work/[\w-]+\?watcher="), hold)
    with page.expect_request(re.compile("/work/")):
        pass
    on_the_way = True
    page.get_by_role("link", name="Race", exact=True).click()
    answers[0].fulfill(json={"state": "finished", "share": 1, "words": "", "version": 99})
    page.wait_for_timeout(1000)
    on_the_way = False
    for message in messages:
        lines[-1].send(message)

    expect(page.get_by_text(re.compile(r"^step [\d,]+ ·"))).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
