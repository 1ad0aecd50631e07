"""What the pages share: controls, cached results, the stage."""
