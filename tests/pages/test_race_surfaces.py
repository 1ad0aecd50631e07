"""Surfaces and typed formulas on the race page, and what theory says about them."""

import pytest

from optim_core.catalogue import SURFACES
from optim_core.experiment import Experiment
from optim_core.link import to_link
from tests.pages.driven import Cells, entries, experiment, named, open_app, read, unfold

RACERS = [{"optimizer": "gd"}, {"optimizer": "sgd"}, {"optimizer": "adam"}]


def on(problem, **rest):
    return to_link(Experiment(**({"problem": problem, "epochs": 60, "racers": RACERS} | rest)))


def said(app):
    return " ".join(read(each.value) for each in (*app.markdown, *app.caption))


def theory(app):
    """All that stands under "What theory says"."""
    app.session_state.theory = True
    app.run()
    assert not app.exception
    return said(app) + " ".join(each.proto.body for each in app.get("html"))


@pytest.mark.parametrize("id", ["hills", "ravine"])
def test_a_surface_is_chosen_and_says_what_it_shows(id):
    app = open_app(on({}))
    named(app.selectbox, "What to walk on").set_value(id).run()
    assert not app.exception
    assert experiment(app).problem.function == id
    text = said(app)
    assert SURFACES[id].idea in text
    assert SURFACES[id].teach in text


def test_sgd_without_noise_is_said_to_be_gradient_descent():
    words = "SGD is gradient descent"
    assert words in said(open_app(on({"kind": "surface", "function": "booth"})))
    assert words not in said(open_app(on({"kind": "surface", "function": "booth", "noise": 0.5})))
    assert words not in said(open_app(on({})))


class TestFormula:
    OLD, SLIP, GOOD = "x**2 + 3*y**2", "x**2 + sinn(y)", "x**2 + sin(y)"

    def typed(self, text):
        app = unfold(open_app(on({"kind": "formula", "text": self.OLD})), "expander")
        named(app.text_input, "f(x, y)").set_value(text).run()
        assert not app.exception
        return app

    def test_who_chooses_it_sees_where_to_type(self):
        app = open_app(on({}))
        named(app.selectbox, "What to walk on").set_value("formula").run()
        assert not app.exception
        assert named(app.text_input, "f(x, y)").value == experiment(app).problem.text

    def test_a_slip_is_pointed_at_and_the_text_stays(self):
        app = self.typed(self.SLIP)
        assert named(app.text_input, "f(x, y)").value == self.SLIP
        assert "`sinn` is not known here; did you mean sin?" in said(app)
        shown, caret = app.code[0].value.split("\n")
        assert shown[caret.index("^") :].startswith("sinn")
        assert experiment(app).problem.text == self.OLD

    def test_it_stays_while_something_else_is_changed_and_once_mended_it_runs(self):
        app = self.typed(self.SLIP)
        named(entries(app), "steps").set_value(33).run()
        assert experiment(app).epochs == 33
        assert named(app.text_input, "f(x, y)").value == self.SLIP
        named(app.text_input, "f(x, y)").set_value(self.GOOD).run()
        assert experiment(app).problem.text == self.GOOD
        assert not app.code

    @pytest.mark.parametrize("text", ["log(x)", "5", "sqrt(x) + y**2"])
    def test_what_has_no_height_in_places_or_none_but_one_is_walked_on(self, text):
        assert experiment(self.typed(text)).problem.text == text

    def test_what_has_no_height_at_all_is_refused(self):
        app = self.typed("sqrt(-1 - x**2)")
        assert "has no finite height anywhere in the window" in said(app)
        assert experiment(app).problem.text == self.OLD

    def test_another_formula_from_a_scenario_forgets_the_slip(self):
        app = self.typed(self.SLIP)
        named(app.selectbox, "Scenario").set_value("hills").run()
        named(app.selectbox, "What to walk on").set_value("formula").run()
        text = named(app.text_input, "f(x, y)").value
        assert text == experiment(app).problem.text != self.SLIP

    def test_what_is_too_long_is_said(self):
        assert "at most 200 characters" in said(self.typed("x + " * 60 + "y")).replace("At", "at")


class TestTheory:
    def test_of_a_quadratic_holds_everywhere_and_each_line_has_its_source(self):
        text = theory(open_app(on({"kind": "surface", "function": "booth"})))
        assert "κ = L/ℓ = 9" in text
        assert "local" not in text
        assert "2/L = 0.1111" in text
        for source in ("Goh 2017", "Nesterov 2004"):
            assert source in text

    def test_elsewhere_it_is_said_to_be_local(self):
        assert "All of it is local" in theory(open_app(on({"kind": "surface", "function": "beale"})))

    def test_who_ended_in_another_bowl_is_said_so(self):
        problem = {"kind": "surface", "function": "himmelblau"}
        racers = [{"optimizer": rule, "hypers": {"lr": 0.01}} for rule in ("gd", "momentum")]
        near = on(problem, racers=racers, start=(-1, 0.5), epochs=300)
        assert "ended elsewhere" not in theory(open_app(near))
        assert "ended elsewhere" in theory(open_app(on(problem, racers=racers, start=(0, 0), epochs=300)))

    def test_who_has_not_come_to_stay_is_said_to_be_falling(self):
        for rate, falling in ((0.001, True), (0.05, False)):
            racers = [{"optimizer": "sgd", "hypers": {"lr": rate}}]
            text = theory(open_app(on({"rows": 400}, racers=racers, batch_size=20, epochs=30)))
            assert ("still falling" in text) is falling

    def test_where_there_is_no_bowl_it_says_so(self):
        text = theory(open_app(on({"kind": "surface", "function": "saddle"})))
        assert "nothing to say about this surface" in text

    def test_the_noise_ball_shrinks_with_the_batch(self):
        racers = [{"optimizer": "sgd", "hypers": {"lr": 0.05}}]
        text = theory(open_app(on({"rows": 400}, racers=racers, batch_size=20, epochs=30)))
        assert "Mandt" in text
        head, row = Cells(text[text.index("Noise ball of SGD") :]).rows
        balls = [
            float(gap.replace(",", ""))
            for name, gap in zip(head, row, strict=True)
            if name.startswith("batch ")
        ]
        assert len(balls) >= 5
        assert balls == sorted(balls, reverse=True)

    def test_noise_on_a_surface_has_a_ball_too(self):
        racers = [{"optimizer": "gd", "hypers": {"lr": 0.02}}]
        problem = {"kind": "surface", "function": "booth", "noise": 0.3}
        assert "noise 0.3" in theory(open_app(on(problem, racers=racers)))


def test_another_loss_brings_rates_that_suit_it():
    app = unfold(open_app(on({"rows": 300}, epochs=5)), "expander")
    before = [racer.hypers["lr"] for racer in experiment(app).racers]
    named(app.selectbox, "loss").set_value("mae").run()
    assert not app.exception
    assert experiment(app).problem.loss == "mae"
    assert [racer.hypers["lr"] for racer in experiment(app).racers] != before
