collect_ignore = [
    "make.py",
    "make_schedules.py",
    "make_surfaces.py",
]  # they need torch and optax, the tests do not
