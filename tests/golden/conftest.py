collect_ignore = ["make.py", "make_schedules.py"]  # they need torch and optax, the tests do not
