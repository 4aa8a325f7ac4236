"""What an incident is found by: the words of its actors' and places' names, and countries."""

from __future__ import annotations

from dateline.record.model import Incident
from dateline.record.values import folded

ACTOR, PLACE = "a:", "p:"


def finders_of(incident: Incident) -> set[str]:
    """Keys of an incident: a word of an actor's name, a whole name of a place, a code."""
    found: set[str] = set()
    for party in (*incident.actors, *incident.recipients):
        found.update(ACTOR + word for word in folded(party.name).split())
        if party.country:
            found.add(ACTOR + party.country.lower())
    for version in incident.versions:
        for entity in (*version.event.actors, *version.event.recipients):
            found.update(ACTOR + word for word in folded(entity.name).split())
    if incident.place:
        place = incident.place
        names = (place.name, place.span.text, place.admin1 or "", *(name for name in place.names if name.isascii()))
        found.update(PLACE + folded(name) for name in names if folded(name))
        if place.geonames_id:
            found.add(f"{PLACE}#{place.geonames_id}")
    return found
