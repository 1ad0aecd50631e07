"""Learning-rate schedules, one a file: a factor that is the formula, one `SCHEDULE` that says the rest."""
