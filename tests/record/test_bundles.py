"""Bundles of short reports in several outlets' styles: what the record must make of them (tests/data/bundles)."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from bundled import BUNDLES, bundle

from dateline.record.claims import claims
from dateline.record.fusion import assemble
from dateline.record.model import Incident
from dateline.record.pacts import pacts
from dateline.record.tolls import series


def _of(kind: str) -> list[Path]:
    return [path for path in BUNDLES if f"[[{kind}]]" in path.read_text(encoding="utf-8")]


def _name(path: Path) -> str:
    return path.stem


def _fits(incident: Incident, wanted: dict[str, Any]) -> bool:
    """Whether the incident is the one that is wanted: its reports, type, day, place and figures."""
    dated = "date" not in wanted or (incident.time and incident.time.start == wanted["date"] == incident.time.end)
    placed = "place" not in wanted or (
        incident.place and wanted["place"] in (incident.place.name, *incident.place.names)
    )
    killed = {(f.report, f.best) for f in incident.figures if f.effect == "killed"}
    return bool(
        set(incident.reports) == set(wanted["reports"])
        and incident.type == wanted["type"]
        and dated
        and placed
        and {tuple(f) for f in wanted.get("killed", [])} <= killed
        and incident.disputed == wanted.get("disputed", incident.disputed)
        and incident.independent_sources == wanted["sources"]
    )


@pytest.mark.parametrize("path", _of("incident"), ids=_name)
def test_incidents(path: Path) -> None:
    told = bundle(path)
    found = assemble(told.versions)
    missing = [w["reports"] for w in told.wanted["incident"] if not any(_fits(i, w) for i in found)]
    assert missing == [], [(i.type, i.reports, i.time, i.place and i.place.name, i.figures) for i in found]


@pytest.mark.parametrize("path", _of("incident"), ids=_name)
def test_nothing_else_is_joined(path: Path) -> None:
    told = bundle(path)
    groups = [set(w["reports"]) for w in told.wanted["incident"]]
    joined = [i for i in assemble(told.versions) if len(i.reports) > 1]
    assert [i.reports for i in joined if not any(set(i.reports) <= group for group in groups)] == []


@pytest.mark.parametrize("path", BUNDLES, ids=_name)
def test_the_order_of_arrival_leaves_no_trace(path: Path) -> None:
    versions = bundle(path).versions
    first = assemble(versions)
    for seed in range(5):
        Random(seed).shuffle(versions)
        assert assemble(versions) == first


@pytest.mark.parametrize("path", _of("claim"), ids=_name)
def test_a_denial_meets_the_assertion(path: Path) -> None:
    told = bundle(path)
    found = claims(assemble(told.versions))
    for wanted in told.wanted["claim"]:
        met = [
            c
            for c in found
            if any(w in v.name for w in wanted["asserted"] for v in c.asserted)
            and any(w in v.name for w in wanted["denied"] for v in c.denied)
        ]
        assert met, [(c.words, [v.name for v in c.asserted], [v.name for v in c.denied]) for c in found]
        assert met[0].first_report == wanted["first"]
        assert {v.report for v in (*met[0].asserted, *met[0].denied)} <= set(wanted["reports"])


@pytest.mark.parametrize("path", _of("pact"), ids=_name)
def test_pacts(path: Path) -> None:
    told = bundle(path)
    found = pacts([(reading.report, reading.agreements) for reading in told.readings.values()])
    for wanted in told.wanted["pact"]:
        fits = [p for p in found if {c.report for c in p.changes} == set(wanted["reports"])]
        assert fits, [(p.parties, [(c.report, c.state) for c in p.changes]) for p in found]
        last = {c.report: c.state for c in fits[0].changes}
        assert (fits[0].kind, fits[0].state) == (wanted["kind"], wanted["state"])
        assert [last[r] for r in wanted["reports"]] == wanted["states"]


@pytest.mark.parametrize("path", _of("toll"), ids=_name)
def test_tolls(path: Path) -> None:
    told = bundle(path)
    found = series([(reading.report, reading.tolls) for reading in told.readings.values()])
    for wanted in told.wanted["toll"]:
        fits = [s for s in found if [f.report for f in s.figures] == wanted["reports"]]
        assert fits, [(s.source, s.scope, s.of, [(f.report, f.toll.best) for f in s.figures]) for s in found]
        assert [f.toll.best for f in fits[0].figures] == wanted["best"]
        assert [flag.split()[0] for flag in fits[0].flags] == wanted["flags"]
