"""Each format of plain columns, read back with the tools of its users: nothing lost, nothing invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import made
import pandas as pd
import pytest
from by_hand import entity, killed, on, place, version
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.publish.exports import format_of, tables
from dateline.publish.exports.csv import COLUMNS
from dateline.publish.exports.figures import Casualties
from dateline.publish.rows import FORMULA
from dateline.record.account import incident
from dateline.record.model import Incident

ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
UCDP = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
ASSIGNED = [name for name in UCDP if name.endswith(("_dset_id", "_new_id"))] + ["id", "country_id", "gwnoa", "gwnob"]


def put(name: str, folder: Path, found: Sequence[Incident], rule: Casualties = Casualties.range) -> tuple[Path, int]:
    out = folder / f"out.{name}"
    return out, format_of(name).write(found, made.reports(), out, rule)


def frame(name: str, folder: Path, found: Sequence[Incident], rule: Casualties = Casualties.range) -> pd.DataFrame:
    out, rows = put(name, folder, found, rule)
    tabs = {"sep": "\t", "quoting": 3} if name in ("polecat", "gdelt") else {}
    heads: dict[str, Any] = {"header": None, "names": list(tables.columns("gdelt"))} if name == "gdelt" else {}
    read = pd.read_csv(out, dtype=str, keep_default_na=False, **tabs, **heads)
    assert len(read) == rows
    return read


def test_acled_has_its_columns_and_what_was_told(tmp_path: Path) -> None:
    read = frame("acled", tmp_path, made.all_three(), Casualties.acled)
    assert list(read.columns) == ACLED
    assert len(read) == 2  # a consultation is nothing that ACLED records
    row = read.iloc[0]
    assert (row.event_date, row.time_precision, row.location, row.geo_precision) == ("2020-05-04", "1", "Homs", "1")
    assert (row.actor1, row.inter1, row.actor2, row.iso, row.region) == (
        "Syrian army", "1", "Layla Haddad", "760", "Middle East",
    )  # fmt: skip
    assert row.fatalities == "12"
    assert all(
        words in row.notes for words in ("12 [r1]", "15 [r2]", "bakery", "https://example.org/r1", "Status: disputed")
    )
    assert set(read[["admin2", "admin3", "source_scale", "tags", "timestamp"]].to_numpy().ravel()) == {""}


def test_a_country_is_no_town(tmp_path: Path) -> None:
    acled = frame("acled", tmp_path, [made.country_wide()]).iloc[0]
    assert (acled.location, acled.admin1, acled.geo_precision, acled.country) == ("", "", "3", "Kosovo")
    assert (acled.iso, acled.latitude) == ("", "")
    ucdp = frame("ucdp", tmp_path, [made.country_wide()]).iloc[0]
    assert (ucdp.where_prec, ucdp.adm_1, ucdp.geom_wkt, ucdp.priogrid_gid) == ("6", "", "", "")
    polecat = frame("polecat", tmp_path, [made.country_wide()]).iloc[0]
    assert (polecat.City, polecat.District, polecat.Province, polecat.Latitude) == ("None",) * 4
    gdelt = frame("gdelt", tmp_path, [made.country_wide()]).iloc[0]
    assert (gdelt.ActionGeo_Type, gdelt.ActionGeo_CountryCode) == ("1", "KV")


def test_ucdp_has_its_columns_and_no_ids_of_ucdp(tmp_path: Path) -> None:
    read = frame("ucdp", tmp_path, made.all_three(), Casualties.ucdp)
    assert list(read.columns) == UCDP
    row = read.iloc[0]
    assert (row.low, row.best, row.high, row.deaths_unknown) == ("12", "15", "15", "15")
    assert (row.date_start, row.date_prec, row.where_prec) == ("2020-05-04 00:00:00.000", "1", "1")
    assert row.geom_wkt == "POINT (36.71 34.73)"
    assert "https://example.org/r2" in row.source_article
    assert set(read[ASSIGNED].to_numpy().ravel()) == {""}
    assert list(read.date_prec) == ["1", "4"]


def test_polecat_says_none_for_what_is_missing(tmp_path: Path) -> None:
    read = frame("polecat", tmp_path, made.all_three())
    assert tuple(read.columns) == tables.columns("polecat")
    assert len(read.columns) == 40
    assert not (read == "").any(axis=None)
    row = read.iloc[0]
    assert (row["Event Type"], row["Quad Code"], row["Actor Country"], row["Primary Actor Sector"]) == (
        "ASSAULT", "MATERIAL CONFLICT", "SYR", "MIL",
    )  # fmt: skip
    assert row["Source"] == "Outlet of r1; Outlet of r2"
    assert set(read["Actor COW"]) == {"None"}


def test_gdelt_has_61_columns_no_heads_and_fips(tmp_path: Path) -> None:
    out, rows = put("gdelt", tmp_path, made.all_three())
    lines = out.read_text(encoding="utf-8").splitlines()
    assert [line.count("\t") + 1 for line in lines] == [61] * rows
    row = frame("gdelt", tmp_path, [made.shelling()]).iloc[0]
    assert (row.SQLDATE, row.MonthYear, row.QuadClass, row.ActionGeo_CountryCode) == ("20200504", "202005", "4", "SY")
    assert (row.Actor1Code, row.Actor1Name, row.SOURCEURL) == ("SYRMIL", "SYRIAN ARMY", "https://example.org/r1")
    assert row.EventCode == ""  # PLOVER's ASSAULT without a known mode is one of three of CAMEO's roots
    assert row.IsRootEvent == ""
    assert int(row.GLOBALEVENTID) < 0


def test_gdelt_codes_pairs_with_keys_of_their_own(tmp_path: Path) -> None:
    three = tuple(entity(name, sector="REB") for name in ("A", "B", "C"))
    read = frame("gdelt", tmp_path, [incident([version("r1", actors=three)])])
    assert sorted(zip(read.Actor1Name, read.Actor2Name, strict=True)) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert read.GLOBALEVENTID.is_unique


def test_gdelt_knows_only_the_month(tmp_path: Path) -> None:
    month = on(date(2020, 5, 1), date(2020, 5, 31)).model_copy(update={"precision": "month"})
    row = frame("gdelt", tmp_path, [incident([version("r1", time=month)])]).iloc[0]
    assert (row.SQLDATE, row.MonthYear, row.Year) == ("", "202005", "2020")


def test_plover_keeps_figures_and_links(tmp_path: Path) -> None:
    out, rows = put("plover", tmp_path, made.all_three())
    read = pd.read_json(out, lines=True, dtype=False)
    assert len(read) == rows == 3
    told = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert told["link"] == ["https://example.org/r1", "https://example.org/r2"]
    assert told["comment"]["casualties"]["killed"] == {
        "low": 12,
        "best": None,
        "high": 15,
        "reported": "12 [r1]; 15 [r2]",
    }
    assert (told["event"], told["quad_code"], told["actor"][0]["sector"]) == (["ASSAULT"], 4, "MIL")


def test_csv_and_jsonl_hold_every_incident(tmp_path: Path) -> None:
    planned = incident([version("r9", status="planned")])
    found = [*made.all_three(), planned]
    read = frame("csv", tmp_path, found)
    assert tuple(read.columns) == COLUMNS
    assert list(read.id) == [one.id for one in found]
    row = read.iloc[0]
    assert (row.killed, row.killed_low, row.killed_best, row.killed_high) == ("12; 15", "12", "", "15")
    out, _ = put("jsonl", tmp_path, found)
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in told] == [one.id for one in found]
    assert [figure["best"] for figure in told[0]["figures"]] == [12, 15]
    assert told[0]["sources"][1]["url"] == "https://example.org/r2"


@pytest.mark.parametrize("name", ["acled", "ucdp", "plover", "polecat", "gdelt"])
@pytest.mark.parametrize("status", ["planned", "hypothetical", "negated"])
def test_what_did_not_happen_is_no_event(name: str, status: str, tmp_path: Path) -> None:
    _, rows = put(name, tmp_path, [incident([version("r1", status=status)])])
    assert rows == 0


@pytest.mark.parametrize(("name", "options"), [("acled", ""), ("ucdp", ""), ("polecat", ", delim='\t', quote=''")])
def test_duckdb_reads_the_same_columns(name: str, options: str, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    out, rows = put(name, tmp_path, made.all_three())
    read = duckdb.sql(f"select * from read_csv('{out}', header=true, all_varchar=true{options})")
    assert tuple(read.columns) == tables.columns(name)
    assert len(read.fetchall()) == rows


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1, max_size=12).filter(lambda text: text.strip("\0").strip() != ""))
def test_any_name_stays_in_its_cell(name: str, tmp_path: Path) -> None:
    found = [incident([version("r1", actors=(entity(name, sector="REB"),), casualties=(killed(3),))])]
    for form, column in (("acled", "actor1"), ("ucdp", "side_a"), ("csv", "actors")):
        read = frame(form, tmp_path, found)
        cell = read[column].iloc[0]
        assert len(read) == 1
        assert not cell.startswith(FORMULA)
    for form in ("polecat", "gdelt"):
        out, rows = put(form, tmp_path, found)
        lines = out.read_bytes().decode("utf-8").rstrip("\n").split("\n")
        assert len(lines) == rows + (form == "polecat")
        assert {line.count("\t") for line in lines} == {len(tables.columns(form)) - 1}


def test_violence_is_named_only_where_both_sides_are_known(tmp_path: Path) -> None:
    army, rebels, crowd = (entity(name, sector=sector) for name, sector in (("X", "MIL"), ("Y", "REB"), ("Z", "CVL")))
    other = entity("W")
    for acting, hit, expected in (
        ((army,), (rebels,), "1"), ((rebels,), (rebels.model_copy(update={"name": "V"}),), "2"), ((rebels,), (crowd,), "3"),
        ((other,), (crowd,), ""), ((), (crowd,), ""), ((army, rebels), (), "1"),
    ):  # fmt: skip
        found = incident([version("r1", actors=acting, recipients=hit, place=place("Homs", 34.73, 36.71))])
        assert frame("ucdp", tmp_path, [found]).iloc[0].type_of_violence == expected


def test_a_battle_needs_two_armed_sides(tmp_path: Path) -> None:
    army, rebels, crowd = (entity(name, sector=sector) for name, sector in (("X", "MIL"), ("Y", "REB"), ("Z", "CVL")))
    for acting, hit, mode, expected in (
        ((army,), (rebels,), None, "Battles"), ((army, rebels), (), None, "Battles"), ((), (rebels,), None, ""),
        ((rebels,), (), None, ""), ((rebels,), (crowd,), None, "Violence against civilians"),
        ((), (), "explosives", "Explosions/Remote violence"), ((army,), (entity("W"),), None, ""),
    ):  # fmt: skip
        found = incident([version("r1", actors=acting, recipients=hit, mode=mode)])
        row = frame("acled", tmp_path, [found]).iloc[0]
        assert (row.event_type, row.disorder_type) == (expected, "Political violence")
        assert bool(row.interaction) <= bool(row.inter1 and row.inter2)


def test_whom_a_protest_is_against_is_no_second_actor(tmp_path: Path) -> None:
    crowd, state = entity("Protesters", sector="CVL"), entity("Government", sector="GOV", country="SYR")
    told = version("r1", type="PROTEST", mode="demo", actors=(crowd,), recipients=(state,), casualties=())
    row = frame("acled", tmp_path, [incident([told])]).iloc[0]
    assert (row.actor2, row.inter1, row.inter2, row.interaction, row.fatalities) == ("", "6", "0", "60", "")
    assert "Against: Government" in row.notes


def test_codes_of_cameo_are_whole() -> None:
    for (kind, mode), row in tables.cameo().items():
        assert (kind, "") in tables.cameo(), mode
        assert bool(row["code"]) == bool(row["goldstein"])
        assert not row["code"] or (3 <= len(row["code"]) <= 4 and -10 <= float(row["goldstein"]) <= 10)


def test_gdelt_writes_codes_with_their_zeros(tmp_path: Path) -> None:
    told = version("r1", type="RETREAT", mode="withdraw", casualties=())
    row = frame("gdelt", tmp_path, [incident([told])]).iloc[0]
    assert (row.EventCode, row.EventBaseCode, row.EventRootCode, row.GoldsteinScale) == ("0874", "087", "08", "10.0")
