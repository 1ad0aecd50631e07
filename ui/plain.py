"""Text from outside as itself: Streamlit would read Markdown, colours and formulas in it."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>^])")


def plain(text: str) -> str:
    """The text with every mark that Markdown might read as more than itself escaped.

    >>> print(plain("*2* [a](b) :red[c]"))
    \\*2\\* \\[a\\]\\(b\\) \\:red\\[c\\]
    """
    return _MARKS.sub(r"\\\1", text)


def quoted(text: str) -> str:
    """The text as code, in which not even an address becomes a link.

    >>> print(quoted("a `b` http://c.d"))
    `` a `b` http://c.d ``
    """
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence} {' '.join(text.split())} {fence}"
