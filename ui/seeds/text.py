"""How many seeds, as a link has it."""

from ui.fair.text import GO


def to_text(count: int, go: bool) -> str:
    """
    >>> to_text(20, go=True)
    '20;go'
    """
    return f"{count};{GO}" if go else str(count)


def from_text(text: str) -> tuple[str, bool]:
    """What should be a number, and whether to begin at once.

    >>> from_text("20;go")
    ('20', True)
    """
    number, _, go = text.partition(";")
    return number, go == GO
