"""Adding a dump of GeoNames: places, names of other scripts, packed files, and what is no dump."""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dateline.errors import GazetteerError
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.build import write
from dateline.gazetteer.dump import add
from dateline.gazetteer.entries import Entry


def quiet(what: str, done: int) -> None:
    """No progress."""


def place(number: int, name: str, kind: str = "P", code: str = "PPL", *, others: str = "", admin1: str = "05") -> str:
    columns = [
        str(number),
        name,
        name,
        others,
        "14.5",
        "-4.2",
        kind,
        code,
        "ML",
        "",
        admin1,
        "",
        "",
        "",
        "900",
        "",
        "",
        "",
        "",
    ]
    return "\t".join(columns) + "\n"


@pytest.fixture
def packaged(tmp_path: Path) -> Path:
    entry = Entry("Mopti", ("Mopty",), "MLI", None, 14.48, -4.18, "city", 100_000, "geonames", 2453348)
    path = tmp_path / "packaged.sqlite"
    write(path, [entry], quiet)
    return path


def test_places_are_found_with_region_and_precision(tmp_path: Path, packaged: Path) -> None:
    dump = tmp_path / "ML.txt"
    dump.write_text(
        place(1, "Mopti Region", "A", "ADM1")
        + place(2, "Ogossagou Test", others="Ogosagou Test,أوغوساغو")
        + place(3, "Sirakoro Camp", "L", "CMPRF")
        + place(4, "Some Hotel", "S", "HTL")
        + "a broken line\n",
        encoding="utf-8",
    )
    added = tmp_path / "added.sqlite"
    assert add([dump], added, packaged, quiet) == {"places": 3, "names": 0, "skipped": 1}
    gazetteer = Gazetteer(packaged, added)
    (village,) = gazetteer.candidates("Ogosagou Test")
    assert (village.name, village.country, village.admin1, village.precision) == (
        "Ogossagou Test",
        "MLI",
        "Mopti Region",
        "city",
    )
    assert [c.precision for c in gazetteer.candidates("Sirakoro Camp")] == ["site"]
    assert gazetteer.candidates("Some Hotel") == ()
    assert gazetteer.candidates("Mopti")[0].source == "geonames"
    assert gazetteer.info()["added"] == 3


def test_importing_again_changes_nothing(tmp_path: Path, packaged: Path) -> None:
    dump, added = tmp_path / "ML.txt", tmp_path / "added.sqlite"
    dump.write_text(place(1, "Farabougou Test"), encoding="utf-8")
    for _ in range(2):
        add([dump], added, packaged, quiet)
    gazetteer = Gazetteer(packaged, added)
    assert len(gazetteer.candidates("Farabougou Test")) == 1
    assert gazetteer.info()["added"] == 1


def test_alternate_names_join_packaged_and_added_places(tmp_path: Path, packaged: Path) -> None:
    dump, names, added = tmp_path / "ML.txt", tmp_path / "alternateNamesV2.txt", tmp_path / "added.sqlite"
    dump.write_text(place(7, "Farabougou Test"), encoding="utf-8")
    rows = [
        (1, 7, "bm", "Faraboli"),
        (2, 2453348, "fr", "Venise du Mali"),
        (3, 7, "link", "https://x"),
        (4, 99, "fr", "Nulle Part"),
    ]
    names.write_text("".join(f"{n}\t{g}\t{lang}\t{name}\t\t\t\t\t\t\n" for n, g, lang, name in rows), encoding="utf-8")
    counts = add([names, dump], added, packaged, quiet)  # in any order
    assert counts == {"places": 1, "names": 2, "skipped": 0}
    gazetteer = Gazetteer(packaged, added)
    assert [c.name for c in gazetteer.candidates("Faraboli")] == ["Farabougou Test"]
    assert [c.name for c in gazetteer.candidates("Venise du Mali")] == ["Mopti"]
    assert len(gazetteer.candidates("Mopti")) == 1
    assert gazetteer.candidates("https://x") == gazetteer.candidates("Nulle Part") == ()


def test_a_packed_dump(tmp_path: Path, packaged: Path) -> None:
    path = tmp_path / "ML.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "words")
        archive.writestr("ML.txt", place(1, "Farabougou Test"))
    assert add([path], tmp_path / "added.sqlite", packaged, quiet)["places"] == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"no dump at all\n", "1 columns"), (b"\xff\xfe\x00bad", "cannot be read"), (b"", "0 columns")],
)
def test_what_is_no_dump_is_named_and_harms_nothing(tmp_path: Path, packaged: Path, content: bytes, told: str) -> None:
    good, bad, added = tmp_path / "ML.txt", tmp_path / "bad.txt", tmp_path / "added.sqlite"
    good.write_text(place(1, "Farabougou Test"), encoding="utf-8")
    add([good], added, packaged, quiet)
    before = added.read_bytes()
    bad.write_bytes(content)
    with pytest.raises(GazetteerError, match=rf"bad\.txt: .*{told}"):
        add([good, bad], added, packaged, quiet)
    assert added.read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.is_dir()]


def test_two_imports_at_once_lose_nothing(tmp_path: Path, packaged: Path) -> None:
    dumps = [tmp_path / f"{n}.txt" for n in range(4)]
    for n, dump in enumerate(dumps):
        dump.write_text("".join(place(n * 1000 + k, f"Village {n} {k}") for k in range(1, 200)), encoding="utf-8")
    added = tmp_path / "added.sqlite"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda dump: add([dump], added, packaged, quiet), dumps))
    assert Gazetteer(packaged, added).info()["added"] == 4 * 199


def test_a_closed_folder_is_named(tmp_path: Path, packaged: Path) -> None:
    dump, blocked = tmp_path / "ML.txt", tmp_path / "file"
    dump.write_text(place(1, "Farabougou Test"), encoding="utf-8")
    blocked.write_text("no folder", encoding="utf-8")
    with pytest.raises(GazetteerError, match="places could not be added"):
        add([dump], blocked / "added.sqlite", packaged, quiet)
