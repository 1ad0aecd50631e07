"""Update rules, one a file: a State, a step that is the formula, and one `OPTIMIZER` that says the rest.

A State is called after its rule, because Numba tells named tuples apart by their names alone.
"""
