"""One incident, or one report, with everything known of it, as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.publish.words import clean
from dateline.record.changes import number, text
from dateline.record.correcting import shown
from dateline.record.model import Incident, Judgement, Link, Stored
from dateline.record.store import Record

QUOTED = 240
WHY_SHOWN = 6


def of_incident(record: Record, one: Incident) -> str:
    """An incident: what, where, when, who; every figure, position and report; why they are one; judgements."""
    kinds = [one.type, one.mode or "", *one.contexts]
    lines = [f"{one.id}  {' '.join(kind for kind in kinds if kind)}", f"  status      {one.status}"]
    lines += [f"  {head:<11} {clean(value)}" for head, value in _facts(one) if value]
    titles = {report: record.report(report) for report in one.reports}
    lines += _part("figures", _figures(one))
    lines += _part("who says so", _positions(one))
    lines += _part("told by", _told(one, titles))
    lines += _part("why one incident", _links(one.links))
    lines += _part("judgements", _judgements(record.judgements_on(one)))
    return "\n".join(lines)


def of_report(record: Record, one: Stored) -> str:
    """A report: where it is from, its near-copies, the incidents it tells of, its readings, its text."""
    lines = [f"{one.id}  {clean(one.title or '')}".rstrip()]
    facts = (
        ("publisher", one.publisher), ("agency", one.agency), ("published", one.published), ("url", one.url),
        ("added", one.added.isoformat()),
    )  # fmt: skip
    lines += [f"  {head:<11} {clean(str(value))}" for head, value in facts if value]
    copies = [other for other in record.copies(one.id) if other.id != one.id]
    lines += _part(
        "one voice with", (f"{c.id} {clean(c.publisher or '')} {c.published or ''}".rstrip() for c in copies)
    )
    lines += _part(
        "incidents", (f"{i.id} {i.type} {clean(text(i.place))}".rstrip() for i in record.incidents_of(one.id))
    )
    lines += _part("readings", (f"{r.coder.name} {r.coder.version}, {r.coder.model}" for r in record.readings(one.id)))
    body = one.text.replace("\r\n", "\n").split("\n")
    return "\n".join([*lines, "", *(clean(line) for line in body)])


def _facts(one: Incident) -> Iterator[tuple[str, str]]:
    if one.time:
        start, end = one.time.start, one.time.end
        days = str(start or "..") if start == end else f"{start or '..'} to {end or '..'}"
        yield "when", f"{days} ({one.time.precision})"
    if one.place:
        point = (
            f", {one.place.lat:.3f}, {one.place.lon:.3f}"
            if one.place.lat is not None and one.place.lon is not None
            else ""
        )
        yield "where", f"{text(one.place)}{point}"
    yield "actors", "; ".join(f"{p.name} ({len(p.reports)})" if p.reports else p.name for p in one.actors)
    yield "recipients", "; ".join(f"{p.name} ({len(p.reports)})" if p.reports else p.name for p in one.recipients)
    yield "sources", f"{one.independent_sources} independent, {len(one.reports)} reports"
    yield "confidence", f"{one.confidence:.2f}"


def _figures(one: Incident) -> Iterator[str]:
    for f in one.figures:
        who = "" if f.who == "unspecified" else f" {f.who}"
        speakers = f" according to {', '.join(f.speakers)}" if f.speakers else ""
        yield clean(
            f"{f.effect} {number(f)}{who} [{f.report}{f', {f.published}' if f.published else ''}]{speakers}: “{f.span.text[:QUOTED]}”"
        )


def _positions(one: Incident) -> Iterator[str]:
    for held in one.positions:
        p = held.position
        yield clean(f"{p.holder.name} {p.stance} [{held.report}]: “{p.span.text[:QUOTED]}”")


def _told(one: Incident, titles: dict[str, Stored | None]) -> Iterator[str]:
    for version in one.versions:
        stored = titles[version.report]
        agency = f", {stored.agency}" if stored and stored.agency and stored.agency != version.publisher else ""
        copy = f", one voice with {version.voice}" if version.voice != version.report else ""
        said = version.event.mentions[0].sentence.text
        head = f"{version.key} {version.publisher or 'no publisher'}{agency}, {version.published or 'no day'}{copy}"
        yield clean(f"{head}: “{said[:QUOTED]}”")


def _links(links: Iterable[Link]) -> Iterator[str]:
    for link in links:
        why = "; ".join(f"{reason} {points:+.1f}" for reason, points in link.reasons[:WHY_SHOWN])
        yield clean(f"{link.a} = {link.b} {link.score:.1f} by {link.by}: {why}" if link.verdict == "same" else
                    f"{link.a} ≠ {link.b} by {link.by}: {why}")  # fmt: skip


def _judgements(judgements: Iterable[Judgement]) -> Iterator[str]:
    for one in judgements:
        what = f" {one.field}={shown(one.field, one.value)}" if one.field else ""
        undone = f" (undone by {one.undone_by})" if one.undone_by else ""
        yield clean(f"{one.id} {one.verdict}{what}, {one.by}, {one.at:%Y-%m-%d}: {one.why}{undone}")


def _part(head: str, lines: Iterable[str]) -> list[str]:
    told = list(lines)
    return [f"\n{head}", *(f"  {line}" for line in told)] if told else []
