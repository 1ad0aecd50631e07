"""Numbers as people read them."""

import re

import numpy as np

_POWER = re.compile(r"e([+-]\d+)$")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 4) -> str:
    """So many digits, as they are read; what is infinite never came.

    >>> number(2435167.0), number(374.48), number(1.2e-7), number(float("inf"))
    ('2,435,000', '374.5', '1.2×10⁻⁷', 'never')
    >>> number(0.00018), number(0.0018), number(2.5e9)
    ('1.8×10⁻⁴', '0.0018', '2.5×10⁹')
    >>> number(2435167.0, 6), number(-7395.186, 6)
    ('2,435,170', '−7,395.19')
    """
    if np.isinf(value):
        return "never"
    if np.isnan(value):
        return "–"
    rounded = float(f"{value:.{digits}g}")
    if rounded and not 1e-3 <= abs(rounded) < 1e9:
        digit, power = f"{rounded:.{digits - 1}e}".split("e")
        text = f"{float(digit):g}e{power}"
    else:
        text = f"{rounded:,.0f}" if 10**digits <= abs(rounded) else f"{rounded:,.{digits}g}"
    return _POWER.sub(lambda found: f"×10{str(int(found[1])).translate(_RAISED)}", text).replace("-", "−")


def percent(share: float, digits: int = 0) -> str:
    """A share in per cent.

    >>> percent(0.5), percent(0.0123, 1)
    ('50 %', '1.2 %')
    """
    return f"{100 * share:.{digits}f} %"
