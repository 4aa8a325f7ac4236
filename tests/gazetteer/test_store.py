"""The compiled gazetteer: names in many spellings, built once, safe to build twice at once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.errors import GazetteerError
from dateline.gazetteer import Gazetteer, open_gazetteer, store
from dateline.gazetteer.build import write
from dateline.gazetteer.entries import Entry, rows
from dateline.gazetteer.folding import fold, without_article


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Stepanakert", "AZE", 39.82, 46.75),
        ("Khankendi", "AZE", 39.82, 46.75),
        ("Hodeidah", "YEM", 14.80, 42.95),
        ("al-Hudaydah", "YEM", 14.80, 42.95),
        ("Sana'a", "YEM", 15.35, 44.21),
        ("BAMAKO", "MLI", 12.65, -8.0),
        ("Bogotá", "COL", 4.61, -74.08),
        ("Bogota", "COL", 4.61, -74.08),
        ("Burma", "MMR", 21.0, 96.0),
        ("North Kivu", "COD", -0.7, 29.0),
        ("Transnistria", "MDA", 47.0, 29.5),
    ],
)
def test_names_in_their_spellings(gazetteer: Gazetteer, name: str, country: str, lat: float, lon: float) -> None:
    found = gazetteer.candidates(name)
    assert any(
        c.country == country
        and c.lat is not None
        and c.lon is not None
        and abs(c.lat - lat) < 0.6
        and abs(c.lon - lon) < 0.6
        for c in found
    ), found[:3]


def test_both_sides_names_of_a_disputed_place_are_there(gazetteer: Gazetteer) -> None:
    names = {n for c in gazetteer.candidates("Stepanakert") for n in (c.name, *c.names)}
    assert {"Stepanakert", "Khankendi"} <= names


def test_unknown_names_have_no_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Qwxyzzville") == ()
    assert gazetteer.candidates("") == ()


@example("𝓐")  # a capital that only its plain form has in small
@example("ŉ")
@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text: str) -> None:
    open_gazetteer().candidates(text)
    assert fold(fold(text)) == fold(text)


def test_it_opens_and_looks_up_quickly(gazetteer: Gazetteer) -> None:
    start = time.perf_counter()
    again = Gazetteer(gazetteer.path)
    assert time.perf_counter() - start < 0.2
    names = [row["name"] for row in rows("overlay")]
    start = time.perf_counter()
    for name in names:
        again.candidates(name)
    assert (time.perf_counter() - start) / len(names) < 0.0005


def test_a_file_that_is_no_index_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(b"no database")
    with pytest.raises(GazetteerError, match=r"gazetteer\.sqlite: not a gazetteer index.*delete it"):
        Gazetteer(path)


def test_two_builds_at_once_leave_one_whole_index(tmp_path: Path) -> None:
    entries = [Entry(f"Place {n}", (), "MLI", None, 1.0, 2.0, "city", n, "overlay") for n in range(2000)]
    path = tmp_path / "index.sqlite"
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: write(path, entries, lambda what, done: None), range(2)))
    assert [p.name for p in tmp_path.iterdir()] == ["index.sqlite"]
    assert Gazetteer(path).places == 2000


def test_a_closed_cache_folder_is_no_hindrance(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> Path:
        return Path("/proc/no-such-folder")

    monkeypatch.setattr(store, "user_cache_path", closed)
    assert "dateline" in store.index_path().parts


def test_folding() -> None:
    assert fold("Al-Ḥudaydah") == "al hudaydah"
    assert without_article("al hudaydah") == "hudaydah"
    assert fold("St. Petersburg") == fold("Saint Petersburg")
    assert fold("Mingəçevir") == "mingacevir"


def test_info_carries_the_attribution(gazetteer: Gazetteer) -> None:
    info = gazetteer.info()
    assert "CC BY 4.0" in str(info["attribution"]) and int(str(info["places"])) > 200_000
