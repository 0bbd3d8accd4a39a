"""Other people's kinds of place -> ours."""

from __future__ import annotations

# Feature codes of GeoNames and GNS, and words of other people's tables -> our features.
FEATURE_CODES = {
    "PPL": "town", "PPLA": "city", "PPLC": "city", "PPLX": "neighbourhood", "PPLL": "village", "AIRB": "airbase", "AIRF": "airport", "AIRP": "airport", "MT": "mountain",
    "MTS": "mountain", "HLL": "mountain", "PK": "mountain", "STM": "river", "STMI": "river", "WAD": "river", "LK": "lake", "RSV": "lake", "ISL": "island", "DSRT": "desert",
    "ADM1": "admin1", "ADM2": "admin2", "BDG": "bridge", "DAM": "dam", "HBR": "port", "PRT": "port", "MILB": "base", "INSM": "base", "CMPRF": "camp", "RGN": "region", "SEA": "sea",
}  # fmt: skip
FEATURE_WORDS = {
    "hamlet": "village", "locality": "village", "settlement": "village", "isolated_dwelling": "village", "farm": "village", "suburb": "neighbourhood", "quarter": "neighbourhood",
    "neighborhood": "neighbourhood", "district": "admin2", "province": "admin1", "governorate": "admin1", "state": "admin1", "refugee_camp": "camp", "idp_camp": "camp",
    "checkpoint": "site", "crossing": "border_crossing", "border": "border_crossing", "air_base": "airbase", "airfield": "airport", "aerodrome": "airport", "military_base": "base",
    "military": "base", "harbour": "port", "harbor": "port", "peak": "mountain", "hill": "mountain", "ridge": "mountain", "stream": "river", "wadi": "river", "reservoir": "lake",
    "hospital": "facility", "school": "facility", "refinery": "facility", "power_plant": "facility", "oil_field": "facility", "area": "region", "zone": "region",
}  # fmt: skip


def feature_of(kind: str) -> str:
    """Our feature for a code or word of another table; a word that is not known stays as it is."""
    if kind.isupper():
        return FEATURE_CODES.get(kind, "town" if kind.startswith("PPL") else "site")
    word = kind.casefold().replace(" ", "_").replace("-", "_")
    return FEATURE_WORDS.get(word, word)
