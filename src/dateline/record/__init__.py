"""Many readings, one account: reports stored, the same event in many of them joined, nobody's version lost."""
