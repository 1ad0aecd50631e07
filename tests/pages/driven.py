"""The app without a browser: opened by a link, its controls found by what a user reads on them."""

import json
import re
import struct
from html.parser import HTMLParser
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element, Widget

from optim_core.experiment import Experiment

MAIN = Path(__file__).parents[2] / "ui" / "main.py"
MARK = ":material/error: "  # what stands before a complaint at a control


def open_app(link: str = "", page: str = "") -> AppTest:
    """A fresh session of the app, opened by this query; then at the page of this file, like "30_sweep"."""
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.query_params.update(parse_qs(link, keep_blank_values=True))
    app.run()
    if page:
        app.switch_page(f"../pages/{page}.py").run()
    assert not app.exception
    return app


def press(app: AppTest, label: str, nth: int = 0) -> None:
    """A click on the button that says this, on the so-manieth of several."""
    [button] = [each for each in app.button if each.label == label][nth : nth + 1]
    button.click().run()
    assert not app.exception


def wait_for_result(app: AppTest, page: str) -> AppTest:
    """Until the work of the page at this address is done, and shown."""
    for _ in range(400):
        if page in app.session_state["shown_results"]:
            return app
        sleep(0.05)
        app.run()
        assert not app.exception
    raise AssertionError(f"the work of the page {page} did not end")


def said(app: AppTest) -> str:
    """What stands on the page in sentences."""
    return "\n".join(read(each.value) for each in (*app.markdown, *app.caption, *app.info, *app.warning))


def experiment(app: AppTest) -> Experiment:
    """What the session looks at."""
    return app.session_state.experiment


def unfold(app: AppTest, *kinds: str) -> AppTest:
    """Open every popover and every expander, or only those: "popover" are the racers' settings, "expander"
    the sections of the sidebar. A rerun costs the square of what is open."""
    for block in (*app.main, *app.sidebar):
        if block.type in (kinds or ("popover", "expander")) and block.key:
            app.session_state[block.key] = True
    app.run()
    assert not app.exception
    return app


def named(widgets: Any, label: str, nth: int = 0) -> Any:
    """The widget with this label, or, where several have it, the one for racer nth."""
    found = [widget for widget in widgets if widget.label.removesuffix(", exactly") == label]
    assert len(found) > nth, f"no {label!r} among {[widget.label for widget in widgets]}"
    return found[nth]


class Entry:
    """A field for one exact number."""

    def __init__(self, widget: Any) -> None:
        self.widget = widget
        self.label: str = widget.label
        self.key: str = widget.key
        self.id: str = widget.id

    @property
    def value(self) -> float | None:
        """None: it is empty."""
        return float(self.widget.value) if self.widget.value else None

    def set_value(self, value: float | str | None) -> Widget:
        """Enter a number, or what is none."""
        return self.widget.set_value("" if value is None else str(value))


def entries(app: AppTest) -> list[Entry]:
    """Every field for an exact number."""
    kinds = ("exact:", "fair.", "sweep:", "seeds.")
    return [Entry(each) for each in app.text_input if str(each.key).startswith(kinds)]


def read(text: object) -> str:
    """Markdown as it is read: without the backslashes before its marks.

    >>> read(r"in \\(0, 1\\)\\.")
    'in (0, 1).'
    """
    return re.sub(r"\\([\W_])", r"\1", str(text))


def complaints(app: AppTest) -> list[str]:
    """All sentences at controls that say why a value was refused."""
    texts = (read(element.value) for element in (*app.markdown, *app.caption, *app.error))
    return [text.removeprefix(MARK) for text in texts if "It stays at" in text]


def complaint_at(app: AppTest, widget: Widget | Entry) -> str:
    """The sentence right below this widget, or below the exact entry that belongs to it."""
    elements = [each for each in (*app.main, *app.sidebar) if isinstance(each, Element)]
    ids = [getattr(each, "id", None) for each in elements]
    after = elements[ids.index(widget.id) + 1 :]
    label = getattr(widget, "label", "")
    place = 1 if getattr(after[0], "label", None) == f"{label}, exactly" else 0
    text = read(getattr(after[place], "value", ""))
    assert text.startswith(MARK), f"below {label!r} stands {text!r}"
    return text.removeprefix(MARK)


class Cells(HTMLParser):
    """The rows of a table, as the texts of their cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and data.strip():
            self.rows[-1][-1] += data


def results(app: AppTest) -> list[dict[str, str]]:
    """The table of results, as the stage is told to write it: a row a racer, its texts by column."""
    table = stage_header(app)["results"]
    return [dict(zip((each["name"] for each in table["columns"]), row, strict=True)) for row in table["rows"]]


def stage_header(app: AppTest) -> dict[str, Any]:
    """What went to the stage with the page, but for its arrays."""
    [stage] = [each.proto for each in app.get("bidi_component") if each.proto.component_name == "stage"]
    (length,) = struct.unpack_from("<I", stage.bytes)
    return json.loads(stage.bytes[4 : 4 + length].rstrip(b"\0"))


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    """Every single value in an Experiment's fields, by its path.

    >>> leaves({"a": 1, "b": [{"c": 2}]})
    {('a',): 1, ('b', 0, 'c'): 2}
    """
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list | tuple):
        items = list(enumerate(value))
    else:
        return {path: value}
    return {place: leaf for key, each in items for place, leaf in leaves(each, (*path, key)).items()}


def changed(before: Experiment, after: Experiment) -> dict[tuple[str | int, ...], Any]:
    """The values that are not what they were."""
    old, new = leaves(before.model_dump()), leaves(after.model_dump())
    return {path: new.get(path) for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
