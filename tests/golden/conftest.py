collect_ignore = ["make.py"]  # it needs torch and optax, the tests do not
