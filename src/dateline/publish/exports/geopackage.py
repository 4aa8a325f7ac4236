"""GeoPackage 1.3 (OGC 12-128r17), written with sqlite3 alone.

The layer ``incidents`` has a point a row, null where the place has none; the tables ``reports``, ``figures`` and
``positions`` name their incident in the column ``incident``.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from dateline.errors import UsageError
from dateline.gazetteer import ATTRIBUTION
from dateline.publish.exports import features
from dateline.publish.exports.figures import Casualties
from dateline.publish.exports.geoparquet import wkb
from dateline.publish.exports.outlet import filed
from dateline.record.model import Incident, Stored

NAME = "geopackage"
ABOUT = "GeoPackage: a layer of incidents with tables of reports and figures, for QGIS and ArcGIS"
LAYER = "incidents"
WGS84 = 4326
APPLICATION = 0x47504B47
"""``GPKG``, in the file's head."""
VERSION = 10300
SQL_TYPES: Mapping[features.Kind, str] = {
    "text": "TEXT", "int": "INTEGER", "real": "DOUBLE", "bool": "BOOLEAN", "date": "DATE",
}  # fmt: skip
WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84", WGS84, "EPSG", WGS84, WKT, "longitude and latitude in degrees on the WGS 84 ellipsoid"),
)
TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
"""


def write(
    incidents: Sequence[Incident], reports: Mapping[str, Stored], out: BinaryIO | Path, casualties: Casualties
) -> int:
    """Write a GeoPackage; the description of its layer names the source of the points. Returns the number of incidents.

    Raises UsageError where ``out`` cannot be written.
    """
    with filed(out) as path:
        try:
            with closing(sqlite3.connect(path)) as package, package:
                _prepare(package, incidents)
                for one in incidents:
                    _add(package, LAYER, {"geom": blob(one)} | features.values(one, reports, casualties))
                    for table, rows in features.parts(one, reports).items():
                        for row in rows:
                            _add(package, table, {"incident": one.id} | row)
        except sqlite3.OperationalError as error:
            name = out if isinstance(out, Path) else "the output"
            raise UsageError(f"{name}: cannot be written ({error}): is there room left?") from error
    return len(incidents)


def blob(one: Incident) -> bytes | None:
    """A point as GeoPackage keeps it: "GP", version 0, little-endian without envelope, the system, well-known binary."""
    at = features.point(one)
    return struct.pack("<2sBBi", b"GP", 0, 1, WGS84) + wkb(*at) if at else None


def _prepare(package: sqlite3.Connection, incidents: Iterable[Incident]) -> None:
    package.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; {TABLES}")
    package.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", SYSTEMS)
    package.execute(_table(LAYER, "geom POINT", features.COLUMNS))
    package.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id)"
        " VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?)",
        (LAYER, LAYER, ATTRIBUTION, *_bounds(incidents), WGS84),
    )
    package.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', ?, 0, 0)", (LAYER, WGS84))
    for name, columns in features.PARTS.items():
        package.execute(_table(name, f"incident TEXT NOT NULL REFERENCES {LAYER}(id)", columns))
        package.execute(f"CREATE INDEX {name}_incident ON {name} (incident)")
        package.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, 'attributes', ?, 0)", (name, name)
        )  # fmt: skip


def _table(name: str, first: str, columns: features.Columns) -> str:
    """A table as the standard asks: an integer key of its own, and typed columns."""
    typed = (f'"{column}" {SQL_TYPES[kind]}{" UNIQUE" if column == "id" else ""}' for column, kind in columns.items())
    return f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {first}, {', '.join(typed)})"


def _add(package: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    heads = ", ".join(f'"{head}"' for head in row)
    values = [value.isoformat() if isinstance(value, date) else value for value in row.values()]
    package.execute(f"INSERT INTO {table} ({heads}) VALUES ({', '.join('?' * len(values))})", values)


def _bounds(incidents: Iterable[Incident]) -> tuple[float | None, ...]:
    points = [at for at in map(features.point, incidents) if at]
    if not points:
        return (None,) * 4
    lons, lats = zip(*points, strict=True)
    return (min(lons), min(lats), max(lons), max(lats))
