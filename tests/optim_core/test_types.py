"""The nouns: what a hyperparameter allows, in words."""

import pytest

from optim_core.types import Hyper


@pytest.mark.parametrize(
    ("legal", "allowed"),
    [
        ("(0, inf)", "above 0"),
        ("[1, inf)", "of at least 1"),
        ("[0, 1)", "of at least 0 and below 1"),
        ("(0, 1]", "above 0 and at most 1"),
        ("[-180, 180]", "of at least -180 and at most 180"),
    ],
)
def test_an_interval_in_words(legal: str, allowed: str) -> None:
    hyper = Hyper(name="size", symbol="s", default=1, legal=legal, slider=(0.1, 0.9), help="")
    assert hyper.allowed == allowed
    with pytest.raises(ValueError, match=f"must be a number {allowed}, got 'big'"):
        hyper.check("big")
    for endless in ("1e400", 10**400, float("nan")):
        with pytest.raises(ValueError, match=f"must be a finite number {allowed}, got "):
            hyper.check(endless)
