"""Readings for people: in a terminal, on a page, in a notebook. Reads a reading and never changes it."""
