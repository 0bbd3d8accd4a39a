"""A gazetteer of a dozen places behind the same interface as the real one, for tests of the language room."""

from __future__ import annotations

from collections.abc import Collection

from geomap.gazetteer.fold import fold
from geomap.gazetteer.index import Candidate
from geomap.gazetteer.pack import exact_key
from geomap.geo import distance_km
from geomap.language.document import Document, read
from geomap.model import Place, Report, Resolution

# name, feature, country, admin1, population, lat, lon, kind of further names
ROWS = [
    ("Belavia", "country", "BX", "", 9_000_000, 40.0, 20.0, 150.0, "", {"Belavian": "demonym", "Belavians": "demonym"}),
    ("Ostrania", "country", "OS", "", 20_000_000, 42.0, 24.0, 250.0, "", {"Ostranian": "demonym"}),
    ("Karsa", "city", "BX", "01", 800_000, 40.1, 20.1, 10.0, "capital", {}),
    ("Norvik", "admin1", "BX", "02", 600_000, 41.0, 20.5, 60.0, "", {}),
    ("Norvik", "city", "BX", "02", 90_000, 41.05, 20.55, 5.0, "admin1", {}),
    ("Tel Amara", "town", "BX", "02", 12_000, 41.2, 20.8, 2.0, "", {}),
    ("Tel Amara", "town", "OS", "07", 30_000, 43.9, 27.0, 2.0, "", {}),
    ("Dasht", "town", "BX", "01", 25_000, 40.4, 20.4, 2.0, "", {}),
    ("Orlo", "city", "OS", "05", 2_000_000, 42.3, 24.5, 12.0, "capital", {}),
    ("Mirna Air Base", "airbase", "BX", "02", 0, 41.1, 20.7, 3.0, "", {"Mirna": "alternate"}),
    ("Sable Sea", "sea", "", "", 0, 39.0, 18.0, 300.0, "", {}),
    ("Vesta", "river", "BX", "01", 0, 40.5, 20.0, 100.0, "", {}),
    ("Farholm", "village", "OS", "09", 3000, 47.0, 33.0, 2.0, "", {}),
    ("Lower Marsh", "admin1", "BX", "03", 200_000, 40.6, 19.6, 40.0, "", {"Marshen": "alternate"}),
    ("Vesta", "town", "OS", "05", 40_000, 42.9, 24.0, 2.0, "", {}),
]  # fmt: skip


class SmallWorld:
    """Two invented neighbours, Belavia and Ostrania."""

    fingerprint = "small-world"

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.names: dict[str, list[Candidate]] = {}
        self.words: dict[str, int] = {}
        for key, (name, feature, country, admin1, population, lat, lon, radius, seat, more) in enumerate(ROWS):
            self.places.append(
                Place(place_id=f"test:{key}", name=name, feature=feature, country=country, lat=lat, lon=lon, radius_km=radius, admin1_code=admin1, population=population)
            )  # fmt: skip
            for text, kind in {name: "name", **more}.items():
                c = Candidate(key, lat, lon, population, feature, country, admin1, "", kind, seat, radius, 0)
                self.names.setdefault(fold(text), []).append(c)
                first, size = fold(text).split()[0], len(fold(text).split())
                self.words[first] = max(size, self.words.get(first, 0))

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        return tuple(self.names.get(fold(name), ())) or tuple(self.names.get(exact_key(name), ()))

    def reach(self, word: str) -> int:
        return self.words.get(fold(word).split(" ")[0], 0)

    def place(self, c: Candidate) -> Place:
        return self.places[c.key]

    def part(self, place_id: str, part: str) -> tuple[float, float, float] | None:
        return (40.9, 19.6, 50.0) if (place_id, part) == ("test:0", "northwest") else None

    def neighbours(self, country: str) -> tuple[str, ...]:
        return {"BX": ("OS",), "OS": ("BX",)}.get(country, ())

    def border(self, country: str, other: str) -> tuple[float, float, float] | None:
        return (41.3, 22.0, 120.0) if {country, other} == {"BX", "OS"} else None

    def near(self, lat: float, lon: float, km: float, features: Collection[str] = ()) -> list[tuple[float, Candidate]]:
        cs = {c.key: c for found in self.names.values() for c in found if not features or c.feature in features}
        pairs = [(distance_km((lat, lon), (c.lat, c.lon)), c) for c in cs.values()]
        return sorted((d, c) for d, c in pairs if d <= km)


WORLD = SmallWorld()


def document(text: str) -> Document:
    """A report with nothing but a text."""
    return read(Report(id="r", text=text))


def places(text: str, **bias: object) -> dict[str, Resolution]:
    """The resolutions of a text by the words of the mention (the first of equal words)."""
    from geomap.language.places import Bias, find_places

    found: dict[str, Resolution] = {}
    for r in find_places(document(text), WORLD, bias=Bias(**bias)):  # type: ignore[arg-type]
        found.setdefault(r.mention.text, r)
    return found
