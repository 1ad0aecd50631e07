"""The race on other data: those that come along, a file of one's own, and a link that needs one."""

import pytest
from streamlit.testing.v1 import AppTest

from optim_core import uploads
from optim_core.data_sets import DATA_SETS
from optim_core.link import to_link
from optim_core.own_data import on, published, uploaded
from tests.pages.driven import (
    changed,
    complaint_at,
    entries,
    experiment,
    named,
    open_app,
    read,
    results,
    unfold,
)
from ui.session import FIRST, preset

HOME = preset(FIRST)
ROWS = "".join(f"{k},{3 * k + k % 7},{k % 5},text\n" for k in range(60))
MINE = f"hours,score,<b>bold</b>,name\n{ROWS},1,2,x\nnone,1,2,x\nabc,1,2,x\n1e400,1,2,x\n".encode()


def upload(app: AppTest, content: bytes = MINE, name: str = "mine.csv") -> AppTest:
    named(app.file_uploader, "A CSV file of your own").set_value((name, content, "text/csv")).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """Everything in words on the page."""
    texts = (*app.markdown, *app.caption, *app.error, *app.info, *app.warning)
    return "\n".join(read(each.value) for each in texts)


def address(app: AppTest) -> str:
    """What "copy link" would copy."""
    return to_link(published(app.session_state.wanted or experiment(app)))


@pytest.mark.parametrize("id", DATA_SETS)
def test_every_data_set_gives_a_race_that_gets_down(id: str) -> None:
    app = unfold(open_app(), "expander")
    named(app.selectbox, "data").set_value(id).run()
    assert not app.exception
    problem = experiment(app).problem
    assert (problem.data, problem.x, problem.y) == (id, DATA_SETS[id].x, DATA_SETS[id].y)
    assert f"of {DATA_SETS[id].table().rows:,} rows have a number in both columns" in said(app)
    assert {row["status"] for row in results(app)} == {"budget"}
    assert all(row["steps to within 1 %"] != "never" for row in results(app)), results(app)
    assert published(experiment(app)) == experiment(app)


def test_batches_that_few_rows_made_small_grow_again_and_a_chosen_size_stays() -> None:
    app = upload(
        unfold(open_app(), "expander"), b"a,b\n" + b"".join(b"%d,%d\n" % (k, k % 3) for k in range(9))
    )
    assert experiment(app).batch_size == 1
    named(app.selectbox, "data").set_value("diamonds").run()
    assert experiment(app).batch_size == HOME.batch_size
    app = unfold(open_app(to_link(HOME.model_copy(update={"batch_size": 32}))), "expander")
    named(app.selectbox, "data").set_value("penguins").run()
    assert experiment(app).batch_size == 32


def test_an_uploaded_file_becomes_the_data() -> None:
    app = upload(unfold(open_app(), "expander"))
    problem = experiment(app).problem
    assert (problem.x, problem.y, problem.rows) == ("hours", "score", 60)
    assert problem.data in named(app.selectbox, "data").value
    assert named(app.selectbox, "input x").options == ["hours", "score", "<b>bold</b>"]
    words = said(app)
    assert "60 of 64 rows have a number in both columns" in words
    assert '2 rows have no value in "hours" (first in line 62)' in words
    assert '1 row has text instead of a number in "hours" (line 64: "abc")' in words
    assert '1 row has an infinite or far too large value in "hours" (line 65)' in words
    assert "Columns without numbers: name." in words
    assert {row["status"] for row in results(app)} == {"budget"}


def test_another_column_takes_no_more_rows_than_it_has() -> None:
    app = upload(unfold(open_app(), "expander"), MINE.replace(b"\n7,21,", b"\n7,,"))
    assert experiment(app).problem.rows == 59
    named(app.selectbox, "output y").set_value("<b>bold</b>").run()
    named(entries(app), "rows").set_value(60).run()
    before = experiment(app)
    named(app.selectbox, "output y").set_value("score").run()
    assert changed(before, experiment(app)) == {("problem", "y"): "score", ("problem", "rows"): 59}
    named(app.selectbox, "output y").set_value("hours").run()
    assert "must be another column than x" in complaint_at(app, named(app.selectbox, "output y"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"MZ\x90\x00" + bytes(100), "Windows program"),
        (b"a,b\n1,2\n3\n", "line 3"),
        (b"", "empty"),
        (b"a,b\nx,y\n", "no column holds numbers"),
    ],
)
def test_a_file_that_is_no_table_is_refused_and_the_last_result_stays(content: bytes, why: str) -> None:
    app = unfold(open_app(), "expander")
    last = results(app)
    upload(app, content)
    assert (experiment(app), results(app)) == (HOME, last)
    assert "mine.csv" in app.error[0].value
    assert why in read(app.error[0].value)
    upload(app)
    assert not app.error


def test_warnings_say_what_is_likely_to_go_wrong() -> None:
    app = upload(unfold(open_app(), "expander"), b"a,b\n5,1\n5,2\n5,3\n5,4\n")
    assert "Only 4 rows" in said(app)
    assert '"a" is 5 in every row' in said(app)
    assert not app.exception


def test_the_data_can_be_looked_at() -> None:
    app = upload(unfold(open_app(), "expander"))
    named(app.button, "Look at the data").click().run()
    assert not app.exception
    tables = [each.proto.body for each in app.get("html") if "standard deviation" in each.proto.body]
    assert "hours" in tables[0]
    named(app.selectbox, "input x").set_value("<b>bold</b>").run()
    named(app.button, "Look at the data").click().run()
    tables = [each.proto.body for each in app.get("html") if "standard deviation" in each.proto.body]
    assert "&lt;b&gt;bold" in tables[0]


def test_a_link_to_a_file_tells_which_and_goes_on_once_it_has_come() -> None:
    mine = upload(unfold(open_app(), "expander"))
    named(mine.selectbox, "scale of x").set_value("raw").run()
    named(entries(mine), "seed").set_value(7).run()
    link = address(mine)
    assert (uploaded(experiment(mine)) or "") not in link

    app = open_app(link)
    assert experiment(app) == HOME
    assert "hours and score" in app.info[0].value.replace("*", "")
    assert uploads.digest(experiment(mine).problem.data) in app.info[0].value
    assert address(app) == link, "a reload asks for the same file"
    upload(unfold(app, "expander"), MINE + b"1,2,3,x\n", "other.csv")
    assert experiment(app) == HOME
    assert "another file than the link needs" in read(app.error[0].value)
    assert app.info
    upload(app)
    assert experiment(app) == experiment(mine)
    assert results(app)[0]["m"] == results(mine)[0]["m"]
    assert not app.info


def test_whoever_only_has_the_link_sees_nothing_of_the_file() -> None:
    mine = upload(unfold(open_app(), "expander"))
    for link in (address(mine), to_link(experiment(mine)), address(mine).replace("x=hours", "x=nothing")):
        app = unfold(open_app(link), "expander")
        assert experiment(app) == HOME
        assert uploaded(experiment(mine)) not in named(app.selectbox, "data").options
        assert "score" not in " ".join(str(each.value) for each in app.warning)
        assert results(app) == results(open_app())


def test_a_link_that_asks_for_another_column_is_mended_once_the_file_has_come() -> None:
    link = address(upload(unfold(open_app(), "expander"))).replace("x=hours", "x=minutes")
    app = upload(unfold(open_app(link), "expander"))
    assert experiment(app).problem.x == "hours"
    assert "minutes" in said(app)
    assert "must be one of hours" in said(app)


def test_any_change_drops_the_wish_for_a_file() -> None:
    link = address(upload(unfold(open_app(), "expander")))
    app = unfold(open_app(link), "expander")
    named(entries(app), "seed").set_value(8).run()
    assert not app.info
    assert experiment(app).seed == 8


def test_a_file_that_had_to_make_room_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = upload(unfold(open_app(), "expander"))
    was = experiment(app)
    with monkeypatch.context() as patched:
        patched.setattr(uploads, "find", lambda data: None)
        app.run()
        assert not app.exception
        assert experiment(app) == HOME
        assert app.info
    upload(app)
    assert experiment(app) == on(was, was.problem.data)


def test_a_saved_experiment_finds_its_file_again_in_the_same_session() -> None:
    app = upload(unfold(open_app(), "expander"))
    was = experiment(app)
    named(app.selectbox, "Scenario").select("article").run()
    saved = published(was).to_json().encode()
    named(app.file_uploader, "An Experiment as JSON").set_value(("e.json", saved, "application/json")).run()
    assert experiment(app) == was
    assert not app.info
